using System.Diagnostics;

namespace Arena.Analyzers.Tests.Packaging;

/// <summary>Runs the SDK as a user does.</summary>
public static class Dotnet
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    /// <summary>Runs a command to its end.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="arguments">What comes after <c>dotnet</c>.</param>
    /// <param name="packages">A package cache of its own; null takes the machine's.</param>
    /// <returns>The exit code, and all that it said.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        string folder, IEnumerable<string> arguments, string? packages = null)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["DOTNET_CLI_UI_LANGUAGE"] = "en",
                ["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1",
                ["DOTNET_NOLOGO"] = "1",
                // No server outlives the test.
                ["MSBUILDDISABLENODEREUSE"] = "1",
                ["UseSharedCompilation"] = "false",
            },
        };
        if (packages is not null) start.Environment["NUGET_PACKAGES"] = packages;
        using var child = Process.Start(start)!;
        child.StandardInput.Close();
        var heard = Task.WhenAll(child.StandardOutput.ReadToEndAsync(), child.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await child.WaitForExitAsync(patience.Token);
        }
        finally
        {
            if (!child.HasExited) child.Kill(entireProcessTree: true);
        }
        return (child.ExitCode, string.Concat(await heard).ReplaceLineEndings("\n"));
    }
}
