using Arena.Tensors;
using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

/// <summary>The same transformer, without computing anything twice.</summary>
public static class Cached
{
    /// <summary>
    /// Attention for new positions only. Their keys and values go into the cache; their queries see all that it has.
    /// </summary>
    /// <param name="attention">The heads.</param>
    /// <param name="x">The normalised stream at the new positions, <c>batch position d_model</c>.</param>
    /// <param name="cache">Has the keys and values of the positions before.</param>
    /// <param name="layer">Which layer of the cache.</param>
    /// <returns>What the heads add to the stream at the new positions, <c>batch position d_model</c>.</returns>
    [Exercise("1.1.36", "Attention with a cache",
        Minutes = 15, Difficulty = 3, Importance = 4, Model = MentalModel.Attention)]
    [return: Shape("batch position d_model")]
    public static Tensor Attend(
        Attention attention, [Shape("batch position d_model")] Tensor x, KeyValueCache cache, int layer)
    {
        throw new NotImplementedException("1.1.36 Attention with a cache");
    }

    /// <summary>The logits of a model at new positions only.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tokens">The new tokens, <c>batch position</c>.</param>
    /// <param name="cache">Has the positions before, none at first. Afterwards it has the new ones too.</param>
    /// <returns><c>batch position vocabulary</c>.</returns>
    [Exercise("1.1.37", "A transformer with a cache",
        Minutes = 20, Difficulty = 3, Importance = 3, Model = MentalModel.ResidualStream)]
    [return: Shape("batch position vocabulary")]
    public static Tensor Logits(Transformer model, [Shape("batch position")] Tensor tokens, KeyValueCache cache)
    {
        throw new NotImplementedException("1.1.37 A transformer with a cache");
    }

    /// <summary>Continues a text as <see cref="Generation.Generate"/> does, but reads every token only once.</summary>
    /// <param name="model">The model.</param>
    /// <param name="prompt">How the text begins, <c>position</c>, at least one token.</param>
    /// <param name="count">The most tokens to add. All of the text has to fit into the model's context.</param>
    /// <param name="options">How to choose.</param>
    /// <param name="stop">The token after which the text ends.</param>
    /// <param name="generator">Where the random numbers come from; null is the global one.</param>
    /// <returns>The prompt and the new tokens, the one that stopped included, <c>position</c>.</returns>
    [Exercise("1.1.38", "Generate with a cache",
        Minutes = 15, Difficulty = 3, Importance = 3, Model = MentalModel.Attention)]
    [return: Shape("_")]
    public static Tensor Generate(
        Transformer model, [Shape("_")] Tensor prompt, int count, SamplingOptions options, long? stop = null,
        Generator? generator = null)
    {
        throw new NotImplementedException("1.1.38 Generate with a cache");
    }
}
