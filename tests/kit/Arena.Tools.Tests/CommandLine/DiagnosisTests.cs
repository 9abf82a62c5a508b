using Arena.Cli.Health;

namespace Arena.Tools.Tests.CommandLine;

public sealed class DiagnosisTests
{
    private static readonly Facts Fit = new()
    {
        Sdk = "10.0.401",
        SdkWanted = "10.0.100",
        NativeLibrary = "libLibTorchSharp.so",
        NativeError = null,
        FreeDisk = 20_000_000_000,
        FreeDiskForPackages = 20_000_000_000,
        HasPackages = true,
        Memory = 8_000_000_000,
        Git = "2.39.5",
        InRepository = true,
        Remotes = [new("origin", "git@example.org:me/kit.git", HasOwnCommits: true)],
        Edits = ["chapters/0-Fundamentals/0-Prerequisites/Rows.cs"],
        HasSolutions = false,
        MissingFiles = [],
        Exercises = 42,
        Device = null,
    };

    private static readonly Dictionary<string, Case> Cases = new()
    {
        ["no SDK"] = new(Fit with { Sdk = null }, "SDK", Severity.Wrong, "asks for 10.0.100", "dotnet.microsoft.com"),
        ["nothing built"] = new(
            Fit with { NativeLibrary = null },
            "libtorch", Severity.Warning, "Nothing is built yet", "arena check"),
        ["libtorch does not load"] = new(
            Fit with { NativeError = "libgomp.so.1: not found" },
            "libtorch", Severity.Wrong, "libgomp.so.1: not found", "dotnet build"),
        ["no room for packages"] = new(
            Fit with { FreeDiskForPackages = 1_400_000_000, HasPackages = false },
            "Disk", Severity.Wrong, "1.4 GB are free", "NUGET_PACKAGES"),
        ["packages are there"] = new(
            Fit with { FreeDiskForPackages = 1_400_000_000 },
            "Disk", Severity.Good, "the packages are there", ""),
        ["no room for builds"] = new(
            Fit with { FreeDisk = 200_000_000 },
            "Disk", Severity.Wrong, "0.2 GB free", "free some space"),
        ["little memory"] = new(Fit with { Memory = 2_000_000_000 }, "Memory", Severity.Warning, "2.0 GB", ""),
        ["a device"] = new(Fit with { Device = "CUDA:1" }, "Device", Severity.Good, "ARENA_DEVICE=CUDA:1", ""),
        ["no device"] = new(
            Fit with { Device = "gpu" },
            "Device", Severity.Wrong, "ARENA_DEVICE=gpu is not a device", "ARENA_DEVICE"),
        ["no index"] = new(
            Fit with { MissingFiles = null },
            "Chapters", Severity.Wrong, "exercises.json", "git restore chapters/exercises.json"),
        ["no index for an author"] = new(
            Fit with { MissingFiles = null, HasSolutions = true },
            "Chapters", Severity.Wrong, "exercises.json", "arena skeleton"),
        ["files missing"] = new(
            Fit with { MissingFiles = ["chapters/a.cs", "chapters/b.cs"] },
            "Chapters", Severity.Wrong, "2 file(s)", "git restore chapters/a.cs chapters/b.cs"),
        ["no git"] = new(
            Fit with { Git = null, InRepository = false },
            "git", Severity.Warning, "There is no git", "git-scm.com"),
        ["no repository"] = new(
            Fit with { InRepository = false },
            "git", Severity.Warning, "not a git repository", "git init"),
        ["no remote"] = new(Fit with { Remotes = [] }, "git", Severity.Good, "there is no remote", ""),
        ["upstream"] = new(
            Fit with { Remotes = [new("origin", "https://example.org/kit.git", HasOwnCommits: false)] },
            "git", Severity.Warning, "goes to https://example.org/kit.git, where no commit is yours", "arena doctor --fix"),
        ["no push"] = new(
            Fit with { Remotes = [new("origin", "no_push", HasOwnCommits: false)] },
            "git", Severity.Good, "no push goes", ""),
        ["guarded"] = new(
            Fit with { Remotes = [new("upstream", "no-push-use-your-own-repository", HasOwnCommits: false)] },
            "git", Severity.Good, "no push goes", ""),
        ["disabled push"] = new(
            Fit with { Remotes = [new("origin", "DISABLED", HasOwnCommits: false)] },
            "git", Severity.Good, "no push goes", ""),
        ["edits elsewhere"] = new(
            Fit with { Edits = ["library/A.cs", "chapters/B.cs", "docs/My notes.md"] },
            "Edits", Severity.Warning, "2 file(s) outside chapters/ were changed: library/A.cs, docs/My notes.md.",
            "git stash push --include-untracked -- library/A.cs \"docs/My notes.md\""),
        ["many edits"] = new(
            Fit with { Edits = ["a", "b", "c", "d"] },
            "Edits", Severity.Warning, "a, b, c and 1 more", "git status -- . \":!chapters\""),
    };

    public static TheoryData<string> Names => new(Cases.Keys);

    [Fact]
    public void A_fit_machine_has_nothing_to_mend()
    {
        var findings = Diagnosis.Of(Fit, Command);

        findings.Should().OnlyContain(x => x.Severity == Severity.Good && x.Fix == "");
        findings.Select(x => x.Subject).Should()
            .Equal("SDK", "libtorch", "Disk", "Memory", "Device", "Chapters", "git", "Edits");
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_fact_is_judged(string name)
    {
        var (facts, subject, severity, message, fix) = Cases[name];

        var finding = Diagnosis.Of(facts, Command).Single(x => x.Subject == subject);

        finding.Severity.Should().Be(severity);
        finding.Message.Should().Contain(message);
        if (fix.Length > 0) finding.Fix.Should().Contain(fix);
        else finding.Fix.Should().BeEmpty();
    }

    private static string Command(string arguments) => $"./arena {arguments}";

    private sealed record Case(Facts Facts, string Subject, Severity Severity, string Message, string Fix);
}
