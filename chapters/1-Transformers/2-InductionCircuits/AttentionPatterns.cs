using Arena.Models;
using Arena.Tensors;
using static TorchSharp.torch;

namespace Arena.Transformers.InductionCircuits;

/// <summary>What kind of head is it? Scores from 0 to 1 that tell it from the heads' patterns.</summary>
public static class AttentionPatterns
{
    /// <summary>The attention patterns of all heads.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tokens"><c>batch position</c>.</param>
    /// <returns><c>layer batch head query key</c>; it does not depend on any cache.</returns>
    [Exercise("1.2.5", "All patterns",
        Minutes = 5, Difficulty = 1, Importance = 4, Model = MentalModel.Attention)]
    [return: Shape("layer batch head query key")]
    public static Tensor AllPatterns(HookedTransformer model, [Shape("batch position")] Tensor tokens)
    {
        throw new NotImplementedException("1.2.5 All patterns");
    }

    /// <summary>How much of its attention each head gives to the very token at which it stands.</summary>
    /// <param name="patterns"><c>layer batch head query key</c>.</param>
    /// <returns><c>layer head</c>: the mean over batch and queries.</returns>
    [Exercise("1.2.6", "Heads that look at the current token",
        Minutes = 5, Difficulty = 1, Importance = 3, Model = MentalModel.Attention)]
    [return: Shape("layer head")]
    public static Tensor CurrentTokenScores([Shape("layer batch head query key")] Tensor patterns)
    {
        throw new NotImplementedException("1.2.6 Heads that look at the current token");
    }

    /// <summary>How much of its attention each head gives to the token before.</summary>
    /// <param name="patterns"><c>layer batch head query key</c>; two positions at least.</param>
    /// <returns><c>layer head</c>: the mean over batch and those queries before which there is a token.</returns>
    [Exercise("1.2.7", "Heads that look at the previous token",
        Minutes = 5, Difficulty = 2, Importance = 4, Model = MentalModel.Attention)]
    [return: Shape("layer head")]
    public static Tensor PreviousTokenScores([Shape("layer batch head query key")] Tensor patterns)
    {
        throw new NotImplementedException("1.2.7 Heads that look at the previous token");
    }

    /// <summary>How much of its attention each head gives to the first token.</summary>
    /// <param name="patterns"><c>layer batch head query key</c>; two positions at least.</param>
    /// <returns>
    /// <c>layer head</c>: the mean over batch and all queries but the first, which can only look at itself.
    /// </returns>
    [Exercise("1.2.8", "Heads that look at the first token",
        Minutes = 5, Difficulty = 1, Importance = 3, Model = MentalModel.Attention)]
    [return: Shape("layer head")]
    public static Tensor FirstTokenScores([Shape("layer batch head query key")] Tensor patterns)
    {
        throw new NotImplementedException("1.2.8 Heads that look at the first token");
    }
}
