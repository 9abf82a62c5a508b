using System.Text;
using Arena.Skeleton;
using static Arena.Skeleton.SkeletonAction;

namespace Arena.Tools.Tests.Skeleton;

public sealed class WriterTests : IDisposable
{
    private const string One = "0-Fundamentals/0-Prerequisites/One.cs";
    private const string Two = "0-Fundamentals/0-Prerequisites/Two.cs";
    private const string Index = "exercises.json";

    private readonly TemporaryKit kit = new();

    public WriterTests()
    {
        kit.Write($"solutions/{One}", Solution("One", "0.0.1", "1"));
        kit.Write($"solutions/{Two}", Solution("Two", "0.0.2", "2"));
    }

    public void Dispose() => kit.Dispose();

    [Fact]
    public void Writes_every_stub_and_the_index()
    {
        Write().Should().Equal(Change(One, Written), Change(Two, Written), Change(Index, Written));

        kit.Read($"chapters/{One}").Should().Be(Stub("One", "0.0.1"));
        kit.Files().Should().Equal(
            "Arena.Exercises.sln", $"chapters/{One}", $"chapters/{Two}", $"chapters/{Index}",
            $"solutions/{One}", $"solutions/{Two}");
    }

    [Fact]
    public void Writes_line_feeds_and_no_byte_order_mark_from_any_system()
    {
        var solution = Solution("One", "0.0.1", "1").Replace("\n", "\r\n");
        File.WriteAllText(Path.Combine(kit.Workspace.Solutions, One), solution, new UTF8Encoding(true));

        Write();

        File.ReadAllBytes(Path.Combine(kit.Workspace.Chapters, One))
            .Should().Equal(Encoding.UTF8.GetBytes(Stub("One", "0.0.1")));
    }

    [Fact]
    public void A_second_run_changes_nothing()
    {
        Write();
        var path = Path.Combine(kit.Workspace.Chapters, One);
        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch);

        Write().Should().Equal(Change(One, Unchanged), Change(Two, Unchanged), Change(Index, Unchanged));

