using System.Collections.Concurrent;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Arena.Testing.Running;

/// <summary>
/// Runs one test of an exercise on a thread of its own, in a dispose scope, with a time limit, and writes the journal.
/// </summary>
internal sealed class ExerciseTestRunner : XunitTestRunnerBase<ExerciseTestContext, IXunitTest>
{
    // A loop without an end in one case is there in the others, which would each wait for the limit again.
    private readonly ConcurrentDictionary<string, TestFailure> tooSlow = new();

    public static ExerciseTestRunner Instance { get; } = new();

    public async ValueTask<RunSummary> Run(
        IXunitTest test, ExplicitOption explicitOption, IMessageBus messageBus, ExceptionAggregator aggregator,
        CancellationTokenSource cancellation, ParallelMode parallelMode, ExecutionScheduler scheduler,
        IReadOnlyCollection<IBeforeAfterTestAttribute> beforeAfter, object?[] constructorArguments,
        FixtureMappingManager fixtures)
    {
        await using var context = new ExerciseTestContext(
            test, explicitOption, messageBus, aggregator, cancellation, parallelMode, scheduler, beforeAfter,
            constructorArguments, fixtures);
        await context.InitializeAsync();
        return await Run(context);
    }

    protected override async ValueTask<TimeSpan> RunTest(ExerciseTestContext context)
    {
        var limit = TimeLimit.Of(context.Exercise);
        context.Record(TestState.Running, TimeLimit.InSeconds(limit));
        context.Aggregator.Run(Torch.Load);
        if (context.Aggregator.ToException() is { } unloadable)
        {
            Replace(context, context.Explain.Failure(unloadable));
            return TimeSpan.Zero;
        }

        if (tooSlow.TryGetValue(context.Exercise.Exercise, out var known))
        {
            Replace(context, known);
            return TimeSpan.Zero;
        }

        var stubs = new StubWatch();
        var elapsed = TimeSpan.Zero;
        var ended = await LimitedThread.Run(
            async () =>
            {
                using var reached = stubs.Watch();
                using var tensors = Torch.StartTest();
                elapsed = await base.RunTest(context);
            },
            limit);

        var outcome = context.Aggregator.ToException();
        if (!ended.InTime)
        {
            var late = context.Explain.TooSlow(limit, ended.Stopped ? outcome : null);
            tooSlow[context.Exercise.Exercise] = late;
            Replace(context, late);
        }
        else if (ended.Failure is { } failure)
            Replace(context, context.Explain.Failure(failure));
        else if (stubs.Reached is { } stub && !Against.Solutions)
            Replace(context, stub);
        else if (outcome is not null)
            Replace(context, context.Explain.Failure(outcome));
        return elapsed;
    }

    protected override ValueTask<(bool Continue, TestResultState ResultState)> OnTestPassed(
        ExerciseTestContext context, decimal executionTime, string output, string[]? warnings)
    {
        context.Record(TestState.Passed, OpenPart.In(output));
        return base.OnTestPassed(context, executionTime, output, warnings);
    }

    protected override ValueTask<(bool Continue, TestResultState ResultState)> OnTestFailed(
        ExerciseTestContext context, Exception exception, decimal executionTime, string output, string[]? warnings)
    {
        context.Record(TestState.Failed, exception.Message);
        return base.OnTestFailed(context, exception, executionTime, output, warnings);
    }

    protected override ValueTask<(bool Continue, TestResultState ResultState)> OnTestSkipped(
        ExerciseTestContext context, string skipReason, decimal executionTime, string output, string[]? warnings)
    {
        context.Record(TestState.Todo, skipReason);
        return base.OnTestSkipped(context, skipReason, executionTime, output, warnings);
    }

    private static void Replace(ExerciseTestContext context, Exception exception)
    {
        context.Aggregator.Clear();
        context.Aggregator.Add(exception);
    }
}
