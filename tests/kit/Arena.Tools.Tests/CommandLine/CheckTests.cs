using Arena.Cli.Checking;
using Arena.Cli.Commands;
using Arena.Cli.Course;
using Arena.Cli.Output;
using Spectre.Console.Testing;

namespace Arena.Tools.Tests.CommandLine;

public sealed class CheckTests : IDisposable
{
    private static readonly TestResult[] Results =
    [
        new("0.0.1", "N.ColumnTests.Is_a_column(n: 1.5)", TestState.Passed),
        new("0.0.2", "N.RowTests.Has_length_1(x: 0.5)", TestState.Failed, "The shape is wrong.\nrow 3, should be 4"),
        new("0.0.3", "N.RowTests.Other", TestState.Failed,
            "a first line that is rather long, so that it does not fit into sixty\nmore"),
    ];

    private readonly TemporaryKit kit = new();
    private readonly TestConsole console = new();

    public void Dispose()
    {
        console.Dispose();
        kit.Dispose();
    }

    [Fact]
    public void The_json_of_a_check_has_exactly_four_fields_an_exercise()
    {
        var standings = CheckCommand.Standings(kit.Index.Exercises, Results, "chapters");

        ExerciseLines.ToJson(standings).ToJsonString(Screen.Json).Should().Be(
            """[{"exercise":"0.0.1","title":"Column","state":"passed","message":""},"""
            + """{"exercise":"0.0.2","title":"Normalize rows","state":"failed","message":"The shape is wrong.\nrow 3, should be 4"},"""
            + """{"exercise":"0.0.3","title":"Normalize","state":"failed","message":"a first line that is rather long, so that it does not fit into sixty\nmore"},"""
            + """{"exercise":"0.1.1","title":"Residual block","state":"todo","message":"No test belongs to this exercise."},"""
            + """{"exercise":"1.0.1","title":"Attention scores","state":"todo","message":"No test belongs to this exercise."}]""");
    }

    [Fact]
    public void In_the_reference_nothing_may_be_to_do() =>
        CheckCommand.Standings(kit.Index.Exercises,
            [new("0.0.1", "a", TestState.Todo), new("0.0.2", "b", TestState.Passed)], "solutions")
            .Select(x => x.State).Should().Equal(
                ExerciseState.Failed, ExerciseState.Passed, ExerciseState.Failed, ExerciseState.Failed,
                ExerciseState.Failed);

    [Theory]
    [InlineData("Next: ./arena check 0.0.2   when it is mended", "0.0.2")]
    [InlineData("Next: ./arena check weekly mean   when it is mended", "weekly", "mean")]
    [InlineData("Next: ./arena check   when it is mended")]
    public void Code_that_does_not_compile_is_checked_again_by_the_same_command(string next, params string[] words)
    {
        Report(width: 80).ShowAgain(words);

        Written().Should().Be(next);
    }

    [Fact]
    public void Carets_stay_below_what_they_point_at_when_the_line_is_broken()
    {
        console.Profile.Width = 24;
        new Screen(kit.Session(console)).Verbatim(
            "Repeat \"day seat -> seat (day copy)\"\n" + new string(' ', 30) + "^^^^\nnew", 2);

        Written().Should().Be(
            """
              Repeat "day seat ->
              seat (day copy)"
                        ^^^^
              new
            """);
    }

    [Fact]
    public void The_first_failure_is_shown_whole_and_the_others_in_short()
    {
        var report = Report(width: 60);
        var standings = CheckCommand.Standings(kit.Index.Exercises, Results, "chapters");

        report.Show(standings, printed: "");
        report.ShowNext(standings);

        Written().Should().Be(
            """
            ✓ 0.0.1 Column
            ✗ 0.0.2 Normalize rows
            ✗ 0.0.3 Normalize
              a first line that is rather long, so that it does not fit…
            ○ 0.1.1 Residual block
            ○ 1.0.1 Attention scores

            0.0.2 Normalize rows
              The shape is wrong.
              row 3, should be 4
              test  Has_length_1(x: 0.5)
              code  chapters/0-Fundamentals/0-Prerequisites/Rows.cs:14

            1 passed, 2 failed, 2 to do
            Next: ./arena hint 0.0.2
            """.ReplaceLineEndings("\n").Replace("./", OperatingSystem.IsWindows() ? ".\\" : "./"));
    }

    [Fact]
    public void A_failure_of_the_reference_points_into_it()
    {
        kit.Write($"solutions/{TemporaryKit.Topic}", "\n[Exercise(\"0.0.2\", \"Normalize rows\")]\n");
        var report = Report(width: 60, against: "solutions");
        var standings = CheckCommand.Standings(kit.Index.Exercises, Results, "solutions");

        report.Show(standings, printed: "");
        report.ShowNext(standings);

        Written().Should().Contain("  code  solutions/0-Fundamentals/0-Prerequisites/Rows.cs:2\n");
        Written().Should().EndWith("arena check 0.0.2 --against solutions");
    }

    [Fact]
    public void What_the_code_printed_is_shown_from_its_end()
    {
        Report(width: 60).Show([], string.Join('\n', Enumerable.Range(1, 30).Select(x => $"line {x}")));

        Written().Should().StartWith("Your code printed:\n  (10 lines before)\n  line 11\n").And.EndWith("  line 30");
    }

    [Fact]
    public void What_passed_tests_could_not_try_is_told_below()
    {
        var exercises = kit.Index.Exercises;

        Report(width: 60).Show(Progress.Of(exercises.Take(2),
            [
                new(exercises[0].Id, "a", TestState.Passed), new(exercises[0].Id, "b", TestState.Passed, "the moon."),
                new(exercises[1].Id, "c", TestState.Passed),
            ]), printed: "");

        Written().Should().EndWith("2 passed\nTo do in 0.0.1: the moon.");
    }

    [Fact]
    public void At_most_ten_compiler_errors_are_shown()
    {
        var errors = Enumerable.Range(1, 12)
            .Select(x => new BuildError(kit.Kit.PathOf(TemporaryKit.Topic), x, "CS1002", "; expected")).ToList();

        Report(width: 60).ShowErrors(errors);

        Written().Should().StartWith(
            "The code does not compile.\n\nchapters/0-Fundamentals/0-Prerequisites/Rows.cs:1\n  ; expected (CS1002)\n");
        Written().Should().Contain("Rows.cs:10\n").And.NotContain("Rows.cs:11\n").And.EndWith("and 2 more");
    }

    [Fact]
    public void Results_of_checked_exercises_replace_what_was_known_and_others_stay()
    {
        kit.Journal("Arena.Fundamentals.Tests",
            new("0.0.1", "old name", TestState.Failed), new("0.0.2", "b", TestState.Passed));

        LearnersJournal.Merge(kit.Workspace, "Arena.Fundamentals.Tests", ["0.0.1"],
            [new("0.0.1", "new name", TestState.Passed)]);

        new ResultJournal(ResultJournal.DefaultPath(kit.Workspace, "Arena.Fundamentals.Tests")).Read()
            .Should().Equal(new TestResult("0.0.2", "b", TestState.Passed),
                new TestResult("0.0.1", "new name", TestState.Passed));
        Directory.GetFiles(Path.Combine(kit.Root, ".arena", "results")).Should().ContainSingle();
    }

    private CheckReport Report(int width, string against = "chapters")
    {
        console.Profile.Width = width;
        console.Profile.Capabilities.Unicode = true;
        var session = kit.Session(console);
        return new CheckReport(session, new Screen(session), kit.Kit, against);
    }

    private string Written() => console.Output.ReplaceLineEndings("\n").TrimEnd('\n');
}
