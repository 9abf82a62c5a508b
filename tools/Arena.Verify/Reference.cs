using Arena.Verify.Running;
using Arena.Verify.Wire;

namespace Arena.Verify;

/// <summary>What is known of a chapter's tests from a run against its solutions.</summary>
internal sealed class Reference
{
    private readonly ILookup<string, string> reaching;
    private readonly ILookup<string, string> reached;
    private readonly IReadOnlyList<RanTest> ran;

    public Reference(TestOutcome outcome)
    {
        Outcome = outcome;
        ran = outcome.Ran;
        var pairs = ran.SelectMany(x => x.Reached.Select(y => (Test: x.Name, Exercise: y))).ToList();
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

    /// <summary>How long a test may take in a version that may loop for ever: much longer than any test took.</summary>
    public TimeSpan TimeLimit =>
        TimeSpan.FromSeconds(Math.Max(3, Math.Ceiling(20 * ran.Select(x => x.Seconds).DefaultIfEmpty().Max())));
}
