using Xunit.Sdk;
using Xunit.v3;

namespace Arena.Testing.Running;

/// <summary>A fact, or one row of a theory.</summary>
internal sealed class ExerciseTestCase : XunitTestCase, ISelfExecutingXunitTestCase
{
    [Obsolete("For xunit's deserializer.")]
    public ExerciseTestCase() { }

    public ExerciseTestCase(
        IXunitTestMethod testMethod, string displayName, string uniqueId, bool isExplicit,
        Dictionary<string, HashSet<string>> traits, object?[]? testMethodArguments, string? file, int? line)
        : base(
            testMethod, displayName, uniqueId, isExplicit, traits: traits, testMethodArguments: testMethodArguments,
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
