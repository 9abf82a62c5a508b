using Xunit.Sdk;
using Xunit.v3;

namespace Arena.Testing.Running;

/// <summary>Runs a test case of an exercise: xunit's own way, but each test by an <see cref="ExerciseTestRunner"/>.</summary>
internal sealed class ExerciseCaseRunner
    : XunitTestCaseRunnerBase<ExerciseCaseRunner.Context, IXunitTestCase, IXunitTest>
{
    public static ExerciseCaseRunner Instance { get; } = new();

    public async ValueTask<RunSummary> Run(
        XunitTestCase testCase, ExplicitOption explicitOption, IMessageBus messageBus, object?[] constructorArguments,
        ExceptionAggregator aggregator, CancellationTokenSource cancellation, ParallelMode parallelMode,
        ExecutionScheduler scheduler, FixtureMappingManager fixtures)
    {
        var tests = await aggregator.RunAsync(testCase.CreateTests, []);
        if (aggregator.ToException() is { } failure)
        {
            aggregator.Clear();
            return XunitRunnerHelper.FailTestCases(
                messageBus, cancellation, [testCase], failure,
                sendTestCollectionMessages: false, sendTestClassMessages: false, sendTestMethodMessages: false);
        }

        await using var context = new Context(
            testCase, tests, explicitOption, messageBus, aggregator, testCase.TestCaseDisplayName, testCase.SkipReason,
            cancellation, parallelMode, scheduler, constructorArguments, fixtures);
        await context.InitializeAsync();
        return await Run(context);
    }

    internal sealed class Context(
        IXunitTestCase testCase, IReadOnlyCollection<IXunitTest> tests, ExplicitOption explicitOption,
        IMessageBus messageBus, ExceptionAggregator aggregator, string displayName, string? skipReason,
        CancellationTokenSource cancellation, ParallelMode parallelMode, ExecutionScheduler scheduler,
        object?[] constructorArguments, FixtureMappingManager fixtures)
        : XunitTestCaseRunnerBaseContext<IXunitTestCase, IXunitTest>(
            testCase, tests, explicitOption, messageBus, aggregator, displayName, skipReason, cancellation, parallelMode,
            scheduler, constructorArguments, fixtures)
    {
        public override ValueTask<RunSummary> RunTest(IXunitTest test) =>
            ExerciseTestRunner.Instance.Run(
                test, ExplicitOption, MessageBus, Aggregator.Clone(), CancellationTokenSource, ParallelMode, Scheduler,
                BeforeAfterTestAttributes, ConstructorArguments, CaseFixtureMappings);
    }
}
