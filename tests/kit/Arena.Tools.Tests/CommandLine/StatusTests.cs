using System.Text.Json;

namespace Arena.Tools.Tests.CommandLine;

public sealed class StatusTests : IDisposable
{
    private readonly TemporaryKit kit = new();

    public void Dispose() => kit.Dispose();

    [Fact]
    public void Shows_the_next_exercise_and_the_progress_within_60_columns()
    {
        kit.Journal("Arena.Fundamentals.Tests",
            new("0.0.1", "Column(1)", TestState.Passed),
            new("0.0.2", "Rows", TestState.Failed, "wrong"));

        kit.Arena(width: 60).Should().Be(0);

        kit.Output.Should().Be(
            """
            Chapter 0 Fundamentals, section 0.0 Prerequisites

            ✗ 0.0.2 Normalize rows · 12 min
              code  chapters/0-Fundamentals/0-Prerequisites/Rows.cs:14
              page  chapters/0-Fundamentals/0-Prerequisites/README.md

            Chapters
              0 Fundamentals  ━━━━━━━───────────────────────  1/4
              1 Transformers  ──────────────────────────────  0/1

            Mental models
              1 Function approximators  ──────────────────────  0/2
              2 Tensors                 ━━━━━━━━━━━───────────  1/2
              4 Attention               ──────────────────────  0/1

            So far  1 passed, 1 failed, 3 to do · last run 5 minutes ago
              ✗ 0.0.2 Normalize rows

            Next: ./arena hint 0.0.2
            """.ReplaceLineEndings("\n").Replace("./", OperatingSystem.IsWindows() ? ".\\" : "./"));
    }

    [Fact]
    public void Uses_ascii_where_the_terminal_has_no_unicode()
    {
        kit.Journal("Arena.Fundamentals.Tests", new TestResult("0.0.1", "Column(1)", TestState.Passed));

        kit.Arena(unicode: false).Should().Be(0);

        kit.Output.Should().Contain("o 0.0.2 Normalize rows - 12 min").And.Contain("#######...");
        kit.Output.All(char.IsAscii).Should().BeTrue();
    }

    [Fact]
    public void The_json_is_one_object_with_the_next_exercise()
    {
        kit.Arena("status --json").Should().Be(0);

        kit.Output.Should().NotContain("\n");
        var next = kit.Json.GetProperty("next");
        next.GetProperty("exercise").GetString().Should().Be("0.0.1");
        next.GetProperty("file").GetString().Should().Be($"chapters/{TemporaryKit.Topic}");
        next.GetProperty("line").GetInt32().Should().Be(8);
        kit.Json.GetProperty("chapters")[0].ToString().Should().Be(
            """{"chapter":"0","name":"Fundamentals","passed":0,"total":4}""");
        kit.Json.GetProperty("models").EnumerateArray().Select(x => x.GetProperty("model").GetInt32()).Should()
            .Equal(1, 2, 4);
        kit.Json.GetProperty("lastRun").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Fact]
    public void Says_so_when_everything_is_solved_and_only_then()
    {
        var all = kit.Index.Exercises.Select(x => new TestResult(x.Id, x.Title, TestState.Passed)).ToArray();
        kit.Journal("Arena.Fundamentals.Tests", all[1..]);
        kit.Arena();
        kit.Output.Should().NotContain("Everything is solved").And.Contain("4 passed, 1 to do");

        kit.Journal("Arena.Fundamentals.Tests", all[0]);
        kit.Arena();
        kit.Output.Should().Contain("Everything is solved: 5 of 5 exercises.")
            .And.EndWith("arena check --all   make sure that it stays so");
    }

    [Theory]
    [InlineData(0.9, "just now")]
    [InlineData(1, "a minute ago")]
    [InlineData(2, "2 minutes ago")]
    [InlineData(59.9, "59 minutes ago")]
    [InlineData(60, "an hour ago")]
    [InlineData(120, "2 hours ago")]
    [InlineData(24 * 60, "a day ago")]
    [InlineData(48 * 60, "2 days ago")]
    public void It_says_how_long_ago_the_last_run_was(double minutes, string ago)
    {
        kit.Journal("Arena.Fundamentals.Tests", new TestResult("0.0.1", "A", TestState.Passed));
        var journal = ResultJournal.DefaultPath(kit.Workspace, "Arena.Fundamentals.Tests");
        File.SetLastWriteTimeUtc(journal, TemporaryKit.Now.UtcDateTime.AddMinutes(-minutes));

        kit.Arena();

        kit.Output.Should().Contain($"last run {ago}\n");
    }

    [Fact]
    public void The_commands_it_suggests_work_from_a_folder_below()
    {
        kit.Arena(from: Path.Combine(kit.Root, "chapters", "0-Fundamentals"));

        kit.Output.Should().Contain("code  0-Prerequisites/Rows.cs:8");
        kit.Output.Should().EndWith($"Next: {Path.Combine("..", "..", "arena")} check 0.0.1");
    }

    [Fact]
    public void All_lists_every_exercise()
    {
        kit.Arena("status --all").Should().Be(0);

        foreach (var exercise in kit.Index.Exercises)
            kit.Output.Should().Contain($"  ○ {exercise.Id} {exercise.Title}\n");
    }
}
