using System.Reflection;
using Xunit.Sdk;
using Xunit.v3;

namespace Arena.Testing.Running;

/// <summary>One test of an exercise while it runs.</summary>
internal sealed class ExerciseTestContext(
    IXunitTest test, ExplicitOption explicitOption, IMessageBus messageBus, ExceptionAggregator aggregator,
    CancellationTokenSource cancellation, ParallelMode parallelMode, ExecutionScheduler scheduler,
    IReadOnlyCollection<IBeforeAfterTestAttribute> beforeAfter, object?[] constructorArguments,
    FixtureMappingManager fixtures)
    : XunitTestRunnerBaseContext<IXunitTest>(
        test, explicitOption, messageBus, aggregator, cancellation, parallelMode, scheduler, beforeAfter,
        constructorArguments, fixtures)
{
    /// <summary>What the test says of its exercise.</summary>
    public IExerciseTest Exercise { get; } =
        test.TestMethod.Method.GetCustomAttributes().OfType<IExerciseTest>().Single();

    /// <summary>The words for what went wrong.</summary>
    public Explanation Explain => field ??= new Explanation(Exercise.Exercise, Course.Of(Method.Module.Assembly));

    /// <summary>A test that reached a stub is to do: for xunit, skipped.</summary>
    public override string? GetSkipReason(Exception? exception) =>
        exception is NotImplementedException stub && !Against.Solutions
            ? Explain.Todo(stub)
            : base.GetSkipReason(exception);

    /// <summary>Adds a line to the journal.</summary>
    public void Record(TestState state, string message = "") =>
        Journal.Of(Method.Module.Assembly)?.Append(
            new TestResult(Exercise.Exercise, Test.TestDisplayName, state, message));
}
