using System.Runtime.InteropServices;

namespace Arena.Tensors;

/// <summary>What decides which native files fit a process.</summary>
/// <param name="System">linux, win or osx; else whatever the runtime calls it.</param>
/// <param name="Processor">The process's architecture.</param>
/// <param name="IsMusl">Whether the C library is musl, as on Alpine.</param>
internal sealed record NativePlatform(string System, Architecture Processor, bool IsMusl)
{
    public static NativePlatform Current => new(
        OperatingSystem.IsLinux() ? "linux" : OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx"
            : RuntimeInformation.RuntimeIdentifier.Split('-')[0],
        RuntimeInformation.ProcessArchitecture,
        RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal));

    /// <summary>The runtime identifier, and the folder below <c>runtimes/</c> in a build output.</summary>
    public string Name => $"{System}-{Processor.ToString().ToLowerInvariant()}";

    public string FileName => System switch
    {
        "win" => "LibTorchSharp.dll",
        "osx" => "libLibTorchSharp.dylib",
        _ => "libLibTorchSharp.so",
    };

    public bool IsSupported => !IsMusl && Name is "linux-x64" or "win-x64" or "osx-arm64";
}
