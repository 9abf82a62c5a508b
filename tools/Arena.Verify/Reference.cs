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

    /// <summary>The exercises whose code a test comes to.</summary>
    public IReadOnlyList<string> ReachedBy(string test) => [.. reached[test]];
}
