using System.Text.RegularExpressions;

namespace Arena.Cli.Health;

/// <summary>Judges the facts.</summary>
internal static partial class Diagnosis
{
    private const double Gigabyte = 1e9;

    // Measured on Linux: the packages of a first restore take 1.4 GB, all build outputs stay below 0.15 GB.
    private const double DiskForPackages = 1.5 * Gigabyte;
    private const double DiskForBuilds = 0.3 * Gigabyte;
    private const double MemoryForTests = 3.5 * Gigabyte;

    private const int MostFilesInCommand = 3;

    /// <summary>The findings, in the order in which they are shown.</summary>
    /// <param name="facts">What was looked at.</param>
    /// <param name="command">Makes an arena command line.</param>
    public static IReadOnlyList<Finding> Of(Facts facts, Func<string, string> command) =>
    [
        Sdk(facts), Natives(facts, command), Disk(facts), Memory(facts), Device(facts), Chapters(facts, command),
        .. Git(facts, command), .. Edits(facts),
    ];

    private static Finding Sdk(Facts facts) => facts.Sdk is null
        ? new("SDK", Severity.Wrong, $"No .NET SDK fits global.json, which asks for {facts.SdkWanted} or a later 10.0.",
            "install it from https://dotnet.microsoft.com/download/dotnet/10.0")
        : new("SDK", Severity.Good, $".NET SDK {facts.Sdk}; global.json asks for {facts.SdkWanted} or a later 10.0.");

    private static Finding Natives(Facts facts, Func<string, string> command) => facts switch
    {
        { NativeLibrary: null } =>
            new("libtorch", Severity.Warning, "Nothing is built yet, so libtorch could not be tried.",
            command("check")),
        { NativeError: { } error } =>
            new("libtorch", Severity.Wrong, $"libtorch does not load: {error}", "dotnet build --no-incremental"),
        _ => new("libtorch", Severity.Good, "libtorch loads."),
    };

    private static Finding Disk(Facts facts)
    {
        var forPackages = facts.HasPackages ? 0 : DiskForPackages;
        var said = $"{facts.FreeDisk / Gigabyte:0.0} GB free";
        if (facts.FreeDiskForPackages < forPackages)
            return new("Disk", Severity.Wrong,
                $"{facts.FreeDiskForPackages / Gigabyte:0.0} GB are free where NuGet keeps packages; "
                    + $"the first restore takes {forPackages / Gigabyte:0.0} GB.",
                "free some space, or set NUGET_PACKAGES to a folder on another disk");
        if (facts.FreeDisk < DiskForBuilds)
            return new("Disk", Severity.Wrong, $"{said}; building takes {DiskForBuilds / Gigabyte:0.0} GB.",
                "free some space");
        return new("Disk", Severity.Good, facts.HasPackages
            ? $"{said}; the packages are there, building takes up to {DiskForBuilds / Gigabyte:0.0} GB."
            : $"{said}; the first restore takes {forPackages / Gigabyte:0.0} GB, "
                + $"building up to {DiskForBuilds / Gigabyte:0.0} GB.");
    }

    private static Finding Memory(Facts facts) => facts.Memory < MemoryForTests
        ? new("Memory", Severity.Warning,
            $"{facts.Memory / Gigabyte:0.0} GB of memory: building and testing at the same time may get slow. "
                + "Close other programs.")
        : new("Memory", Severity.Good, $"{facts.Memory / Gigabyte:0.0} GB of memory.");

    private static Finding Device(Facts facts) => string.IsNullOrWhiteSpace(facts.Device)
        ? new("Device", Severity.Good, "The CPU computes. ARENA_DEVICE=cuda or mps chooses another device.")
        : KnownDevice().IsMatch(facts.Device.Trim())
            ? new("Device", Severity.Good, $"ARENA_DEVICE={facts.Device}.")
            : new("Device", Severity.Wrong,
                $"ARENA_DEVICE={facts.Device} is not a device. Known are cpu, cuda, cuda:1 and mps.",
                OperatingSystem.IsWindows() ? "set ARENA_DEVICE=" : "unset ARENA_DEVICE");

    private static Finding Chapters(Facts facts, Func<string, string> command) => facts.MissingFiles switch
    {
        null => new("Chapters", Severity.Wrong,
            $"The list of exercises, chapters/{ExerciseIndex.FileName}, is missing or damaged.",
            facts.HasSolutions ? command("skeleton") : $"git restore chapters/{ExerciseIndex.FileName}"),
        [var file, ..] missing =>
            new("Chapters", Severity.Wrong, $"{missing.Count} file(s) are missing: {Some(missing)}.",
            missing.Count == 1 ? $"git restore {file}" : "git restore " + string.Join(' ', missing)),
        _ => new("Chapters", Severity.Good, $"All files of {facts.Exercises} exercises are there."),
    };

    private static IEnumerable<Finding> Git(Facts facts, Func<string, string> command)
    {
        if (facts.Git is null)
        {
            yield return new("git", Severity.Warning,
                "There is no git. 'reset' needs it to find an exercise's untouched text.",
                "install git from https://git-scm.com/downloads");
            yield break;
        }
        if (!facts.InRepository)
        {
            yield return new("git", Severity.Warning,
                "This folder is not a git repository, so your work has no history.",
                "git init && git add . && git commit -m \"The kit\"");
            yield break;
        }
        var guards = PushGuard.Missing(facts.Remotes);
        foreach (var guard in guards)
            yield return new("git", Severity.Warning,
                $"A push to '{guard.Remote.Name}' goes to {guard.Remote.PushUrl}, where no commit is yours: it looks like "
                    + "the kit's own repository, or a public copy of it. Your answers do not belong there. A push, or the "
                    + "button \"Compare & pull request\" after it, would show them to everybody who learns from it. Forbid "
                    + "the push, then push to a private repository of your own. (It is your own, and only new? Then leave "
                    + "it so; this goes away with your first push.)",
                command("doctor --fix"), [.. guard.Commands, .. guard.OwnRepository]);
        if (guards.Count == 0)
            yield return new("git", Severity.Good, facts.Remotes.Count == 0
                ? $"git {facts.Git}; there is no remote, so nothing can be pushed by accident."
                : $"git {facts.Git}; no push goes to the kit's own repository.");
    }

    private static IEnumerable<Finding> Edits(Facts facts)
    {
        if (!facts.InRepository) yield break;
        var outside = facts.Edits.Where(x => !x.StartsWith("chapters/", StringComparison.Ordinal)).ToList();
        if (outside.Count == 0)
        {
            yield return new("Edits", Severity.Good, "Nothing outside chapters/ was changed.");
            yield break;
        }
        yield return new("Edits", Severity.Warning,
            $"{outside.Count} file(s) outside chapters/ were changed: {Some(outside)}. "
                + (facts.HasSolutions
                    ? "That is fine if you work on the kit itself; else put them away."
                    : "Exercises only need chapters/. Put them away:"),
            outside.Count <= MostFilesInCommand
                ? "git stash push --include-untracked -- " + string.Join(' ', outside.Select(Quoted))
                : "git status -- . \":!chapters\"");
    }

    private static string Quoted(string path) => path.Contains(' ') ? $"\"{path}\"" : path;

    private static string Some(IReadOnlyList<string> files)
    {
        const int shown = 3;
        return string.Join(", ", files.Take(shown)) + (files.Count > shown ? $" and {files.Count - shown} more" : "");
    }

    [GeneratedRegex(@"^(cpu|cuda(:\d+)?|mps)$", RegexOptions.IgnoreCase)]
    private static partial Regex KnownDevice();
}
