using Arena.Cli.Course;

namespace Arena.Tools.Tests.CommandLine;

public sealed class ProgressTests : IDisposable
{
    private readonly TemporaryKit kit = new();

    public void Dispose() => kit.Dispose();

    [Theory]
    [InlineData(new TestState[] { }, "Todo")]
    [InlineData(new[] { TestState.Passed, TestState.Passed }, "Passed")]
    [InlineData(new[] { TestState.Passed, TestState.Todo }, "Todo")]
    [InlineData(new[] { TestState.Passed, TestState.Running }, "Todo")]
    [InlineData(new[] { TestState.Passed, TestState.Failed }, "Failed")]
    [InlineData(new[] { TestState.Todo, TestState.Failed }, "Failed")]
    public void An_exercise_stands_as_its_tests_do(TestState[] tests, string expected)
    {
        var results = tests.Select((state, i) => new TestResult("0.0.1", $"test {i}", state));

        Progress.Of(kit.Index.Exercises, results)[0].State.ToString().Should().Be(expected);
    }

    [Fact]
    public void The_message_is_the_first_failures()
    {
        var standing = Progress.Of(kit.Index.Exercises,
        [
            new("0.0.1", "a", TestState.Todo, "to do"),
            new("0.0.1", "b", TestState.Failed, "first"),
            new("0.0.1", "c", TestState.Failed, "second"),
        ])[0];

        standing.Message.Should().Be("first");
        standing.Test.Should().Be("b");
    }

    [Fact]
    public void Journals_of_all_chapters_count_and_the_latest_result_of_a_test()
    {
        kit.Journal("Arena.Fundamentals.Tests", new("0.0.1", "a", TestState.Failed),
            new("0.0.1", "a", TestState.Passed));
        kit.Journal("Arena.Transformers.Tests", new TestResult("1.0.1", "b", TestState.Passed));

        var progress = Progress.Read(kit.Kit);

        progress.Standings.Where(x => x.State == ExerciseState.Passed).Select(x => x.Exercise.Id).Should()
            .Equal("0.0.1", "1.0.1");
        progress.Next!.Exercise.Id.Should().Be("0.0.2");
        progress.LastRun.Should().Be(TemporaryKit.Now.AddMinutes(-5));
    }

    [Theory]
    [InlineData("0.0.1", "0.0.2")]
    [InlineData("0.1.1", "1.0.1")]
    [InlineData("1.0.1", "1.0.1")]
    public void Whoever_skipped_a_section_goes_on_in_the_one_they_are_in(string solved, string next)
    {
        kit.Journal("Arena.Tests", new("0.0.1", "a", TestState.Passed), new("0.1.1", "b", TestState.Passed));

        Progress.Read(kit.Kit).NextAfter(kit.Index.Exercises.Single(x => x.Id == solved))!.Exercise.Id.Should().Be(next);
    }

    [Fact]
    public void After_the_last_exercise_what_was_skipped_is_next()
    {
        kit.Journal("Arena.Tests", new("1.0.1", "a", TestState.Passed), new("0.0.1", "b", TestState.Passed));

        Progress.Read(kit.Kit).NextAfter(kit.Index.Exercises[^1])!.Exercise.Id.Should().Be("0.0.2");
    }
}
