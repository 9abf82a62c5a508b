using Arena.TestLogger;

namespace Arena.Testing.Tests;

public class ReportTests
{
    [Fact]
    public void What_is_to_do_is_counted_and_the_next_is_named() =>
        Summary(
            new("A", "0.0.10", TestState.Todo, "0.0.10 Ten"),
            new("B", "0.0.9", TestState.Todo, "0.0.9 Nine. It stands on 0.0.2 Two: solve 0.0.2 first."),
            new("C", "0.0.2", TestState.Failed, "wrong"),
            new("D", "0.0.1", TestState.Passed))
            .Should().Be("Arena.Fundamentals: 1 of 4 exercises passed, 1 failed, 2 to do. Next: 0.0.9 Nine.");

    [Fact]
    public void Only_when_nothing_is_to_do_or_failed_it_says_passed_alone()
    {
        Summary(new("A", "0.0.1", TestState.Passed), new("B", "0.0.2", TestState.Passed)).Should()
            .Be("Arena.Fundamentals: 2 exercises passed.");
        Summary(new ReportedTest("A", "0.0.1", TestState.Passed)).Should().Be("Arena.Fundamentals: 1 exercise passed.");
    }

    [Theory]
    [InlineData(TestState.Failed, "Arena.Fundamentals: 0 of 1 exercise passed, 1 failed.")]
    [InlineData(TestState.Todo, "Arena.Fundamentals: 0 of 1 exercise passed, 1 to do. Next: 0.0.1 One.")]
    public void An_exercise_counts_once_and_as_its_worst_test(TestState worst, string summary) =>
        Summary(
            new("A", "0.0.1", TestState.Passed),
            new("B", "0.0.1", worst, "0.0.1 One"),
            new("C", "0.0.1", TestState.Passed)).Should().Be(summary);

    [Fact]
    public void A_failure_outweighs_what_is_to_do() =>
        Summary(new("A", "0.0.1", TestState.Todo, "0.0.1 One"), new("B", "0.0.1", TestState.Failed))
            .Should().Be("Arena.Fundamentals: 0 of 1 exercise passed, 1 failed.");

    [Fact]
    public void Other_tests_are_counted_apart_and_skipped_ones_are_told()
    {
        Summary(new("A", "0.0.1", TestState.Passed), new("B", null, TestState.Passed), new("C", null, TestState.Failed),
            new("D", null, null))
            .Should().Be("Arena.Fundamentals: 1 exercise passed; 1 of 2 other tests passed, 1 failed; 1 skipped.");
        Report.Summary("Arena.Testing.Tests", [new("B", null, TestState.Passed), new("C", null, TestState.Passed)])
            .Should().Be("Arena.Testing.Tests: 2 tests passed.");
        Report.Summary("Arena.Testing.Tests", []).Should().Be("Arena.Testing.Tests: no test ran.");
    }

    [Fact]
    public void What_passed_tests_could_not_try_is_told_once_in_the_order_of_the_exercises() =>
        Report.OpenParts(
            [
                new("A", "0.0.10", TestState.Passed, "the moon"), new("B", "0.0.9", TestState.Passed, "the moon"),
                new("C", "0.0.9", TestState.Passed, "the moon"), new("D", "0.0.2", TestState.Passed),
                new("E", "0.0.1", TestState.Failed, "wrong"), new("F", "0.0.11", TestState.Passed, "the sun"),
            ])
            .Should().Equal("To do in 0.0.9, 0.0.10: the moon", "To do in 0.0.11: the sun");

    [Fact]
    public void Failures_come_in_the_order_of_the_exercises() =>
        Report.Failures(
            [new("A", null, TestState.Failed), new("B", "0.0.10", TestState.Failed),
                new("C", "0.0.9", TestState.Failed), new("D", "0.0.1", TestState.Passed)])
            .Select(test => test.Name).Should().Equal("C", "B", "A");

    [Fact]
    public void The_test_that_killed_the_process_is_named()
    {
        Killer.Sentence([new("0.0.1", "A", TestState.Passed), new("0.0.2", "B", TestState.Running)])
            .Should().StartWith("Native code ended the process during 0.0.2, in B");
        Killer.Sentence([new("0.0.1", "A", TestState.Passed)]).Should().BeNull();
    }

    private static string Summary(params ReportedTest[] tests) => Report.Summary("Arena.Fundamentals.Tests", tests);
}
