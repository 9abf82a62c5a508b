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
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var text = prompt.unsqueeze(0);
        for (var i = 0; i < count; i++)
        {
            var seen = (int)Math.Min(text.shape[1], context);
            var logits = model(text[.., ^seen..])[.., ^1];
            var next = Sampler.NextToken(logits, text, options, generator);
            text = cat([text, next.unsqueeze(1)], 1);
            if (next.item<long>() == stop) break;
        }
        return text.squeeze(0).MoveToOuterDisposeScope();
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
        using var off = no_grad();
        IReadOnlyList<Beam> kept = [new Beam(prompt, 0)];
        for (var i = 0; i < count; i++)
        {
            using var scope = NewDisposeScope();
            var ended = kept.Where(beam => beam.Tokens.Count > prompt.Count && beam.Tokens[^1] == stop).ToList();
            var going = kept.Except(ended).ToList();
            if (going.Count == 0) break;
            var texts = stack([.. going.Select(beam => tensor(beam.Tokens.ToArray()))]);
            var next = model(texts)[.., ^1].log_softmax(1);
            var longer = going.SelectMany((beam, row) => Enumerable.Range(0, (int)next.shape[1]).Select(token =>
                new Beam([.. beam.Tokens, token], beam.LogProbability + next[row, token].item<float>())));
            kept = [.. ended.Concat(longer).OrderByDescending(beam => beam.LogProbability).Take(beams)];
        }
        return kept;
    }
}
