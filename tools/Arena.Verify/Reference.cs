using Arena.Verify.Running;

namespace Arena.Verify;

/// <summary>What is known of a chapter's tests from a run against its solutions.</summary>
internal sealed class Reference
{
    private readonly ILookup<string, string> reaching;
    private readonly ILookup<string, string> reached;

    public Reference(TestOutcome outcome)
    {
        Outcome = outcome;
        var pairs = outcome.Ran.SelectMany(x => x.Reached.Select(y => (Test: x.Name, Exercise: y))).ToList();
        reaching = pairs.ToLookup(x => x.Exercise, x => x.Test);
        reached = pairs.ToLookup(x => x.Test, x => x.Exercise);
    }

    /// <summary>How the tests went.</summary>
    public TestOutcome Outcome { get; }

    /// <summary>The tests of an exercise.</summary>
    public IReadOnlyList<TestResult> Tests(string exercise) =>
        [.. Outcome.Results.Where(x => x.Exercise == exercise)];

    /// <summary>The tests, of whatever exercise, that come to the code of an exercise.</summary>
    public IReadOnlyList<string> TestsReaching(string exercise) => [.. reaching[exercise]];

    /// <summary>
    /// How the tests of a version went, with those that never began, as when a fixture or a theory's data fails: they
    /// failed, although they could not say so.
    /// </summary>
    /// <param name="outcome">What those that began reported.</param>
    /// <param name="exercise">The exercise whose tests were to run.</param>
    /// <param name="others">Display names of further tests that were.</param>
    public TestOutcome Complete(TestOutcome outcome, string exercise, IReadOnlyCollection<string> others)
    {
        if (outcome.Died is not null) return outcome;
        var began = outcome.Results.Select(x => x.Test).ToHashSet();
        var missing = Outcome.Results
            .Where(x => (x.Exercise == exercise || others.Contains(x.Test)) && !began.Contains(x.Test))
            .Select(x => x with { State = TestState.Failed, Message = "it did not begin" });
        return outcome with { Results = [.. outcome.Results, .. missing] };
    }

    /// <summary>The exercises whose code a test comes to.</summary>
    public IReadOnlyList<string> ReachedBy(string test) => [.. reached[test]];
}
