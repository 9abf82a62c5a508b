namespace Arena.Patterns;

/// <summary>One thing that is wrong, and where.</summary>
/// <param name="problem">What kind of thing.</param>
/// <param name="place">Where in the pattern; null when it is not in the pattern.</param>
/// <param name="cause">What is wrong, in a sentence.</param>
/// <param name="advice">What to do about it, in a sentence; empty when that is not known.</param>
public sealed class PatternFinding(PatternProblem problem, Place? place, string cause, string advice = "")
{
    /// <summary>What kind of thing is wrong.</summary>
    public PatternProblem Problem { get; } = problem;

    /// <summary>Where in the pattern; null when it is not in the pattern.</summary>
    public Place? Place { get; } = place;

    /// <summary>What is wrong, in a sentence.</summary>
    public string Cause { get; } = cause;

    /// <summary>What to do about it, in a sentence; empty when that is not known.</summary>
    public string Advice { get; } = advice;
}
