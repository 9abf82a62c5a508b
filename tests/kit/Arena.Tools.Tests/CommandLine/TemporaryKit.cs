using System.Diagnostics;
using System.Text.Json;
using Arena.Cli;
using Arena.Data;
using Arena.Skeleton;
using Spectre.Console.Testing;

namespace Arena.Tools.Tests.CommandLine;

/// <summary>A small kit in a temporary folder, and the arena command in it.</summary>
internal sealed class TemporaryKit : IDisposable
{
    public const string Topic = "0-Fundamentals/0-Prerequisites/Rows.cs";
    public const string Page = "0-Fundamentals/0-Prerequisites/README.md";
    public static readonly DateTimeOffset Now = new(2026, 5, 17, 12, 30, 0, TimeSpan.Zero);

    public const string TopicText =
        """
        namespace Arena.Fundamentals.Prerequisites;

        public static class Rows
        {
            [Exercise("0.0.1", "Column")]
            public static int Column(int n)
            {
                throw new NotImplementedException("0.0.1 Column");
            }

            [Exercise("0.0.2", "Normalize rows")]
            public static int NormalizeRows(int n)
            {
                throw new NotImplementedException("0.0.2 Normalize rows");
            }
        }

        """;

    private static readonly ExerciseEntry[] Exercises =
    [
        Entry("0.0.1", "Column", MentalModel.Tensors, 5),
        Entry("0.0.2", "Normalize rows", MentalModel.Tensors, 12),
        Entry("0.0.3", "Normalize", MentalModel.FunctionApproximators, 10),
        Entry("0.1.1", "Residual block", MentalModel.FunctionApproximators, 20) with
        {
            File = "0-Fundamentals/1-ResNets/Block.cs", Page = "0-Fundamentals/1-ResNets/README.md",
        },
        Entry("1.0.1", "Attention scores", MentalModel.Attention, 15) with
        {
            File = "1-Transformers/0-FromScratch/Scores.cs", Page = "1-Transformers/0-FromScratch/README.md",
        },
    ];

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("arena-kit-");

    public TemporaryKit()
    {
        Write("Arena.Exercises.sln", "");
        Write($"chapters/{Topic}", TopicText);
        WriteIndex(Exercises, new Dictionary<string, string> { [Topic] = GitBlob.Id(TopicText) });
        Write("tests/0-Fundamentals/Arena.Fundamentals.Tests.csproj", "");
        Write("tests/1-Transformers/Arena.Transformers.Tests.csproj", "");
    }

    public string Root => folder.FullName;

    public Workspace Workspace => new(Root);

    public ExerciseIndex Index => ExerciseIndex.Read(Workspace);

    public Cli.Course.Kit Kit => new(Workspace, Index);

    /// <summary>What verifying the kit finds before it is published.</summary>
    public IReadOnlyList<Arena.Verify.Finding> VerifyFindings { get; set; } = [];

    /// <summary>What runs its showcases.</summary>
    public FakeShowcases Showcases { get; } = new();

    /// <summary>The sets of images that can be downloaded; null means those that there are.</summary>
    public IReadOnlyList<ImageSet>? Sets { get; set; }

    /// <summary>The models that can be downloaded; null means those that there are.</summary>
    public IReadOnlyList<PublishedSet>? Models { get; set; }

    /// <summary>What the last command wrote.</summary>
    public string Output { get; private set; } = "";

    /// <summary>The same on one line, however it was wrapped.</summary>
    public string Sentences => Output.Replace('\n', ' ');

    public JsonElement Json => JsonDocument.Parse(Output).RootElement;

    public void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Full(path))!);
        File.WriteAllText(Full(path), text);
    }

    public string Read(string path) => File.ReadAllText(Full(path));

    public bool Has(string path) => File.Exists(Full(path));

    public void WriteIndex(IReadOnlyList<ExerciseEntry> exercises, IReadOnlyDictionary<string, string> files) =>
        Write($"chapters/{ExerciseIndex.FileName}", new ExerciseIndex(exercises, files).ToJson());

    public void Journal(string assembly, params TestResult[] results)
    {
        var journal = new ResultJournal(ResultJournal.DefaultPath(Workspace, assembly));
        foreach (var result in results) journal.Append(result);
        File.SetLastWriteTimeUtc(ResultJournal.DefaultPath(Workspace, assembly), Now.UtcDateTime.AddMinutes(-5));
    }

    /// <summary>Runs a command line, written with single spaces.</summary>
    /// <returns>The exit code.</returns>
    public int Arena(string commandLine = "", int width = 80, bool unicode = true, string? answer = null,
        string? from = null)
    {
        using var console = new TestConsole();
        console.Profile.Width = width;
        console.Profile.Capabilities.Unicode = unicode;
        if (answer is not null)
        {
            console.Profile.Capabilities.Interactive = true;
            console.Input.PushTextWithEnter(answer);
        }
        var session = Session(console, canAsk: answer is not null, from);
        var exitCode = ArenaProgram.Run(
            commandLine.Split(' ', StringSplitOptions.RemoveEmptyEntries), session,
            (_, _, _, _) => Task.FromResult(VerifyFindings), Sets, Models, (_, _) => Showcases);
        Output = string.Join('\n',
            console.Output.ReplaceLineEndings("\n").TrimEnd('\n').Split('\n').Select(x => x.TrimEnd()));
        return exitCode;
    }

    public Session Session(TestConsole console, bool canAsk = false, string? from = null) =>
        new(console, from ?? Root, canAsk, Links: false, new FixedClock());

    /// <summary>Makes it a repository with one commit.</summary>
    public void Commit()
    {
        Git("init", "--quiet", "--initial-branch=main");
        Git("config", "user.email", "learner@example.org");
        Git("config", "user.name", "Learner");
        Git("config", "commit.gpgsign", "false");
        Git("config", "core.autocrlf", "false");
        Git("add", "--all");
        Git("commit", "--quiet", "--message", "The kit");
    }

    /// <summary>Runs git in the kit's folder.</summary>
    /// <returns>Its output, without the last line's end.</returns>
    public string Git(params string[] arguments)
    {
        using var git = Process.Start(
            new ProcessStartInfo("git", arguments) { WorkingDirectory = Root, RedirectStandardOutput = true })!;
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        git.ExitCode.Should().Be(0, "git {0} should work", string.Join(' ', arguments));
        return output.TrimEnd();
    }

    public void Dispose()
    {
        // Git writes its objects read-only, which keeps Windows from deleting them.
        foreach (var file in folder.EnumerateFiles("*", SearchOption.AllDirectories))
            file.Attributes = FileAttributes.Normal;
        folder.Delete(recursive: true);
    }

    private static ExerciseEntry Entry(string id, string title, MentalModel model, int minutes) =>
        new(id, title, model, minutes, Difficulty: 2, Importance: 3, Topic, "Rows." + title.Replace(" ", ""), Page);

    private string Full(string path) => Path.Combine(Root, path);

    private sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => Now;
    }
}
