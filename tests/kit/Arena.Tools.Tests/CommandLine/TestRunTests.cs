using Arena.Cli;
using Arena.Cli.Checking;

namespace Arena.Tools.Tests.CommandLine;

public sealed class TestRunTests
{
    [Fact]
    public async Task Tests_that_report_run_once()
    {
        var program = new FakeProgram(("A.Right", Ending.Passes), ("A.Wrong", Ending.Fails));

        var results = await RunAsync(program);

        results.Select(x => (x.Test, x.State)).Should()
            .Equal(("A.Right", TestState.Passed), ("A.Wrong", TestState.Failed));
        program.Runs.Should().Be(1);
    }

    [Fact]
    public async Task A_test_that_kills_the_process_fails_and_the_others_report_all_the_same()
    {
        var program = new FakeProgram(
            ("A.First", Ending.Passes), ("A.Kills", Ending.Kills), ("A.Case(n: 1)", Ending.Kills),
            ("A.Case(n: 2)", Ending.Passes),
            ("A.Last", Ending.Fails));

        var results = await RunAsync(program);

        results.Select(x => (x.Test, x.State)).Should().BeEquivalentTo(
        [
            ("A.First", TestState.Passed), ("A.Kills", TestState.Failed), ("A.Case(n: 1)", TestState.Failed),
            ("A.Case(n: 2)", TestState.Passed), ("A.Last", TestState.Failed),
        ]);
        results.Single(x => x.Test == "A.Kills").Message.Should().Be(
            "the process was killed by libtorch: mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)");
        program.Runs.Should().Be(3);
        program.Ran.Should().OnlyHaveUniqueItems("what has reported does not run again");
    }

    [Fact]
    public async Task A_theory_that_cannot_be_split_is_left_out_as_a_whole()
    {
        var program =
            new FakeProgram(("A.Whole(x)", Ending.Kills), ("A.Last", Ending.Passes)) { CasesCanBeLeftOut = false };

        var results = await RunAsync(program);

        results.Select(x => (x.Test, x.State)).Should()
            .Equal(("A.Whole(x)", TestState.Failed), ("A.Last", TestState.Passed));
    }

    [Fact]
    public async Task A_program_that_nothing_stops_from_dying_ends_the_run_with_what_is_known()
    {
        var program =
            new FakeProgram(("A.First", Ending.Passes), ("A.Kills", Ending.Kills)) { NothingCanBeLeftOut = true };

        var results = await RunAsync(program);

        results.Select(x => (x.Test, x.State)).Should()
            .Equal(("A.First", TestState.Passed), ("A.Kills", TestState.Failed));
        program.Runs.Should().BeLessThan(5);
    }

    [Fact]
    public async Task Silence_is_a_failure_of_the_test_that_was_on()
    {
        var program = new FakeProgram(("A.Hangs", Ending.GoesSilent), ("A.Last", Ending.Passes));

        var results = await RunAsync(program);

        results[0].Message.Should().Contain("nothing happened for 30 seconds");
        results[1].State.Should().Be(TestState.Passed);
    }

    [Fact]
    public async Task A_program_that_dies_before_any_test_says_why()
    {
        var program = new FakeProgram { ExitCodeOfEmptyRun = 134, Error = "libtorch is not there\n   at Somewhere()" };

        var run = () => RunAsync(program);

        (await run.Should().ThrowAsync<CommandException>()).Which.Message
            .Should().Be(
                "The tests could not be run: the process aborted in native code. It said: libtorch is not there");
    }

    [Fact]
    public async Task A_program_that_dies_after_its_last_test_has_reported_them()
    {
        var program = new FakeProgram(("A.Right", Ending.Passes)) { ExitCodeOfEmptyRun = 139, DiesAtItsEnd = true };

        (await RunAsync(program)).Select(x => x.State).Should().Equal(TestState.Passed);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("loss 0.5\r\nloss 0.4\r\n", "loss 0.5\nloss 0.4\n")]
    [InlineData("Waiting 10 seconds for foreground threads to exit...\n", "")]
    [InlineData("Waiting\nWaiting 10 seconds for foreground threads to exit...", "Waiting\n")]
    public async Task What_the_test_program_says_of_its_own_end_is_not_the_learners(string output, string printed)
    {
        var run = new TestRun(new FakeProgram(("A.Right", Ending.Passes)) { Output = output });

        await run.RunAsync(["0.0.1"], CancellationToken.None);

        run.Printed.Should().Be(printed);
    }

