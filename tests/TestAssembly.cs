using System.Runtime.CompilerServices;

namespace Arena.Testing;

internal static class TestAssembly
{
    // FluentAssertions has to throw xunit's exception even where a test uses nothing else of the kit.
    [ModuleInitializer]
    internal static void SetUpAssertions() => AssertionSetup.Install();
}
