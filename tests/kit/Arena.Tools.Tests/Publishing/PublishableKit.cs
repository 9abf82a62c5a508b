using Arena.Tools.Tests.CommandLine;

namespace Arena.Tools.Tests.Publishing;

/// <summary>A small kit with solutions, committed to <c>main</c>, and an empty repository beside it as its
/// <c>origin</c>.</summary>
internal sealed class PublishableKit : IDisposable
{
    public const string Solution = $"solutions/{TemporaryKit.Topic}";
    public const string Stub = $"chapters/{TemporaryKit.Topic}";
    public const string Given = "0-Fundamentals/0-Prerequisites/Given.cs";

    public const string SolutionText =
        """
        namespace Arena.Fundamentals.Prerequisites;

        public static class Rows
        {
            [Exercise("0.0.1", "Column")]
            public static int Column(int n) => n + 1;
        }

        """;

    private const string Readme =
        """
        # Kit

        <!-- front -->
        For everybody.
        <!-- /front -->

        Text.

        <!-- with solutions -->
        The solutions lie here.
        <!-- /with solutions -->

        End.

        """;

    private const string List =
        """
        Project("{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}") = "A", "chapters\A.csproj", "{AAAAAAAA-0000-0000-0000-000000000001}"
        EndProject
        Project("{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}") = "B", "solutions\B.csproj", "{AAAAAAAA-0000-0000-0000-000000000002}"
        EndProject

        """;

    private readonly DirectoryInfo remote = Directory.CreateTempSubdirectory("arena-remote-");

    public PublishableKit()
    {
        Kit.Git("init", "--quiet", "--bare", "--initial-branch=main", Remote);
        Kit.Write(Solution, SolutionText);
        Kit.Write($"solutions/{Given}", "namespace Arena.Fundamentals.Prerequisites;\n\npublic class Given;\n");
        Kit.Write("README.md", Readme);
        Kit.Write("Arena.Exercises.sln", List);
        Kit.Write(".gitignore", "*.log\n");
        Kit.Write(".github/workflows/ci.yml", "on: push\n");
        Kit.Write(".github/dependabot.yml", "version: 2\n");
        Kit.Write("tests/A test.cs", "");
        Kit.Arena("skeleton").Should().Be(0, Kit.Output);
        Kit.Commit();
        Kit.Git("remote", "add", "origin", Remote);
        Kit.Git("push", "--quiet", "origin", "main");
    }

    public TemporaryKit Kit { get; } = new();

    public string Remote => remote.FullName;

    /// <summary>Changes the solution as a maintainer does, and commits it.</summary>
    public void ChangeSolution()
    {
        Kit.Write(Solution, SolutionText.Replace("Column(int n) => n + 1", "Column(int number) => number + 1"));
        Kit.Arena("skeleton").Should().Be(0, Kit.Output);
        Commit("Change the solution");
    }

    /// <summary>Commits everything to <c>main</c>, here and on the remote.</summary>
    public void Commit(string message, bool allowEmpty = false)
    {
        Kit.Git("add", "--all");
        Kit.Git(["commit", "--quiet", "--message", message, .. allowEmpty ? ["--allow-empty"] : Array.Empty<string>()]);
        Kit.Git("push", "--quiet", "origin", "main");
    }

    /// <summary>Runs <c>publish --json</c>.</summary>
    /// <returns>The commits of <c>skeleton</c> and <c>solutions</c>.</returns>
    public (string Skeleton, string Solutions) Publish(string options = "")
    {
        Kit.Arena($"publish --json {options}").Should().Be(0, Kit.Output);
        var branches = Kit.Json.GetProperty("branches").EnumerateArray()
            .ToDictionary(x => x.GetProperty("branch").GetString()!, x => x.GetProperty("commit").GetString()!);
        return (branches["skeleton"], branches["solutions"]);
    }

    /// <summary>The branches of the remote, as "id name".</summary>
    public string RemoteBranches() => Kit.Git("ls-remote", "--heads", Remote);

    /// <summary>The files of a commit.</summary>
    public string[] Files(string commit) => Kit.Git("ls-tree", "-r", "--name-only", "-z", commit)
        .Split('\0', StringSplitOptions.RemoveEmptyEntries);

    public void Dispose()
    {
        Kit.Dispose();
        foreach (var file in remote.EnumerateFiles("*", SearchOption.AllDirectories))
            file.Attributes = FileAttributes.Normal;
        remote.Delete(recursive: true);
    }
}
