namespace Arena.Testing.Tests;

public sealed class ResultJournalTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("arena-journal-");

    private string Path => System.IO.Path.Combine(folder.FullName, "results", "Arena.Fundamentals.txt");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Nothing_is_known_before_the_first_test() => new ResultJournal(Path).Read().Should().BeEmpty();

    [Fact]
    public void The_latest_of_each_test_counts_in_the_order_of_their_first_runs()
    {
        var journal = new ResultJournal(Path);
        journal.Append(new("0.0.1", "A", TestState.Running));
        journal.Append(new("0.0.1", "A", TestState.Failed, "wrong"));
        journal.Append(new("0.0.2", "B", TestState.Running));
        journal.Append(new("0.0.1", "A", TestState.Passed));

        new ResultJournal(Path).Read().Should().Equal(
            new TestResult("0.0.1", "A", TestState.Passed), new TestResult("0.0.2", "B", TestState.Running));
    }

    [Theory]
    [InlineData("two\nlines\tand a tab", "two\nlines\tand a tab")]
    [InlineData(@"a \n that is no line end, C:\temp", @"a \n that is no line end, C:\temp")]
    [InlineData("ends in a \\", "ends in a \\")]
    [InlineData("Windows\r\nline", "Windows\nline")]
    public void Any_text_survives(string text, string read)
    {
        new ResultJournal(Path).Append(new("0.0.1", text, TestState.Failed, text));

        new ResultJournal(Path).Read().Should().Equal(new TestResult("0.0.1", read, TestState.Failed, read));
    }

    [Theory]
    [InlineData("passed\t0.0.1")]
    [InlineData("unheard of\t0.0.1\tA\t")]
    [InlineData("")]
    public void A_damaged_line_is_passed_over(string line)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
        File.WriteAllText(Path, line + "\npassed\t0.0.2\tB\t\n");

        new ResultJournal(Path).Read().Should().Equal(new TestResult("0.0.2", "B", TestState.Passed));
    }

    [Fact]
    public void Shortened_it_says_the_same_in_one_line_a_test()
    {
        var journal = new ResultJournal(Path);
        for (var run = 0; run < 20; run++)
            foreach (var test in new[] { "A", "B" })
                journal.Append(new("0.0.1", test, run % 2 == 0 ? TestState.Failed : TestState.Passed, $"run {run}"));
        var before = journal.Read();

        journal.Shorten(longestBytes: 100);

        journal.Read().Should().Equal(before).And.HaveCount(2);
        File.ReadAllLines(Path).Should().HaveCount(2);
    }

    [Fact]
    public void A_short_journal_is_left_alone()
    {
        var journal = new ResultJournal(Path);
        journal.Append(new("0.0.1", "A", TestState.Running));
        journal.Append(new("0.0.1", "A", TestState.Passed));

        journal.Shorten(longestBytes: 1000);

        File.ReadAllLines(Path).Should().HaveCount(2);
        new ResultJournal(Path + ".missing").Shorten(longestBytes: 1000);
    }
}
