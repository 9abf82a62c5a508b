using Arena.Testing.Snapshots;

namespace Arena.Testing.Tests.Snapshots;

public sealed class SnapshotFileTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("arena-snapshots-");
    private readonly SnapshotFile file;

    public SnapshotFileTests() => file = new SnapshotFile(folder.FullName, "Tests.Method");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void The_files_are_named_as_Verify_names_them()
    {
        Path.GetFileName(file.Verified).Should().Be("Tests.Method.verified.txt");
        Path.GetFileName(file.Received).Should().Be("Tests.Method.received.txt");
    }

    [Fact]
    public void A_text_that_nobody_accepted_fails_and_is_written_as_received()
    {
        var message = file.Match("one\ntwo", accept: false, mayAccept: true);

        message.Should().StartWith("Nothing is accepted yet as Tests.Method.verified.txt. Received:\n\none\ntwo\n");
        message.Should()
            .Contain($"rename {file.Received}\nto Tests.Method.verified.txt, or run the test with ARENA_ACCEPT=1");
        File.ReadAllText(file.Received).Should().Be("one\ntwo");
        File.Exists(file.Verified).Should().BeFalse();
    }

    [Theory]
    [InlineData("one\ntwo")]
    [InlineData("one\r\ntwo")]
    [InlineData("one\ntwo\n")]
    public void The_accepted_text_matches_whatever_its_line_ends_and_clears_what_was_received(string accepted)
    {
        File.WriteAllText(file.Verified, accepted);
        File.WriteAllText(file.Received, "stale");

        file.Match("one\ntwo", accept: false, mayAccept: true).Should().BeNull();

        File.Exists(file.Received).Should().BeFalse();
        File.ReadAllText(file.Verified).Should().Be(accepted);
    }

    [Fact]
    public void A_difference_is_shown_with_a_few_lines_around_it()
    {
        File.WriteAllLines(file.Verified, Enumerable.Range(1, 12).Select(i => $"line {i}"));

        var received = string.Join('\n', Enumerable.Range(1, 12).Select(i => i == 6 ? "changed" : $"line {i}"));
        var message = file.Match(received, accept: false, mayAccept: true);

        message.Should().Contain("""
            ...
              line 3
              line 4
              line 5
            - line 6
            + changed
              line 7
              line 8
              line 9
            ...
            """.ReplaceLineEndings("\n"));
        message.Should().NotContain("line 2\n").And.NotContain("line 10");
    }

    [Theory]
    [InlineData("one \ntwo")]
    [InlineData("one\n\ntwo")]
    [InlineData("One\ntwo")]
    public void White_space_and_case_count(string received)
    {
        File.WriteAllText(file.Verified, "one\ntwo");

        file.Match(received, accept: false, mayAccept: true).Should().NotBeNull();
    }

    [Fact]
    public void Accepting_writes_the_text_and_leaves_nothing_received()
    {
        File.WriteAllText(file.Verified, "old");
        File.WriteAllText(file.Received, "stale");

        file.Match("new\r\ntext", accept: true, mayAccept: true).Should().BeNull();

        File.ReadAllText(file.Verified).Should().Be("new\ntext");
        File.Exists(file.Received).Should().BeFalse();
    }

    [Fact]
    public void A_continuous_integration_server_cannot_accept()
    {
        File.WriteAllText(file.Verified, "old");

        file.Match("new", accept: true, mayAccept: false).Should().Contain("ARENA_ACCEPT is refused where CI is set");

        File.ReadAllText(file.Verified).Should().Be("old");
        File.ReadAllText(file.Received).Should().Be("new");
    }
}
