namespace Arena.Testing.Tests.Running;

public sealed class RunnerTests(LearnersRun learner) : IClassFixture<LearnersRun>
{
    private readonly SampleRun run = learner.Run;

    [Theory]
    [InlineData("Right")]
    [InlineData("StaysOnItsThread")]
    [InlineData("Rows(week: 1, day: 1)")]
    [InlineData("Rows(week: 2, day: 5)")]
    [InlineData("Tensors(x: [2], type = Float32, device = cpu)")]
    [InlineData("RepeatsFirst")]
    [InlineData("RepeatsSecond")]
    [InlineData("LeavesNothingFirst")]
    [InlineData("LeavesNothingSecond")]
    public void A_right_answer_passes(string test)
    {
        run[test].Result.Should().Be("Pass");
        run.States(test).Should().Equal("running", "passed");
    }

    [Fact]
    public void What_a_passed_test_could_not_try_is_in_the_journal()
    {
        run["RightAsFarAsItGoes"].Result.Should().Be("Pass");
        run.Journal.Should().ContainSingle(result => result.Test.EndsWith(".RightAsFarAsItGoes"))
            .Which.Message.Should().Be("the other half. ./arena fetch gets it.");
        run.Journal.Should().ContainSingle(result => result.Test.EndsWith(".Right")).Which.Message.Should().BeEmpty();
    }

    [Theory]
    [InlineData("Todo", "To do: 9.0.3 To do")]
    [InlineData("ExpectsAnyException", "To do: 9.0.3 To do")]
    [InlineData("ExpectsOtherException", "To do: 9.0.3 To do")]
    [InlineData("StandsOnAnother", "To do: 9.0.1 Right. It stands on 9.0.3 To do: solve 9.0.3 first.")]
    [InlineData("TodoInInitialiser", "To do: 9.0.3 To do")]
    [InlineData("TodoAfterAwait", "To do: 9.0.3 To do")]
    public void A_test_that_reached_a_stub_is_to_do(string test, string reason)
    {
        run[test].Should().BeEquivalentTo(new { Result = "Skip", Message = reason });
        run.States(test).Should().Equal("running", "todo");
        run.Journal.Should()
            .ContainSingle(result => result.Test.EndsWith("." + test) && result.State == TestState.Todo
                && result.Message == reason);
    }

    [Fact]
    public void A_wrong_answer_fails_with_the_diagnosis_and_the_lines_that_matter()
    {
        run["Wrong"].Result.Should().Be("Fail");
        run["Wrong"].Message.Should().StartWith("[week 0, day 0] is 3, should be 2.");
        run["Wrong"].StackTrace.Split('\n').Should().ContainSingle().Which.Should()
            .Contain("SampleTests.Wrong()").And.Contain("SampleTests.cs");
        run.States("Wrong").Should().Equal("running", "failed");
    }

    [Fact]
    public void An_exception_in_the_answer_shows_the_learners_line_first()
    {
        run["Null"].Message.Should().StartWith("NullReferenceException: ");
        run["Null"].StackTrace.Split('\n').Should().HaveCount(2).And.SatisfyRespectively(
            line => line.Should().Contain("Answers.Null("), line => line.Should().Contain("SampleTests.Null()"));
    }

    [Fact]
    public void The_native_stack_is_never_shown()
    {
        run["NativeError"].Message.Should().MatchRegex(
            @"^libtorch: mat1 and mat2 shapes cannot be multiplied \(2x3 and 7x7\)\n"
            + @"It was in Answers\.NativeError, Answers\.cs line \d+\.$");
        run["NativeError"].StackTrace.Should().Contain("Answers.NativeError(").And.NotContain("TorchSharp");
    }

    [Fact]
    public void A_product_that_does_not_fit_fails_like_any_other_test()
    {
        run["WrongProduct"].Result.Should().Be("Fail");
        run["WrongProduct"].Message.Should().MatchRegex(
            @"^matmul: the inner axes differ: x is \[2, 3\] and its last axis has 3, "
            + @"but ones\(4, 5\) is \[4, 5\] and its last axis but one has 4\.\n"
            + @"It was in Answers\.WrongProduct, Answers\.cs line \d+\.$");
        run["WrongProduct"].StackTrace.Should().Contain("Answers.WrongProduct(").And.NotContain("Generated");
        run["Right"].Result.Should().Be("Pass");
        run.States("WrongProduct").Should().Equal("running", "failed");
    }

    [Fact]
    public void A_wrong_shape_is_left_to_the_assertion_that_looks_at_it() =>
        run["WrongShape"].Message.Should().StartWith("The shape is [3, 2], should be [week 2, day 3].");

    [Theory]
    [InlineData("ComputesWithWrongShape", "SampleTests.ComputesWithWrongShape, SampleTests.cs")]
    [InlineData("UsesWrongShape", "Answers.UsesWrongShape, Answers.cs")]
    public void A_wrong_shape_that_is_computed_with_is_reported_at_the_border(string test, string place)
    {
        Unescaped(run[test].Message).Should().StartWith(
            "Answers.WrongShape (9.0.13): the result should have shape \"week day\", but has [3, 2].\n"
            + "Axis 0, 'week', is 3, but 2 in x. The axes are in another order: it looks like \"day week\".");
        run[test].StackTrace.Should().Contain(place.Split(',')[0]).And.NotContain("Generated");
    }

