using Arena.Skeleton.Showcases;
using Arena.Training;

namespace Arena.Tools.Tests.CommandLine;

public sealed class ShowTests : IDisposable
{
    private const string File = "0-Fundamentals/0-Prerequisites/Showcases.cs";

    private const string Source =
        """
        public static class Showcases
        {
            [Showcase("0.0.rows", "Rows on a sheet")]
            public static void Rows(Showcase show) => show.Figure("rows", 1);

            [Showcase("0.0.depth", "A deep network")]
            public static void Depth(Showcase show) => show.Figure("depth", 34);
        }

        """;

    private readonly TemporaryKit kit = new();

    public ShowTests() => kit.Write($"chapters/{File}", Source);

    // Windows has other slashes before "arena".
    private string Output => kit.Output.Replace('\\', '/');

    public void Dispose() => kit.Dispose();

    [Fact]
    public void Without_a_word_it_lists_them_and_builds_nothing()
    {
        kit.Showcases.Errors = [new(null, null, "", "It would not compile.")];
        kit.Journal("Arena.Fundamentals.Tests", new TestResult("0.0.1", "a", TestState.Passed));

        kit.Arena("show").Should().Be(0);

        Output.Should().Be(
            """
            0.0 Prerequisites  1 of 3 exercises solved
              0.0.rows   Rows on a sheet
              0.0.depth  A deep network

            Next: ./arena show 0.0.rows
            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void The_list_is_one_object_too()
    {
        kit.Arena("show --json").Should().Be(0);

        var first = kit.Json.GetProperty("showcases")[0];
        first.GetProperty("name").GetString().Should().Be("0.0.rows");
        first.GetProperty("file").GetString().Should().Be($"chapters/{File}");
        first.GetProperty("line").GetInt32().Should().Be(3);
        (first.GetProperty("solved").GetInt32(), first.GetProperty("exercises").GetInt32()).Should().Be((0, 3));
    }

    [Fact]
    public void Without_showcases_it_says_so()
    {
        kit.Write($"chapters/{File}", "public static class Nothing;");

        kit.Arena("show").Should().Be(0);

        Output.Should().Be("There are no showcases yet.");
    }

    [Theory]
    [InlineData("0.0.rows", "0.0.rows")]
    [InlineData("depth", "0.0.depth")]
    [InlineData("0.0", "0.0.rows 0.0.depth")]
    [InlineData("0", "0.0.rows 0.0.depth")]
    [InlineData("DEPTH 0.0.rows", "0.0.rows 0.0.depth")]
    public void Words_mean_showcases(string words, string showcases)
    {
        kit.Arena($"show {words}").Should().Be(0);

        kit.Showcases.Requests.Select(x => x.Name).Should().Equal(showcases.Split(' '));
        kit.Showcases.Requests.Should().OnlyContain(x => x.Seed == 0 && !x.Quiet);
    }

    [Theory]
    [InlineData("0.0.dpeth", "Did you mean '0.0.depth'?", "arena show 0.0.depth")]
    [InlineData("quaternion", "No showcase is called 'quaternion'.", "arena show")]
    [InlineData("0.1", "0.1 has no showcase.", "arena show")]
    public void What_means_none_is_refused_with_advice(string word, string message, string fix)
    {
        kit.Arena($"show {word}").Should().Be(2);

        kit.Sentences.Should().Contain(message);
        Output.Should().EndWith(fix);
    }

    [Fact]
    public void It_shows_figures_and_where_the_pictures_are()
    {
        kit.Arena("show rows --seed 3", from: Path.Combine(kit.Root, "chapters")).Should().Be(0);

        Output.Should().Be(
            """
            0.0.rows  Rows on a sheet · seed 3
              accuracy  93 %
              picture  ../.arena/pictures/0.0.rows/grey.png
              picture  ../.arena/pictures/0.0.rows/loss.png

            Next: ../arena show 0.0.depth
            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_run_is_one_object_too_and_leaves_the_terminal_alone()
    {
        kit.Arena("show rows --json").Should().Be(0);

        kit.Showcases.Requests.Should().ContainSingle().Which.Quiet.Should().BeTrue();
        var run = kit.Json.GetProperty("showcases")[0];
        run.GetProperty("end").GetString().Should().Be("done");
        run.GetProperty("figures")[0].GetProperty("value").GetDouble().Should().Be(90);
        run.GetProperty("pictures")[0].GetString().Should().EndWith(".arena/pictures/0.0.rows/grey.png");
    }

    [Fact]
    public void An_unsolved_exercise_is_named_with_its_place_and_the_command()
    {
        kit.Showcases.Run = x => FakeShowcases.Ended(x, ShowcaseEnd.Todo, "0.0.2 Normalize rows");

        kit.Arena("show rows").Should().Be(1);

        Output.Should().Be(
            """
            0.0.rows  Rows on a sheet
            It needs 0.0.2 Normalize rows, which is to do. Solve that first.
              code  chapters/0-Fundamentals/0-Prerequisites/Rows.cs:14

            Next: ./arena check 0.0.2
            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void A_failure_is_told_with_the_learners_own_lines_and_the_others_still_run()
    {
        var rows = Path.Combine(kit.Root, "chapters", TemporaryKit.Topic);
        kit.Showcases.Run = x => x.Name == "0.0.depth" ? FakeShowcases.Done(x)
            : FakeShowcases.Ended(x, ShowcaseEnd.Failed, "libtorch: the sizes differ.") with
            {
                Places = [new("Rows.Column, Rows.cs line 8", rows, 8)],
            };

        kit.Arena("show 0.0").Should().Be(1);

        Output.Should().Contain("It failed.\n  libtorch: the sizes differ.\n  code  chapters/0-Fundamentals")
            .And.Contain("Rows.cs:8\n").And.Contain("accuracy  90 %")
            .And.EndWith("Next: ./arena show 0.0.rows   when it is mended");
    }

    [Fact]
    public void What_was_stopped_shows_what_it_had_and_ends_it_all()
    {
        kit.Showcases.Run = x => FakeShowcases.Done(x) with { End = ShowcaseEnd.Stopped };

        kit.Arena("show 0.0").Should().Be(130);

        kit.Showcases.Requests.Should().ContainSingle();
        Output.Should().Contain("accuracy  90 %").And.Contain("It was stopped").And.NotContain("Next");
    }

    [Fact]
    public void Code_that_does_not_compile_is_no_showcase()
    {
        kit.Showcases.Errors = [new(Path.Combine(kit.Root, "chapters", TemporaryKit.Topic), 8, "CS1002", "; expected")];

        kit.Arena("show rows").Should().Be(1);
        Output.Should().Contain("Rows.cs:8\n  ; expected (CS1002)")
            .And.EndWith("Next: ./arena show rows   when it is mended");

        kit.Arena("show rows --json").Should().Be(1);
        kit.Json.GetProperty("error").GetString().Should().Be("The code does not compile.");
        kit.Showcases.Requests.Should().BeEmpty();
    }

    [Fact]
    public void Tensors_that_pile_up_are_said()
    {
        kit.Showcases.Run = x => FakeShowcases.Done(x) with { Trainings = [new("net", 30, 5, 29)], TensorsAfter = 2 };

        kit.Arena("show rows").Should().Be(0);

        kit.Sentences.Should().Contain("Tensors pile up in 'net': 5 are alive in its first steps, 29 in its last.")
            .And.Contain("2 tensors were not disposed of");
    }

    [Fact]
    public void A_learners_clone_has_no_reference_to_show()
    {
        kit.Arena("show --against solutions").Should().Be(1);

        kit.Sentences.Should().Contain("There is no solutions/ here");
    }

    [Fact]
    public void Several_seeds_are_shown_as_their_mean_and_range()
    {
        kit.Arena("show rows --seeds 3").Should().Be(0);

        kit.Showcases.Requests.Select(x => x.Seed).Should().Equal(0, 1, 2);
        Output.Should().Contain("  accuracy  mean 91  90 to 92 %\n  3 seeds, 1.3 s each");
        kit.Has("docs/chapters/0.json").Should().BeFalse();
    }

    [Fact]
    public void A_record_holds_figures_pictures_and_a_page_and_each_showcase_can_be_recorded_again()
    {
        kit.Write($"solutions/{File}", Source);

        kit.Arena("show 0 --against solutions --record").Should().Be(0, kit.Output);

        kit.Showcases.Requests.Should().HaveCount(20);
        var record = ChapterRecord.Read(kit.Workspace, "0");
        record.Showcases.Select(x => x.Name).Should().Equal("0.0.rows", "0.0.depth");
        record.Showcases[0].Runs.Select(x => x.Figures[0].Value).Should().Equal(Enumerable.Range(90, 10).Select(x => (double)x));
        record.Showcases[0].Plots[0].Curves[0].Should().BeEquivalentTo(
            new CurveSpread("net", [1, 2, 3], [3, 2, 4.5], [3, 2, 0], [3, 2, 9]));
        kit.Has("docs/chapters/pictures/0.0.rows.grey.png").Should().BeTrue();
        kit.Has("docs/chapters/pictures/0.0.depth.loss.png").Should().BeTrue();
        var page = kit.Read("docs/chapters/0.md");
        page.Should().Be(ChapterPage.Text(kit.Workspace, "0", kit.Index, record));

        kit.Arena("show rows --against solutions --record --seeds 2").Should().Be(0, kit.Output);

        record = ChapterRecord.Read(kit.Workspace, "0");
        record.Showcases.Select(x => (x.Name, x.Runs.Count)).Should().Equal(("0.0.rows", 2), ("0.0.depth", 10));
    }

    [Fact]
    public void A_showcase_that_fails_or_leaks_is_not_recorded_and_loses_nothing()
    {
        kit.Write($"solutions/{File}", Source);
        kit.Arena("show 0 --against solutions --record --seeds 2").Should().Be(0, kit.Output);
        kit.Showcases.Run = x => x switch
        {
            { Name: "0.0.rows", Seed: 1 } => FakeShowcases.Ended(x, ShowcaseEnd.Failed, "libtorch: no."),
            { Name: "0.0.rows" } => FakeShowcases.Done(x),
            _ => FakeShowcases.Done(x) with { Trainings = [new("net", 30, 5, 29)] },
        };

        kit.Arena("show 0 --against solutions --record --seeds 3").Should().Be(1);

        kit.Sentences.Should().Contain("libtorch: no.")
            .And.Contain("0.0.depth is not recorded. Seed 0: Tensors pile up in 'net'");
        ChapterRecord.Read(kit.Workspace, "0").Showcases.Should().OnlyContain(x => x.Runs.Count == 2);
    }

    [Fact]
    public void The_skeleton_keeps_the_pages_in_step_with_the_exercises()
    {
        kit.Write($"solutions/{File}", "public static class Nothing;\n");
        kit.Write($"solutions/{TemporaryKit.Topic}", TemporaryKit.TopicText.Replace("throw new", "throw  new"));
        kit.Write("docs/chapters/0.json", new ChapterRecord([]).ToJson());

        kit.Arena("skeleton --force").Should().Be(0, kit.Output);
        kit.Read("docs/chapters/0.md").Should().Contain("[0.0.2 Normalize rows](../../chapters/");

        kit.Write("docs/chapters/0.md", kit.Read("docs/chapters/0.md").Replace("0.0.2 ", "0.0.3 "));
        kit.Arena("skeleton --check").Should().Be(1);
        Output.Should().Contain("docs/chapters/0.md  different");
    }
}
