using Arena.Tools.Tests.Skeleton;
using Arena.Verify;

namespace Arena.Tools.Tests.Verify;

/// <summary>The page of figures, and what it is of.</summary>
public sealed class VerificationRecordTests : IDisposable
{
    private const string Folder = "0-Fundamentals/0-Prerequisites";
    private const string Solution = $"solutions/{Folder}/Rows.cs";

    private static readonly SectionReport Report = new(
        "0.0", Exercises: 42, Mutants: 420, Killed: 390, Equivalent: 20, WrongAnswers: 100, WrongAnswersKilled: 99,
        Variants: 50, VariantsAccepted: 49, Leaks: 1, Seconds: 299.6);

    private readonly TemporaryKit kit = new();

    public void Dispose() => kit.Dispose();

    [Fact]
    public void The_page_has_a_row_for_each_section_and_is_read_back()
    {
        var page = VerificationRecord.Parse("").With(Report with { Section = "0.1" }, "b").With(Report, "a").ToString();

        page.Split('\n').Where(x => x.StartsWith("| 0.")).Should().Equal(
            "| 0.0 | 42 | 420 | 390 | 97.5 % | 20 | 100 | 99 | 50 | 49 | 1 | 300 | `a` |",
            "| 0.1 | 42 | 420 | 390 | 97.5 % | 20 | 100 | 99 | 50 | 49 | 1 | 300 | `b` |");
        var read = VerificationRecord.Parse(page);
        read.ToString().Should().Be(page);
        (read.IsCurrent("0.0", "a"), read.IsCurrent("0.0", "b"), read.IsCurrent("0.2", "a")).Should()
            .Be((true, false, false));
    }

    [Fact]
    public void New_figures_replace_old_ones_and_sections_that_are_no_more_go()
    {
        var record = VerificationRecord.Parse("").With(Report, "old").With(Report with { Section = "9.9" }, "c");

        var rows = record.With(Report with { Killed = 400 }, "new").Only(["0.0"]).ToString().Split('\n')
            .Where(x => x.StartsWith("| 0.") || x.StartsWith("| 9."));

        rows.Should().Equal("| 0.0 | 42 | 420 | 400 | 100.0 % | 20 | 100 | 99 | 50 | 49 | 1 | 300 | `new` |");
    }

    [Theory]
    [InlineData(Solution)]
    [InlineData($"solutions/{Folder}/Rows.Answers.cs")]
    [InlineData($"tests/{Folder}/RowsTests.cs")]
    [InlineData("tests/0-Fundamentals/Shared.cs")]
    [InlineData("solutions/equivalent-mutants.txt")]
    public void A_section_is_verified_again_when_one_of_its_files_changes(string file)
    {
        kit.Write(file, "before\n");
        var before = VerificationRecord.FilesOf(kit.Workspace, Folder);

        kit.Write(file, "before\r\n");
        VerificationRecord.FilesOf(kit.Workspace, Folder).Should().Be(before, "a line's end is no change");
        kit.Write(file, "after\n");
        VerificationRecord.FilesOf(kit.Workspace, Folder).Should().NotBe(before);
    }

    [Theory]
    [InlineData("solutions/0-Fundamentals/1-Layers/Scale.cs")]
    [InlineData("tests/0-Fundamentals/1-Layers/ScaleTests.cs")]
    [InlineData($"tests/{Folder}/obj/Made.cs")]
    [InlineData($"chapters/{Folder}/Rows.cs")]
    public void Other_files_do_not_make_it_be_verified_again(string file)
    {
        kit.Write(Solution, "as it is\n");
        var before = VerificationRecord.FilesOf(kit.Workspace, Folder);

        kit.Write(file, "new\n");

        VerificationRecord.FilesOf(kit.Workspace, Folder).Should().Be(before);
    }
}
