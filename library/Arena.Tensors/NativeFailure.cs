namespace Arena.Tensors;

/// <summary>What lies where the native library should.</summary>
internal enum NativeFileState
{
    Missing,
    DeadLink,
    Present,
}

/// <summary>
/// Why the native library could not be loaded, in words for somebody who only wanted to run the tests.
/// </summary>
/// <param name="Platform">Where the process runs.</param>
/// <param name="Path">Where the library should lie.</param>
/// <param name="File">What lies there.</param>
/// <param name="Reason">The system's own text, as long as it may be.</param>
internal sealed record NativeFailure(NativePlatform Platform, string Path, NativeFileState File, string Reason)
{
    private const string Platforms =
        "The kit runs on Linux x64 with glibc (Debian 12, Ubuntu 22.04 or newer), on Windows x64 "
        + "and on macOS with Apple silicon";

    public string Message =>
        $"libtorch, the native library under TorchSharp, could not be loaded: {Cause} "
        + "'./arena doctor' looks for other causes.";

    /// <summary>What is wrong and what to do, as the rest of a sentence.</summary>
    public string Cause => (Platform, File) switch
    {
        ({ IsMusl: true }, _) =>
            $"this Linux has musl as its C library, and libtorch needs glibc. {Platforms}; "
            + "use a Debian or Ubuntu image.",
        ({ IsSupported: false }, _) =>
            $"there is none for {Platform.Name}. {Platforms}; elsewhere, use the dev container on such a machine.",
        (_, NativeFileState.Missing) =>
            $"{Path} is missing. Run 'dotnet build' again; if that does not help, 'dotnet restore --force' before it.",
        (_, NativeFileState.DeadLink) =>
            $"{Path} is a link, and what it led to is gone: was the package cache emptied, or the kit moved? "
            + "Run 'dotnet restore' and 'dotnet build' again.",
        _ when Essence.Contains("GLIBC", StringComparison.Ordinal) =>
            $"this system's C or C++ library is too old ({Essence}). {Platforms}. "
            + "On one of these, run 'dotnet build' again, which adapts the library to them.",
        _ when Essence.Length > 0 =>
            $"{Essence}. Run 'dotnet build' again; if that does not help, "
            + "delete the project's bin and obj folders before it.",
        _ => $"the system gave no reason for refusing {Path}. "
            + "Delete the project's bin and obj folders and run 'dotnet build' again.",
    };

    /// <summary>
    /// The line that tells the reason: the runtime puts general advice before it, and tries further names after it.
    /// </summary>
    internal string Essence
    {
        get
        {
            var lines = Reason.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            var reasons = lines.Length > 1 ? lines[1..] : lines;
            var line = reasons.FirstOrDefault(text => text.Contains("GLIBC", StringComparison.Ordinal))
                ?? reasons.FirstOrDefault(text => !IsFurtherName(text))
                ?? "";
            return line.TrimEnd('.');
        }
    }

    public static NativeFileState StateOf(string path)
    {
        var file = new FileInfo(path);
        if (file.LinkTarget is not null && file.ResolveLinkTarget(returnFinalTarget: true) is not { Exists: true })
            return NativeFileState.DeadLink;
        return file.Exists ? NativeFileState.Present : NativeFileState.Missing;
    }

    private bool IsFurtherName(string line) =>
        line.StartsWith(Path, StringComparison.Ordinal) && line.Contains("No such file", StringComparison.Ordinal);
}
