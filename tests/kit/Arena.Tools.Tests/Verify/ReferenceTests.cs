using Arena.Verify;
using Arena.Verify.Running;
using Arena.Verify.Wire;

namespace Arena.Tools.Tests.Verify;

/// <summary>What a run against the solutions says of later runs.</summary>
public class ReferenceTests
{
    private static readonly TestResult Own = new("0.0.1", "T.Own", TestState.Passed);
    private static readonly TestResult OwnToo = new("0.0.1", "T.OwnToo", TestState.Passed);
    private static readonly TestResult Later = new("0.0.2", "T.Later", TestState.Passed);
    private static readonly TestResult Unrelated = new("0.0.3", "T.Unrelated", TestState.Passed);

    private readonly Reference reference = new(new TestOutcome(
        [Own, OwnToo, Later, Unrelated], [new RanTest(Later.Test, 0, ["0.0.1", "0.0.2"])], Died: null));

    [Fact]
    public void A_test_that_did_not_begin_failed()
    {
        var failed = Own with { State = TestState.Failed, Message = "wrong" };

        reference.Complete(new TestOutcome([failed], [], null), "0.0.1", [Later.Test]).Results.Should().Equal(
            failed,
            OwnToo with { State = TestState.Failed, Message = "it did not begin" },
            Later with { State = TestState.Failed, Message = "it did not begin" });
    }

    [Fact]
    public void Nothing_is_missing_when_all_that_should_begin_began() =>
        reference.Complete(new TestOutcome([OwnToo, Own], [], null), "0.0.1", []).Results.Should().Equal(OwnToo, Own);

    [Fact]
    public void What_did_not_begin_before_the_process_died_says_nothing() =>
        reference.Complete(new TestOutcome([Own], [], "it crashed"), "0.0.1", []).Results.Should().Equal(Own);
}
