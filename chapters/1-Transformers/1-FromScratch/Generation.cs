using Arena.Tensors;
using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

/// <summary>Writing a text, token after token.</summary>
public static class Generation
{
    /// <summary>Continues a text: asks the model, chooses a token, adds it to the text, and begins again.</summary>
    /// <param name="model">Makes logits <c>batch position vocabulary</c> of tokens <c>batch position</c>.</param>
    /// <param name="prompt">How the text begins, <c>position</c>, at least one token.</param>
    /// <param name="count">The most tokens to add.</param>
    /// <param name="options">How to choose.</param>
    /// <param name="stop">The token after which the text ends. A prompt may have it; only new tokens end the text.</param>
    /// <param name="context">
    /// The most tokens that the model can be given. Of a text that is longer it gets the last ones.
    /// </param>
    /// <param name="generator">Where the random numbers come from; null is the global one.</param>
    /// <returns>The prompt and the new tokens, the one that stopped included, <c>position</c>.</returns>
    [Exercise("1.1.34", "Generate a text",
        Minutes = 20, Difficulty = 3, Importance = 4, Model = MentalModel.FunctionApproximators)]
    [return: Shape("_")]
    public static Tensor Generate(
        Func<Tensor, Tensor> model, [Shape("_")] Tensor prompt, int count, SamplingOptions options, long? stop = null,
        int context = int.MaxValue, Generator? generator = null)
    {
        throw new NotImplementedException("1.1.34 Generate a text");
    }

    /// <summary>
    /// Looks for the most likely continuation: keeps the best few texts, continues each with every token, and keeps the
    /// best few of all those.
    /// </summary>
    /// <param name="model">Makes logits <c>batch position vocabulary</c> of tokens <c>batch position</c>.</param>
    /// <param name="prompt">How the text begins, at least one token.</param>
    /// <param name="count">The most tokens to add.</param>
    /// <param name="beams">How many texts are kept.</param>
    /// <param name="stop">
    /// The token after which a text ends. A prompt may have it; only new tokens end a text. A text that has ended stays
    /// among the best as long as it is one of them, and is not continued.
    /// </param>
    /// <returns>The texts that were kept at the end, the most likely one first; at most as many as beams.</returns>
    [Exercise("1.1.35", "Beam search",
        Minutes = 30, Difficulty = 4, Importance = 2, Model = MentalModel.FunctionApproximators)]
    public static IReadOnlyList<Beam> BeamSearch(
        Func<Tensor, Tensor> model, IReadOnlyList<long> prompt, int count, int beams, long? stop = null)
    {
        throw new NotImplementedException("1.1.35 Beam search");
    }
}
