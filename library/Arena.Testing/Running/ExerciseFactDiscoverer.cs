using Xunit.Sdk;
using Xunit.v3;

namespace Arena.Testing.Running;

/// <summary>Makes the test case of an <see cref="ExerciseFactAttribute"/>.</summary>
public sealed class ExerciseFactDiscoverer : FactDiscoverer
{
    /// <inheritdoc/>
    protected override IXunitTestCase CreateTestCase(
        ITestFrameworkDiscoveryOptions discoveryOptions, IXunitTestMethod testMethod, IFactAttribute factAttribute)
    {
        var details = TestIntrospectionHelper.GetTestCaseDetails(discoveryOptions, testMethod, factAttribute);
        return new ExerciseTestCase(
            details.ResolvedTestMethod, details.TestCaseDisplayName, details.UniqueID, details.Explicit,
            TestIntrospectionHelper.GetTraits(testMethod, dataRow: null), testMethodArguments: null,
            details.SourceFilePath, details.SourceLineNumber);
    }
}
