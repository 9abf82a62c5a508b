using Arena.Models;
using Arena.Tensors;
using static TorchSharp.torch;

namespace Arena.Transformers.InductionCircuits;

/// <summary>Random tokens twice: nothing can be known of the first copy, everything of the second.</summary>
public static class Repetition
{
    /// <summary>Sequences of BOS, a block of random tokens, and the same block again.</summary>
    /// <param name="batch">How many sequences, each with a block of its own.</param>
    /// <param name="period">How many tokens a block has.</param>
    /// <param name="bos">The token that begins every sequence. The others are those below it, all as likely.</param>
    /// <param name="generator">Where chance comes from.</param>
    /// <returns><c>batch position</c>, int64; 1 + 2 · period positions.</returns>
    [Exercise("1.2.9", "Repeated random tokens",
        Minutes = 5, Difficulty = 2, Importance = 3, Model = MentalModel.Circuits)]
    [return: Shape("batch position")]
    public static Tensor RepeatedTokens(long batch, long period, long bos, Generator generator)
    {
        var block = randint(0, bos, [batch, period], generator: generator);
        return cat([full_like(block[.., ..1], bos), block, block], 1);
    }

    /// <summary>How badly a model predicts each of the two copies.</summary>
    /// <param name="logits"><c>batch position d_vocab</c>.</param>
    /// <param name="tokens">BOS, a block, and the same block again: <c>batch position</c>.</param>
    /// <returns>
    /// <c>copy</c>, two mean cross-entropies in nats: of all tokens of the first copy, and of those of the second
    /// but for its first one, as nothing tells when the repetition begins.
    /// </returns>
    [Exercise("1.2.10", "The loss on each copy",
        Minutes = 10, Difficulty = 2, Importance = 4, Model = MentalModel.Circuits)]
    [return: Shape("copy")]
    public static Tensor LossOfCopies(
        [Shape("batch position d_vocab")] Tensor logits, [Shape("batch position")] Tensor tokens)
    {
        var period = (int)tokens.shape[1] / 2;
        var losses = HookedTransformer.NextTokenLoss(logits, tokens);
        return stack([losses[.., ..period].mean(), losses[.., (period + 1)..].mean()]);
    }
}