    [Fact]
    public void The_program_is_told_what_to_run_and_what_to_leave_out()
    {
        var arguments = XunitTestProgram.Arguments(new(["0.0.1", "0.0.2"], ["A.Case(n: 1)"], ["A.Whole"]));

        string.Join(' ', arguments).Should().EndWith(
            "-parallelMode none -preEnumerateTheories -trait Exercise=0.0.1 -trait Exercise=0.0.2 "
            + "-displayName- A.Case(n: 1) -method- A.Whole");
    }

    [Fact]
    public void A_test_that_is_on_may_be_silent_up_to_its_own_limit()
    {
        static double Limit(params (string Test, TestState State, string Message)[] lines) =>
            XunitTestProgram.LimitOfRunning(lines.Select(x => new TestResult("0.0.1", x.Test, x.State, x.Message)));

        Limit(("A", TestState.Passed, ""), ("B", TestState.Running, "2.5")).Should().Be(2.5);
        Limit(("A", TestState.Running, "Infinity")).Should().Be(double.PositiveInfinity);
        Limit(("A", TestState.Failed, "7")).Should().Be(0);
        Limit(("A", TestState.Running, "")).Should().Be(0);
        Limit().Should().Be(0);
    }

    private static Task<IReadOnlyList<TestResult>> RunAsync(FakeProgram program) =>
        new TestRun(program).RunAsync(["0.0.1"], CancellationToken.None);

    private enum Ending
    {
        Passes,
        Fails,
        Kills,
        GoesSilent,
    }

    private sealed class FakeProgram(params (string Test, Ending Ending)[] tests) : ITestProgram
    {
        public int Runs { get; private set; }

        public List<string> Ran { get; } = [];

        public bool CasesCanBeLeftOut { get; init; } = true;

        public bool NothingCanBeLeftOut { get; init; }

        public bool DiesAtItsEnd { get; init; }

        public int ExitCodeOfEmptyRun { get; init; }

        public string Output { get; init; } = "";

        public string Error { get; init; } =
            "terminate called after throwing an instance of 'c10::Error'\n"
            + "  what():  mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)\nException raised from meta";

        public Task<TestProgramEnd> RunAsync(TestRequest request, CancellationToken cancellation)
        {
            Runs++;
            var results = new List<TestResult>();
            foreach (var (test, ending) in tests.Where(x => !IsLeftOut(x.Test, request)))
            {
                Ran.Add(test);
                if (ending is Ending.Kills or Ending.GoesSilent)
                {
                    results.Add(new("0.0.1", test, TestState.Running));
                    return End(ending == Ending.Kills ? 134 : 137, results, ending == Ending.GoesSilent);
                }
                results.Add(new("0.0.1", test, ending == Ending.Passes ? TestState.Passed : TestState.Failed));
            }
            var failed = results.Exists(x => x.State == TestState.Failed) ? 1 : 0;
            return End(results.Count == 0 || DiesAtItsEnd ? ExitCodeOfEmptyRun : failed, results);
        }

        private Task<TestProgramEnd> End(int exitCode, List<TestResult> results, bool silent = false) =>
            Task.FromResult(new TestProgramEnd(
                new ChildExit(exitCode, Output, Error, silent ? TimeSpan.FromSeconds(30) : null), results));

        private bool IsLeftOut(string test, TestRequest request) =>
            !NothingCanBeLeftOut
            && (request.WithoutMethods.Contains(test.Split('(')[0])
                || (request.WithoutTests.Contains(test) && (CasesCanBeLeftOut || !test.Contains('('))));
    }
}
