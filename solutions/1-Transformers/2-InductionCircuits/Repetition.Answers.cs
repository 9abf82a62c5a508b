using Arena.Models;
using static TorchSharp.torch;

namespace Arena.Transformers.InductionCircuits;

/// <summary>What else learners may write for repeated tokens.</summary>
[SolutionOnly]
internal static class RepetitionAnswers
{
    [WrongAnswer("1.2.9")]
    internal static Tensor DrawsTwoBlocks(long batch, long period, long bos, Generator generator)
    {
        var tokens = randint(0, bos, [batch, 2 * period], dtype: int64, generator: generator);
        return cat([full([batch, 1], bos, dtype: int64), tokens], 1);
    }

    [WrongAnswer("1.2.9", Says = "Each sequence has a block of its own")]
    internal static Tensor RepeatsOneBlockInAllSequences(long batch, long period, long bos, Generator generator)
    {
        var block = randint(0, bos, [1, period], dtype: int64, generator: generator).expand(batch, period);
        return cat([full([batch, 1], bos, dtype: int64), block, block], 1);
    }

    [WrongAnswer("1.2.9", Says = "BOS must not come again")]
    internal static Tensor DrawsBosAsWell(long batch, long period, long bos, Generator generator)
    {
        var block = randint(0, bos + 1, [batch, period], dtype: int64, generator: generator);
        return cat([full([batch, 1], bos, dtype: int64), block, block], 1);
    }

    [WrongAnswer("1.2.9")]
    internal static Tensor ForgetsBos(long batch, long period, long bos, Generator generator)
    {
        var block = randint(0, bos, [batch, period], dtype: int64, generator: generator);
        return cat([block, block], 1);
    }

    [WrongAnswer("1.2.9")]
    internal static Tensor LeavesTheGeneratorAlone(long batch, long period, long bos, Generator generator)
    {
        var block = randint(0, bos, [batch, period], dtype: int64);
        return cat([full([batch, 1], bos, dtype: int64), block, block], 1);
    }

    [WrongAnswer("1.2.10", Says = "the first token of the second copy was counted")]
    internal static Tensor CountsTheSurprise(Tensor logits, Tensor tokens)
    {
        var (losses, period) = Losses(logits, tokens);
        return stack([losses[.., ..period].mean(), losses[.., period..].mean()]);
    }

    [WrongAnswer("1.2.10", Says = "held against the token at its own position")]
    internal static Tensor ComparesTheSamePosition(Tensor logits, Tensor tokens)
    {
        var period = (int)(tokens.shape[1] - 1) / 2;
        var losses = -logits.log_softmax(-1).gather(2, tokens.unsqueeze(2)).squeeze(2);
        return stack([losses[.., ..period].mean(), losses[.., (period + 1)..^1].mean()]);
    }

    [WrongAnswer("1.2.10", Says = "a loss is never negative")]
    internal static Tensor TakesLogProbabilities(Tensor logits, Tensor tokens)
    {
        var (losses, period) = Losses(logits, tokens);
        return -stack([losses[.., ..period].mean(), losses[.., (period + 1)..].mean()]);
    }

    [RightAnswer("1.2.10")]
    internal static Tensor GathersLogProbabilities(Tensor logits, Tensor tokens)
    {
        var period = (int)(tokens.shape[1] - 1) / 2;
        var right = logits[.., ..^1].log_softmax(-1).gather(2, tokens[.., 1..].unsqueeze(2)).squeeze(2);
        return -stack([right[.., ..period].mean(), right[.., ^(period - 1)..].mean()]);
    }

    private static (Tensor Losses, int Period) Losses(Tensor logits, Tensor tokens) =>
        (HookedTransformer.NextTokenLoss(logits, tokens), (int)(tokens.shape[1] - 1) / 2);
}
