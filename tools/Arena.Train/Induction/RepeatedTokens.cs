using static TorchSharp.torch;

namespace Arena.Train.Induction;

/// <summary>Sequences that begin with BOS and go on with a block of random tokens, again and again.</summary>
internal static class RepeatedTokens
{
    /// <summary>How many tokens there are beside BOS, which comes after them.</summary>
    public const int Vocabulary = 64;

    /// <summary>Tokens of a sequence, BOS among them.</summary>
    public const int Length = 65;

    /// <summary>A batch, each sequence with a period of its own.</summary>
    /// <param name="batch">How many sequences.</param>
    /// <param name="shortest">The shortest period.</param>
    /// <param name="longest">The longest.</param>
    /// <param name="generator">Where chance comes from.</param>
    /// <returns><c>batch position</c>, int64.</returns>
    public static Tensor Batch(long batch, long shortest, long longest, Generator generator)
    {
        using var scope = NewDisposeScope();
        var periods = randint(shortest, longest + 1, [batch, 1], dtype: int64, generator: generator);
        var blocks = randint(0, Vocabulary, [batch, longest], dtype: int64, generator: generator);
        var place = arange(Length - 1, dtype: int64).unsqueeze(0).expand(batch, -1).remainder(periods);
        var bos = full([batch, 1], Vocabulary, dtype: int64);
        return scope.MoveToOuter(cat([bos, blocks.gather(1, place)], 1));
    }
}
