using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using FluentAssertions.Common;
using FluentAssertions.Formatting;
using Xunit.Sdk;

namespace Arena.Testing;

/// <summary>Makes FluentAssertions, which does not know xunit.v3, throw xunit's exception.</summary>
public static class AssertionSetup
{
    /// <summary>Does it, once for the process. It happens by itself as soon as anything of this library is used.</summary>
    [ModuleInitializer]
    [SuppressMessage("Usage", "CA2255", Justification = "Nobody should have to remember to call it.")]
    public static void Install()
    {
        Services.ThrowException = message => throw new XunitException(message);
        Formatter.AddFormatter(new Verbatim.Formatter());
    }
}