        File.GetLastWriteTimeUtc(path).Should().Be(DateTime.UnixEpoch);
    }

    [Fact]
    public void An_untouched_stub_follows_its_solution()
    {
        Write();
        kit.Write($"solutions/{One}", Solution("One", "0.0.3", "1"));

        Write().Should().Equal(Change(One, Written), Change(Two, Unchanged), Change(Index, Written));

        kit.Read($"chapters/{One}").Should().Be(Stub("One", "0.0.3"));
    }

    [Fact]
    public void A_stub_whose_line_endings_alone_were_changed_counts_as_untouched()
    {
        Write();
        kit.Write($"chapters/{One}", Stub("One", "0.0.1").Replace("\n", "\r\n"));

        Write().Should().Contain(Change(One, Written));

        kit.Read($"chapters/{One}").Should().Be(Stub("One", "0.0.1"));
    }

    [Theory, InlineData(false), InlineData(true)]
    public void An_edited_stub_is_kept(bool solutionChanges)
    {
        Write();
        kit.Write($"chapters/{One}", "// my answer\n");
        if (solutionChanges) kit.Write($"solutions/{One}", Solution("One", "0.0.3", "1"));

        Write().Should().Contain(Change(One, Kept));
        Write().Should().Contain(Change(One, Kept), "the first run's index must not make the edit look untouched");

        kit.Read($"chapters/{One}").Should().Be("// my answer\n");
        kit.Files().Should().NotContain(file => file.StartsWith(".arena/"));
    }

    [Fact]
    public void By_force_an_edited_stub_is_copied_first()
    {
        Write();
        kit.Write($"chapters/{One}", "// my answer\n");

        var change = Write(force: true).Single(change => change.Path == $"chapters/{One}");

        change.Action.Should().Be(BackedUp);
        change.Backup.Should().MatchRegex($@"^\.arena/backups/\d{{8}}-\d{{6}}-\d{{3}}/chapters/{One}$");
        kit.Read(change.Backup!).Should().Be("// my answer\n");
        kit.Read($"chapters/{One}").Should().Be(Stub("One", "0.0.1"));
        kit.Files().Count(file => file.StartsWith(".arena/")).Should().Be(1, "nothing else needed a copy");
    }

    [Theory, InlineData(null), InlineData("<<<<<<< a merge left this\n")]
    public void Without_a_readable_index_every_other_text_counts_as_edited(string? index)
    {
        Write();
        kit.Write($"chapters/{One}", "// perhaps an answer\n");
        kit.Write($"solutions/{Two}", Solution("Two", "0.0.4", "2"));
        if (index is null) kit.Delete($"chapters/{Index}");
        else kit.Write($"chapters/{Index}", index);

        Write().Should().Equal(Change(One, Kept), Change(Two, Kept), Change(Index, Written));
    }

    [Fact]
    public void A_stale_untouched_stub_is_removed()
    {
        Write();
        kit.Delete($"solutions/{Two}");

        Write().Should().Equal(Change(One, Unchanged), Change(Two, Removed), Change(Index, Written));

        kit.Has($"chapters/{Two}").Should().BeFalse();
    }

    [Fact]
    public void A_stale_edited_stub_is_kept_and_by_force_copied_then_removed()
    {
        Write();
        var index = kit.Read($"chapters/{Index}");
        kit.Delete($"solutions/{Two}");
        kit.Write($"chapters/{Two}", "// my answer\n");

        Write().Should().Contain(Change(Two, Kept));
        kit.Read($"chapters/{Two}").Should().Be("// my answer\n");

        kit.Write($"chapters/{Index}", index);
        var change = Write(force: true).Single(change => change.Path == $"chapters/{Two}");
        change.Action.Should().Be(BackedUp);
        kit.Has($"chapters/{Two}").Should().BeFalse();
        kit.Read(change.Backup!).Should().Be("// my answer\n");
    }

    [Fact]
    public void Unknown_files_are_not_touched_even_by_force()
    {
        string[] own = [$"{Corpus.Section}/README.md", "0-Fundamentals/Own.cs", "0-Fundamentals/A.csproj"];
        foreach (var path in own) kit.Write($"chapters/{path}", "mine");
        Write();

        Write(force: true).Select(change => change.Path).Should().NotContain(own.Select(path => $"chapters/{path}"));

        own.Select(path => kit.Read($"chapters/{path}")).Should().AllBe("mine");
    }

    [Fact]
    public void An_index_that_names_files_outside_of_chapters_deletes_nothing_there()
    {
        kit.Write("precious.txt", "precious");
        var files = new Dictionary<string, string> { ["../precious.txt"] = GitBlob.Id("precious") };
        kit.Write($"chapters/{Index}", new ExerciseIndex([], files).ToJson());

        Write(force: true);

        kit.Read("precious.txt").Should().Be("precious");
    }

    [Fact]
    public void The_mental_models_pages_list_the_exercises()
    {
        kit.Write("docs/mental-models/2.md", "# Tensors\n\n<!-- exercises -->\n<!-- /exercises -->\n");
        Compare().Select(difference => difference.Path).Should().Contain("docs/mental-models/2.md");

        Write()[^1].Should().Be(new SkeletonChange("docs/mental-models/2.md", Written));

        kit.Read("docs/mental-models/2.md").Should().Contain("0.0.1 T").And.Contain("0.0.2 T");
        Write()[^1].Should().Be(new SkeletonChange("docs/mental-models/2.md", Unchanged));
        Compare().Should().BeEmpty();
    }

    [Fact]
    public void A_page_without_room_for_its_list_stops_everything()
    {
        kit.Write("docs/mental-models/2.md", "# Tensors\n");

        ((Action)(() => Write())).Should().Throw<InvalidDataException>();

        kit.Files().Should().NotContain(file => file.StartsWith("chapters/"));
    }

    [Fact]
    public void A_skeleton_with_problems_is_not_written()
    {
        kit.Write($"solutions/{One}", "no C#");
        var outcome = SkeletonGenerator.Generate(kit.Workspace);

        var write = () => SkeletonWriter.Write(kit.Workspace, outcome, force: true);

        outcome.Problems.Should().NotBeEmpty();
        write.Should().Throw<InvalidOperationException>();
        kit.Files().Should().NotContain(file => file.StartsWith("chapters/"));
    }

    [Fact]
    public void Build_outputs_are_not_sources()
    {
        kit.Write("solutions/0-Fundamentals/obj/Generated.cs", "no C#");
        kit.Write("solutions/0-Fundamentals/bin/Debug/Copied.cs", "no C#");

        Write().Should().HaveCount(3);
    }

    private IReadOnlyList<SkeletonChange> Write(bool force = false) =>
        SkeletonWriter.Write(kit.Workspace, SkeletonGenerator.Generate(kit.Workspace), force);

    private IReadOnlyList<SkeletonDifference> Compare() =>
        SkeletonCheck.Compare(kit.Workspace, SkeletonGenerator.Generate(kit.Workspace));

    private static SkeletonChange Change(string path, SkeletonAction action) => new($"chapters/{path}", action);

    private static string Solution(string type, string id, string value) => $$"""
        namespace Arena.Fundamentals;

        public static class {{type}}
        {
            [Exercise("{{id}}", "T")]
            public static int F() => {{value}};
        }

        """;

    private static string Stub(string type, string id) => $$"""
        namespace Arena.Fundamentals;

        public static class {{type}}
        {
            [Exercise("{{id}}", "T")]
            public static int F()
            {
                throw new NotImplementedException("{{id}} T");
            }
        }

        """;
}
