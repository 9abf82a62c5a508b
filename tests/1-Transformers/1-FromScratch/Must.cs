using FluentAssertions.Execution;

namespace Arena.Transformers.FromScratch;

/// <summary>What has to hold, and the sentence that a learner reads where it does not.</summary>
internal static class Must
{
    /// <summary>Fails with nothing but the sentence.</summary>
    /// <param name="condition">What has to hold.</param>
    /// <param name="otherwise">What is wrong if it does not, and what helps.</param>
    public static void Hold(bool condition, string otherwise) =>
        Execute.Assertion.ForCondition(condition).FailWith(otherwise);
}
