using System.Runtime.InteropServices;

namespace Arena.Cli.Checking;

/// <summary>The <c>dotnet</c> program that runs this one.</summary>
internal static class DotNet
{
    /// <summary>Its path; the tools and the tests then run on the same installation.</summary>
    public static string Host { get; } = Find();

    private static string Find()
    {
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        // <dotnet>/shared/Microsoft.NETCore.App/10.0.x/
        var beside = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", name));
        return File.Exists(beside) ? beside : name;
    }
}
