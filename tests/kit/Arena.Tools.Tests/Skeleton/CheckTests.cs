using Arena.Skeleton;

namespace Arena.Tools.Tests.Skeleton;

public sealed class CheckTests : IDisposable
{
    private const string Path = "0-Fundamentals/0-Prerequisites/One.cs";

    private readonly TemporaryKit kit = new();

    public CheckTests() => kit.Write($"solutions/{Path}", """
        namespace Arena.Fundamentals;

        public static class One
        {
            [Exercise("0.0.1", "T")]
            public static int F() => 1;

            public static int G() => 2;
        }

        """);

    public void Dispose() => kit.Dispose();

    [Fact]
    public void What_was_just_written_is_in_step()
    {
        Write();

        Compare().Should().BeEmpty();
    }

    [Fact]
    public void A_missing_file_is_shown_whole()
    {
        var differences = Compare();

        differences.Select(difference => (difference.Path, difference.Kind)).Should().Equal(
            ($"chapters/{Path}", SkeletonDifferenceKind.Missing),
            ("chapters/exercises.json", SkeletonDifferenceKind.Missing));
        differences[0].Diff.Should().Contain("+    public static int G() => 2;\n");
    }

    [Fact]
    public void A_difference_is_a_unified_diff_towards_what_is_generated()
    {
        Write();
        kit.Write($"chapters/{Path}", kit.Read($"chapters/{Path}").Replace("G() => 2", "G() => 3"));

        var difference = Compare().Should().ContainSingle().Subject;

        difference.Kind.Should().Be(SkeletonDifferenceKind.Different);
        difference.Diff.Should().Be($$"""
            --- chapters/{{Path}}
            +++ chapters/{{Path}} (generated)
            @@ -8,5 +8,5 @@
                     throw new NotImplementedException("0.0.1 T");
                 }
             
            -    public static int G() => 3;
            +    public static int G() => 2;
             }

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Other_line_endings_are_a_difference_that_is_named()
    {
        Write();
        kit.Write($"chapters/{Path}", kit.Read($"chapters/{Path}").Replace("\n", "\r\n"));

        Compare().Should().ContainSingle().Which.Diff.Should().Be(
            $"chapters/{Path} has other line endings or a byte order mark: it should have line feeds and none.\n");
    }

    [Fact]
    public void A_file_that_no_solution_makes_any_more_is_stale()
    {
        Write();
        var other = kit.Read($"solutions/{Path}").Replace("One", "Other");
        kit.Write($"solutions/{Corpus.Section}/Other.cs", other);
        kit.Delete($"solutions/{Path}");

        Compare().Select(difference => difference.Kind).Should().Equal(
            SkeletonDifferenceKind.Stale, SkeletonDifferenceKind.Missing, SkeletonDifferenceKind.Different);
    }

    [Fact]
    public void Comparing_writes_nothing()
    {
        var before = kit.Files();

        Compare();

        kit.Files().Should().Equal(before);
    }

    private void Write() =>
        SkeletonWriter.Write(kit.Workspace, SkeletonGenerator.Generate(kit.Workspace), force: false);

    private IReadOnlyList<SkeletonDifference> Compare() =>
        SkeletonCheck.Compare(kit.Workspace, SkeletonGenerator.Generate(kit.Workspace));
}
