using Arena.Tools.Tests.CommandLine;
using Arena.Verify;

namespace Arena.Tools.Tests.Verify;

public sealed class VerificationRecordTests : IDisposable
{
    private const string Folder = "0-Fundamentals/0-Prerequisites";

    private static readonly SectionReport First = new("0.0", 42, 469, 437, 9, 341, 340, 106, 105, 2, 83.4);
    private static readonly SectionReport Second = new("0.1", 26, 0, 0, 0, 2, 2, 1, 1, 0, 1);

    private readonly TemporaryKit kit = new();

    public void Dispose() => kit.Dispose();

    [Fact]
    public void A_section_is_a_row_with_its_shares()
    {
        var page = VerificationRecord.Parse("").With(Second, "bbb").With(First, "aaa").ToString();

        page.Split('\n').Where(x => x.StartsWith("| 0.", StringComparison.Ordinal)).Should().Equal(
            "| 0.0 | 42 | 469 | 437 | 95.0 % | 9 | 341 | 340 | 106 | 105 | 2 | 83 | `aaa` |",
            "| 0.1 | 26 | 0 | 0 | 100.0 % | 0 | 2 | 2 | 1 | 1 | 0 | 1 | `bbb` |");
    }

    [Fact]
    public void What_is_written_is_read_again_and_other_lines_are_passed_over()
    {
        var page = VerificationRecord.Parse("").With(First, "aaa").With(Second, "bbb").ToString();

        var read = VerificationRecord.Parse(page.Replace("\n", "\r\n") + "| 0.2 | a row | of | something | else |\r\n");

        read.ToString().Should().Be(page);
        read.IsCurrent("0.0", "aaa").Should().BeTrue();
        read.IsCurrent("0.0", "bbb").Should().BeFalse();
        read.IsCurrent("0.2", "a").Should().BeFalse();
    }

    [Fact]
    public void A_section_is_replaced_and_one_that_is_no_more_goes()
    {
        var record = VerificationRecord.Parse("").With(First, "aaa").With(Second, "bbb").With(First, "ccc");

        record.IsCurrent("0.0", "ccc").Should().BeTrue();
        record.IsCurrent("0.1", "bbb").Should().BeTrue();
        record.Only(["0.1"]).ToString().Should().Be(VerificationRecord.Parse("").With(Second, "bbb").ToString());
    }

    [Theory]
    [InlineData($"solutions/{Folder}/A.cs")]
    [InlineData($"solutions/{Folder}/A.Answers.cs")]
    [InlineData($"tests/{Folder}/ATests.cs")]
    [InlineData($"tests/{Folder}/ATests.Sums.verified.safetensors")]
    [InlineData("tests/0-Fundamentals/Some.cs")]
    [InlineData("solutions/0-Fundamentals/Arena.Fundamentals.Solutions.csproj")]
    public void A_file_that_the_figures_depend_on_makes_them_out_of_date(string file)
    {
        var record = Recorded();
        kit.Write(file, "// one");
        IsCurrent(record).Should().BeFalse();

        record = Recorded();
        IsCurrent(record).Should().BeTrue();
        kit.Write(file, "// two");
        IsCurrent(record).Should().BeFalse();
    }

    [Theory]
    [InlineData("solutions/0-Fundamentals/1-Networks/A.cs")]
    [InlineData("tests/0-Fundamentals/1-Networks/ATests.cs")]
    [InlineData($"tests/{Folder}/bin/A.cs")]
    [InlineData($"tests/{Folder}/ATests.Sums.received.txt")]
    [InlineData($"chapters/{Folder}/README.md")]
    public void Another_file_does_not(string file)
    {
        var record = Recorded();
        kit.Write(file, "// one");

        IsCurrent(record).Should().BeTrue();
    }

    [Fact]
    public void Line_ends_do_not_either()
    {
        kit.Write($"solutions/{Folder}/A.cs", "a\nb\n");
        var record = Recorded();
        kit.Write($"solutions/{Folder}/A.cs", "a\r\nb\r\n");

        IsCurrent(record).Should().BeTrue();
    }

    [Fact]
    public void Of_the_declared_equivalents_only_its_own_count()
    {
        const string file = "solutions/equivalent-mutants.txt";
        const string own = "0.0.1\n- a\n+ b\n= why\n";
        kit.Write(file, own);
        var record = Recorded();

        kit.Write(file, $"# All of them\n\n0.1.1\n- c\n+ d\n= why\n\n{own}");
        IsCurrent(record).Should().BeTrue();
        kit.Write(file, own.Replace("why", "because"));
        IsCurrent(record).Should().BeFalse();
    }

    private VerificationRecord Recorded() => VerificationRecord.Parse("").With(First, Files());

    private bool IsCurrent(VerificationRecord record) => record.IsCurrent("0.0", Files());

    private string Files() => VerificationRecord.FilesOf(Workspace.Find(kit.Root)!, "0.0", Folder);
}
