using Arena.Tensors;
using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

/// <summary>From scores to a token: the ways of choosing the next one.</summary>
public static class Sampler
{
    /// <summary>The token with the highest score.</summary>
    /// <param name="logits"><c>batch vocabulary</c>.</param>
    /// <returns>Tokens, <c>batch</c>.</returns>
    [Exercise("1.1.27", "The most likely token",
        Minutes = 5, Difficulty = 1, Importance = 3, Model = MentalModel.FunctionApproximators)]
    [return: Shape("batch")]
    public static Tensor Greedy([Shape("batch vocabulary")] Tensor logits)
    {
        throw new NotImplementedException("1.1.27 The most likely token");
    }

    /// <summary>Sharpens the scores, or flattens them.</summary>
    /// <param name="logits"><c>batch vocabulary</c>.</param>
    /// <param name="temperature">Below 1 makes likely tokens more likely, above 1 less.</param>
    /// <returns><c>batch vocabulary</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The temperature is not above 0.</exception>
    [Exercise("1.1.28", "Temperature",
        Minutes = 5, Difficulty = 1, Importance = 4, Model = MentalModel.FunctionApproximators)]
    [return: Shape("batch vocabulary")]
    public static Tensor ApplyTemperature([Shape("batch vocabulary")] Tensor logits, double temperature)
    {
        throw new NotImplementedException("1.1.28 Temperature");
    }

    /// <summary>Draws a token with the probabilities that the scores stand for.</summary>
    /// <param name="logits"><c>batch vocabulary</c>; a token whose score is -∞ is never drawn.</param>
    /// <param name="generator">Where the random numbers come from; null is the global one.</param>
    /// <returns>Tokens, <c>batch</c>.</returns>
    [Exercise("1.1.29", "Draw a token",
        Minutes = 10, Difficulty = 2, Importance = 4, Model = MentalModel.FunctionApproximators)]
    [return: Shape("batch")]
    public static Tensor Draw([Shape("batch vocabulary")] Tensor logits, Generator? generator = null)
    {
        throw new NotImplementedException("1.1.29 Draw a token");
    }

    /// <summary>Rules out all but the k tokens with the highest scores (Fan and others, 2018).</summary>
    /// <param name="logits"><c>batch vocabulary</c>; no two scores of a row are equal.</param>
    /// <param name="k">At least 1. If there are not as many tokens, nothing is ruled out.</param>
    /// <returns>The scores, and -∞ for what is ruled out, <c>batch vocabulary</c>.</returns>
    [Exercise("1.1.30", "Only the k best",
        Minutes = 10, Difficulty = 2, Importance = 3, Model = MentalModel.FunctionApproximators)]
    [return: Shape("batch vocabulary")]
    public static Tensor KeepTopK([Shape("batch vocabulary")] Tensor logits, int k)
    {
        throw new NotImplementedException("1.1.30 Only the k best");
    }

    /// <summary>
    /// Rules out all but the fewest tokens whose probabilities are p in all, or more (Holtzman and others, 2020).
    /// </summary>
    /// <param name="logits"><c>batch vocabulary</c>; no two scores of a row are equal.</param>
    /// <param name="p">Above 0, up to 1. The most likely token always stays.</param>
    /// <returns>The scores, and -∞ for what is ruled out, <c>batch vocabulary</c>.</returns>
    [Exercise("1.1.31", "Only the likely ones",
        Minutes = 20, Difficulty = 3, Importance = 3, Model = MentalModel.FunctionApproximators)]
    [return: Shape("batch vocabulary")]
    public static Tensor KeepTopP([Shape("batch vocabulary")] Tensor logits, double p)
    {
        throw new NotImplementedException("1.1.31 Only the likely ones");
    }

    /// <summary>Lowers the score of each token for each time that it is in the text already.</summary>
    /// <param name="logits"><c>batch vocabulary</c>.</param>
    /// <param name="tokens">The text so far, <c>batch position</c>.</param>
    /// <param name="penalty">By how much, for each time.</param>
    /// <returns><c>batch vocabulary</c>.</returns>
    [Exercise("1.1.32", "A penalty for repeating",
        Minutes = 10, Difficulty = 3, Importance = 2, Model = MentalModel.FunctionApproximators)]
    [return: Shape("batch vocabulary")]
    public static Tensor PenaliseFrequency(
        [Shape("batch vocabulary")] Tensor logits, [Shape("batch position")] Tensor tokens, double penalty)
    {
        throw new NotImplementedException("1.1.32 A penalty for repeating");
    }

    /// <summary>
    /// Chooses the next token: first the penalty, then the temperature, then the k best, then the likely ones, then the
    /// draw. At a temperature of 0 it is the best one after the penalty.
    /// </summary>
    /// <param name="logits"><c>batch vocabulary</c>.</param>
    /// <param name="tokens">The text so far, <c>batch position</c>.</param>
    /// <param name="options">How to choose.</param>
    /// <param name="generator">Where the random numbers come from; null is the global one.</param>
    /// <returns>Tokens, <c>batch</c>.</returns>
    [Exercise("1.1.33", "Choose the next token",
        Minutes = 10, Difficulty = 2, Importance = 3, Model = MentalModel.FunctionApproximators)]
    [return: Shape("batch")]
    public static Tensor NextToken(
        [Shape("batch vocabulary")] Tensor logits, [Shape("batch position")] Tensor tokens, SamplingOptions options,
        Generator? generator = null)
    {
        throw new NotImplementedException("1.1.33 Choose the next token");
    }
}
