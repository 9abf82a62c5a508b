using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace Arena.Testing.Running;

/// <summary>Makes the test cases of an <see cref="ExerciseTheoryAttribute"/>.</summary>
public sealed class ExerciseTheoryDiscoverer : TheoryDiscoverer
{
    /// <inheritdoc/>
    protected override ValueTask<IReadOnlyCollection<IXunitTestCase>> CreateTestCasesForDataRow(
        ITestFrameworkDiscoveryOptions discoveryOptions, IXunitTestMethod testMethod, ITheoryAttribute theoryAttribute,
        ITheoryDataRow dataRow, object?[] testMethodArguments, string? index)
    {
        var details = TestIntrospectionHelper.GetTestCaseDetailsForTheoryDataRow(
            discoveryOptions, testMethod, theoryAttribute, dataRow, testMethodArguments, index);
        return new([
            new ExerciseTestCase(
                details.ResolvedTestMethod, details.TestCaseDisplayName, details.UniqueID, details.Explicit,
                TestIntrospectionHelper.GetTraits(testMethod, dataRow), testMethodArguments,
                details.SourceFilePath, details.SourceLineNumber),
        ]);
    }

    /// <inheritdoc/>
    protected override ValueTask<IReadOnlyCollection<IXunitTestCase>> CreateTestCasesForTheory(
        ITestFrameworkDiscoveryOptions discoveryOptions, IXunitTestMethod testMethod, ITheoryAttribute theoryAttribute)
    {
        var details = TestIntrospectionHelper.GetTestCaseDetails(discoveryOptions, testMethod, theoryAttribute);
        return new([
            new ExerciseTheoryTestCase(
                details.ResolvedTestMethod, details.TestCaseDisplayName, details.UniqueID, details.Explicit,
                TestIntrospectionHelper.GetTraits(testMethod, dataRow: null),
                details.SourceFilePath, details.SourceLineNumber),
        ]);
    }
}
