using Arena.Models;
using static TorchSharp.torch;

namespace Arena.Train.Induction;

/// <summary>What tells a model with an induction circuit from others.</summary>
/// <param name="First">The loss on the first copy, in nats.</param>
/// <param name="Second">The loss on the second copy, from its second token on.</param>
/// <param name="Accuracy">How often the second copy is predicted.</param>
/// <param name="Induction">The induction score of the head that has the highest.</param>
/// <param name="Previous">The same of previous-token scores.</param>
internal sealed record Signature(double First, double Second, double Accuracy, double Induction, double Previous)
{
    private const int Sequences = 128;

    /// <summary>Measures a model on two copies of random blocks.</summary>
    /// <param name="model">The model.</param>
    /// <param name="period">Tokens of a block.</param>
    public static Signature Of(HookedTransformer model, int period)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        using var generator = new Generator(987654321);
        var tokens = RepeatedTokens.Batch(Sequences, period, period, generator)[.., ..(2 * period + 1)];
        var (logits, cache) = model.RunWithCache(
            tokens, name => name.EndsWith("hook_pattern", StringComparison.Ordinal));
        using var _ = cache;
        var losses = HookedTransformer.NextTokenLoss(logits, tokens);
        var right = logits[.., ..^1].argmax(-1).eq(tokens[.., 1..]).to(float32);
        var patterns = stack(cache.Names.Select(name => cache[name].mean([0])));
        return new Signature(
            losses[.., ..period].mean().item<float>(), losses[.., (period + 1)..].mean().item<float>(),
            right[.., (period + 1)..].mean().item<float>(),
            Best(patterns.diagonal(1 - period, 2, 3)[.., .., 2..]), Best(patterns.diagonal(-1, 2, 3)));
    }

    private static double Best(Tensor attention) => attention.mean([-1]).max().item<float>();
}