    [Fact]
    public void A_wrong_argument_is_reported_at_the_border() =>
        Unescaped(run["WrongArgument"].Message).Should().StartWith(
            "Answers.WrongShape (9.0.13): x should have shape \"week day\", but has [2].\n"
            + "It has 1 axis, but the contract has 2.");

    [Theory]
    [InlineData("Endless", "It did not finish within 0.5 s: is there a loop that never ends?")]
    [InlineData("EndlessAndCatching", "It did not finish within 0.5 s: is there a loop that never ends?")]
    [InlineData("Blocked",
        "It did not finish within 0.5 s: is there a loop that never ends?\nIt was in Answers.Blocked, " +
        "Answers.cs line ")]
    [InlineData("BlockedForever", "It did not finish within 0.5 s: is there a loop that never ends?")]
    public void What_never_ends_fails_and_names_the_line_where_it_waits(string test, string message)
    {
        run[test].Result.Should().Be("Fail");
        run[test].Message.Should().StartWith(message);
        run.States(test).Should().Equal("running", "failed");
    }

    [Fact]
    public void Further_tests_of_an_exercise_that_did_not_end_fail_at_once_for_the_same_reason()
    {
        var (first, second) = (run["EndlessCases(days: 1)"], run["EndlessCases(days: 2)"]);

        first.Message.Should().StartWith("It did not finish within 0.5 s");
        second.Should().BeEquivalentTo(first);
        run.States("EndlessCases(days: 2)").Should().Equal("running", "failed");
        run.Output.Split("An endless case began.").Should().HaveCount(2, "only the first case ran");
    }

    [Fact]
    public void One_test_ends_before_the_next_begins() =>
        run.JournalLines.Select(line => line.Split('\t')).Chunk(2).Should().AllSatisfy(pair =>
        {
            pair[0][0].Should().Be("running");
            pair[1][0].Should().NotBe("running");
            pair[1][2].Should().Be(pair[0][2]);
        });

    [Fact]
    public void Tests_can_be_chosen_by_exercise_section_and_chapter() =>
        run["Right"].Traits.Should().BeEquivalentTo("Exercise=9.0.1", "Section=9.0", "Chapter=9");

    [Fact]
    public void What_TorchSharp_lacks_is_no_stub()
    {
        run["MissingInTorchSharp"].Result.Should().Be("Fail");
        run["MissingInTorchSharp"].Message.Should().StartWith("NotImplementedException: Tensor.diff with n != 1\n");
    }

    [Fact]
    public void The_process_ends_with_1_when_something_failed() => run.ExitCode.Should().Be(1);

    [Fact]
    public void The_process_ends_with_0_when_something_is_to_do()
    {
        using var todo = SampleRun.Start("chapters", "-trait", "Exercise=9.0.3");

        todo.ExitCode.Should().Be(0);
        todo.Journal.Should().OnlyContain(result => result.State == TestState.Todo).And.NotBeEmpty();
    }

    [Fact]
    public void Against_the_solutions_a_stub_is_a_failure()
    {
        using var solutions = SampleRun.Start("solutions", "-method", "*SampleTests.Todo");

        solutions["Todo"].Result.Should().Be("Fail");
        solutions["Todo"].Message.Should().StartWith("NotImplementedException: 9.0.3 To do\n");
        solutions.Journal.Should().ContainSingle(result => result.State == TestState.Failed);
        solutions.ExitCode.Should().Be(1);
    }

    [Fact]
    public void When_native_code_kills_the_process_the_journal_names_the_test()
    {
        using var killed = SampleRun.Start("chapters", "-explicit", "only", "-method", "*SampleTests.NativeAbort");

        killed.ExitCode.Should().NotBe(0).And.NotBe(1);
        killed.Journal.Should().ContainSingle().Which.Should().Be(
            new TestResult("9.0.7", "Arena.Testing.Samples.SampleTests.NativeAbort", TestState.Running, "10"));
    }

    [Fact]
    public void A_thread_that_nothing_stops_is_left_behind_and_the_others_report()
    {
        using var stuck = SampleRun.Start("chapters", "-explicit", "on", "-method", "*SampleTests.Unstoppable",
            "-method", "*SampleTests.Right");

        stuck["Unstoppable"].Result.Should().Be("Fail");
        stuck["Unstoppable"].Message.Should()
            .Be("It did not finish within 0.2 s: is there a loop that never ends?");
        stuck["Right"].Should().BeEquivalentTo(new { Result = "Pass", Message = "" });
        stuck.ExitCode.Should().Be(1);
    }

    [Fact]
    public void The_environment_sets_the_default_time_limit()
    {
        using var limited = SampleRun.StartWith("ARENA_TIME_LIMIT", "0.25", "-explicit", "only", "-method",
            "*SampleTests.EndlessByDefault");

        limited["EndlessByDefault"].Message.Should().StartWith("It did not finish within 0.25 s");
    }

    // xunit's report puts a backslash before a quotation mark.
    private static string Unescaped(string message) => message.Replace("\\\"", "\"", StringComparison.Ordinal);
}
