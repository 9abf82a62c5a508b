using Xunit.Sdk;
using Xunit.v3;

namespace Arena.Testing.Running;

/// <summary>A theory whose rows are made when it runs, because they cannot be written down, such as tensors.</summary>
internal sealed class ExerciseTheoryTestCase : XunitDelayEnumeratedTheoryTestCase, ISelfExecutingXunitTestCase
{
    [Obsolete("For xunit's deserializer.")]
    public ExerciseTheoryTestCase() { }

    public ExerciseTheoryTestCase(
        IXunitTestMethod testMethod, string displayName, string uniqueId, bool isExplicit,
        Dictionary<string, HashSet<string>> traits, string? file, int? line)
        : base(
            testMethod, displayName, uniqueId, isExplicit, skipTestWithoutData: false, traits: traits,
            sourceFilePath: file, sourceLineNumber: line)
    {
    }

    public ValueTask<RunSummary> Run(
        ExplicitOption explicitOption, IMessageBus messageBus, object?[] constructorArguments,
        ExceptionAggregator aggregator, CancellationTokenSource cancellationTokenSource, ParallelMode parallelMode,
        ExecutionScheduler scheduler, FixtureMappingManager methodFixtureMappings) =>
        ExerciseCaseRunner.Instance.Run(
            this, explicitOption, messageBus, constructorArguments, aggregator, cancellationTokenSource, parallelMode,
            scheduler, methodFixtureMappings);
}
