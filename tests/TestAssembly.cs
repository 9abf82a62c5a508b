using System.Runtime.CompilerServices;
using Xunit.v3;

// As they are written, the plainest first: its failure is the one that is shown.
[assembly: TestMethodOrderer<UnorderedTestMethodOrderer>]
[assembly: TestCaseOrderer<UnorderedTestCaseOrderer>]

namespace Arena.Testing;

internal static class TestAssembly
{
    // FluentAssertions has to throw xunit's exception even where a test uses nothing else of the kit.
    [ModuleInitializer]
    internal static void SetUpAssertions() => AssertionSetup.Install();
}
