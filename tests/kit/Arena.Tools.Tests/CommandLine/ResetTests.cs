namespace Arena.Tools.Tests.CommandLine;

public sealed class ResetTests : IDisposable
{
    private const string Topic = $"chapters/{TemporaryKit.Topic}";
    private const string Copy = $".arena/backups/20260517-123000-000/{Topic}";

    private static readonly string Solved = TemporaryKit.TopicText
        .Replace("throw new NotImplementedException(\"0.0.1 Column\");", "return n;")
        .Replace("throw new NotImplementedException(\"0.0.2 Normalize rows\");", "return n + 1;");

    private readonly TemporaryKit kit = new();

    public ResetTests()
    {
        kit.Commit();
        kit.Write(Topic, Solved);
    }

    public void Dispose() => kit.Dispose();

    [Fact]
    public void One_exercise_goes_back_and_the_others_stay()
    {
        kit.Arena("reset 0.0.2 --yes").Should().Be(0);

        kit.Read(Topic).Should().Contain("return n;").And.Contain("NotImplementedException(\"0.0.2")
            .And.NotContain("return n + 1;");
        kit.Read(Copy).Should().Be(Solved);
        kit.Output.Replace('\\', '/').Should().Contain($"Your code is kept in\n{Copy}\n")
            .And.Contain($" {Copy} {Topic}\n");
    }

    [Fact]
    public void The_whole_file_goes_back_when_it_is_asked_for()
    {
        kit.Arena("reset 0.0.2 --file --yes").Should().Be(0);

        kit.Read(Topic).Should().Be(TemporaryKit.TopicText);
        kit.Read(Copy).Should().Be(Solved);
    }

    [Theory]
    [InlineData(Topic)]
    [InlineData(TemporaryKit.Topic)]
    public void A_file_can_be_named(string name)
    {
        kit.Arena($"reset {name} --yes --json").Should().Be(0);

        kit.Read(Topic).Should().Be(TemporaryKit.TopicText);
        kit.Output.Should().Be($$"""{"file":"{{Topic}}","members":[],"changed":true,"backup":"{{Copy}}"}""");
    }

    [Fact]
    public void Without_somebody_to_ask_it_refuses()
    {
        kit.Arena("reset 0.0.2").Should().Be(2);

        kit.Read(Topic).Should().Be(Solved);
        kit.Sentences.Should().Contain("nobody is here to be asked").And.EndWith("arena reset 0.0.2 --yes");
        kit.Has(Copy).Should().BeFalse();
    }

    [Theory]
    [InlineData("n", false)]
    [InlineData("y", true)]
    public void Somebody_is_asked(string answer, bool changed)
    {
        kit.Arena("reset 0.0.2", answer: answer).Should().Be(0);

        kit.Output.Should().Contain("Put 0.0.2 Normalize rows back to its stub?");
        (kit.Read(Topic) != Solved).Should().Be(changed);
        kit.Has(Copy).Should().Be(changed);
    }

    [Fact]
    public void Its_results_are_forgotten()
    {
        kit.Journal("Arena.Fundamentals.Tests",
            new("0.0.1", "a", TestState.Passed), new("0.0.2", "b", TestState.Passed));

        kit.Arena("reset 0.0.2 --yes");
        kit.Arena("status --json");

        kit.Json.GetProperty("exercises").EnumerateArray().Take(2).Select(x => x.GetProperty("state").GetString())
            .Should().Equal("passed", "todo");
    }

    [Fact]
    public void What_was_not_edited_stays_without_a_copy()
    {
        kit.Write(Topic, TemporaryKit.TopicText);

        kit.Arena("reset 0.0.2 --yes").Should().Be(0);

        kit.Output.Should().Contain("is as it was given");
        kit.Has(Copy).Should().BeFalse();
    }

    [Fact]
    public void A_file_that_cannot_be_taken_apart_is_left_alone()
    {
        var torn = Solved.Replace("return n;\n    }", "return n;");
        kit.Write(Topic, torn);

        kit.Arena("reset 0.0.2 --yes").Should().Be(1);

        kit.Read(Topic).Should().Be(torn);
        kit.Output.Should().EndWith("arena reset 0.0.2 --file");
    }

    [Fact]
    public void A_file_that_was_deleted_comes_back()
    {
        File.Delete(Path.Combine(kit.Root, Topic));

        kit.Arena("reset 0.0.2 --yes").Should().Be(0);

        kit.Read(Topic).Should().Be(TemporaryKit.TopicText);
    }

    [Fact]
    public void An_untouched_text_that_nobody_has_is_an_error_and_changes_nothing()
    {
        kit.WriteIndex(
            kit.Index.Exercises, new Dictionary<string, string> { [TemporaryKit.Topic] = new string('a', 40) });

        kit.Arena("reset 0.0.2 --yes").Should().Be(1);

        kit.Read(Topic).Should().Be(Solved);
        kit.Sentences.Should().Contain("is not in this repository's history");
    }
}
