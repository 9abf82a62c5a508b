using Arena.Data;
using static TorchSharp.torch;

namespace Arena.Train.Storytelling;

/// <summary>Names for latents: a word or a kind of words, on which they are active or before which they are.</summary>
internal sealed class Names
{
    private const double Enough = 0.7;
    private const double Seldom = 1 / 2000.0;

    private readonly Tensor isNamed;

    /// <summary>Finds where each name holds.</summary>
    /// <param name="tokens">Stories, <c>row position</c>.</param>
    public Names(Tensor tokens)
    {
        var groups = Stories.Kinds.Select(kind => kind.Words)
            .Concat(Stories.Vocabulary.Words.Select(word => (string[])[word]));
        var (now, next) = (tokens[.., 1..^1].flatten(), tokens[.., 2..].flatten());
        isNamed = stack([.. groups.Select(words => words.Select(Stories.Vocabulary.NumberOf).ToArray())
            .SelectMany(words => new[] { Any(now, words), Any(next, words) })]).to(float32);
    }

    /// <summary>
    /// The share of latents that have a name, of those that are active on one in 2000 tokens at least: one that tells
    /// where they are active with an F1, the harmonic mean of precision and recall, of 0.7 at least.
    /// </summary>
    /// <param name="latents"><c>row position latent</c>.</param>
    public double Share(Tensor latents)
    {
        var isActive = latents[.., 1..^1].flatten(0, 1).gt(0).to(float32);
        var active = isActive.sum(dim: 0);
        var f1 = 2 * isNamed.matmul(isActive) / (isNamed.sum(dim: 1, keepdim: true) + active);
        var counts = active.gt(Seldom * isActive.shape[0]);
        return f1.amax([0]).masked_select(counts).ge(Enough).to(float32).mean().item<float>();
    }

    private static Tensor Any(Tensor tokens, long[] words) => isin(tokens, tensor(words));
}
