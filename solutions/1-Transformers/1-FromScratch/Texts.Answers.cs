using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

/// <summary>What else learners may write for text as numbers.</summary>
[SolutionOnly]
internal static class TextsAnswers
{
    [WrongAnswer("1.1.1", Says = "took the place of a token of the text")]
    internal static Tensor OverwritesTheFirstTokens(Tensor text, long length, long begin)
    {
        var rows = text.shape[0] / length;
        var cut = text[..(int)(rows * length)].reshape(rows, length).clone();
        cut[.., 0] = begin;
        return cut;
    }

    [WrongAnswer("1.1.1", Says = "put `begin` in front of each")]
    internal static Tensor ForgetsTheBeginning(Tensor text, long length, long begin)
    {
        var rows = text.shape[0] / (length - 1);
        return text[..(int)(rows * (length - 1))].reshape(rows, length - 1);
    }

    [WrongAnswer("1.1.1", Says = "not side by side")]
    internal static Tensor ReadsDownwards(Tensor text, long length, long begin)
    {
        var rows = text.shape[0] / (length - 1);
        var cut = Rearrange(
            text[..(int)(rows * (length - 1))], "(token row) -> row token", ("row", rows), ("token", length - 1));
        return cat([full([rows, 1], begin, dtype: text.dtype), cut], 1);
    }

    [WrongAnswer("1.1.1")]
    internal static Tensor AlwaysMakesLongNumbers(Tensor text, long length, long begin)
    {
        var rows = text.shape[0] / (length - 1);
        var cut = text[..(int)(rows * (length - 1))].reshape(rows, length - 1);
        return cat([full([rows, 1], begin, dtype: int64), cut.to(int64)], 1);
    }

    [RightAnswer("1.1.1")]
    internal static Tensor StacksPieces(Tensor text, long length, long begin)
    {
        var pieces = text.split(length - 1).Where(piece => piece.shape[0] == length - 1).ToList();
        var first = full([1], begin, dtype: text.dtype);
        return pieces.Count == 0
            ? full([0, length], begin, dtype: text.dtype)
            : stack([.. pieces.Select(piece => cat([first, piece]))]);
    }

    [WrongAnswer("1.1.2", Says = "asked for the token that it sees")]
    internal static (Tensor Inputs, Tensor Targets) AsksForWhatIsSeen(Tensor tokens) =>
        (tokens[.., ..^1], tokens[.., ..^1]);

    [WrongAnswer("1.1.2", Says = "these are the targets")]
    internal static (Tensor Inputs, Tensor Targets) ExchangesThem(Tensor tokens) => (tokens[.., 1..], tokens[.., ..^1]);

    [WrongAnswer("1.1.2", Says = "the last token is an input too")]
    internal static (Tensor Inputs, Tensor Targets) KeepsTheLastInput(Tensor tokens) => (tokens, tokens[.., 1..]);

    [WrongAnswer("1.1.2")]
    internal static (Tensor Inputs, Tensor Targets) LetsTheTargetsGoRound(Tensor tokens) => (tokens, tokens.roll(-1, 1));

    [RightAnswer("1.1.2")]
    internal static (Tensor Inputs, Tensor Targets) Narrows(Tensor tokens)
    {
        var length = tokens.shape[1] - 1;
        return (tokens.narrow(1, 0, length), tokens.narrow(1, 1, length));
    }

    [WrongAnswer("1.1.3", Says = "the sign is the other way round")]
    internal static Tensor ForgetsTheMinus(Tensor logits, Tensor targets) =>
        logits.log_softmax(2).gather(2, targets.unsqueeze(2)).squeeze(2);

    [WrongAnswer("1.1.3", Says = "use `log_softmax`")]
    internal static Tensor TakesTheLogarithmOfTheSoftmax(Tensor logits, Tensor targets) =>
        -logits.softmax(2).log().gather(2, targets.unsqueeze(2)).squeeze(2);

    [WrongAnswer("1.1.3", Says = "this is the mean")]
    internal static Tensor AveragesThem(Tensor logits, Tensor targets) =>
        nn.functional.cross_entropy(logits.flatten(0, 1), targets.flatten());

    [WrongAnswer("1.1.3", Says = "they should over the vocabulary")]
    internal static Tensor TakesTheSoftmaxOverPositions(Tensor logits, Tensor targets) =>
        -logits.log_softmax(1).gather(2, targets.unsqueeze(2)).squeeze(2);

    [WrongAnswer("1.1.3", Says = "too many")]
    internal static Tensor LeavesAnAxis(Tensor logits, Tensor targets) =>
        -logits.log_softmax(2).gather(2, targets.unsqueeze(2));

    [WrongAnswer("1.1.3", Says = "make logarithms of probabilities")]
    internal static Tensor TakesTheScores(Tensor logits, Tensor targets) =>
        -logits.gather(2, targets.unsqueeze(2)).squeeze(2);

    [RightAnswer("1.1.3")]
    internal static Tensor SubtractsTheScore(Tensor logits, Tensor targets) =>
        logits.logsumexp(2) - logits.gather(2, targets.unsqueeze(2)).squeeze(2);

    [RightAnswer("1.1.3")]
    internal static Tensor AsksLibtorch(Tensor logits, Tensor targets) =>
        nn.functional.cross_entropy(logits.transpose(1, 2), targets, reduction: nn.Reduction.None);

    [WrongAnswer("1.1.4", Says = "rows and columns are exchanged")]
    internal static Tensor CountsBackwards(Tensor tokens, long vocabulary) => OfPairs(
        tokens[.., 1..].flatten(), tokens[.., ..^1].flatten(), vocabulary);

    [WrongAnswer("1.1.4", Says = "the last token of a row and the first one of the next row")]
    internal static Tensor IgnoresTheEndsOfRows(Tensor tokens, long vocabulary) => OfPairs(
        tokens.flatten()[..^1], tokens.flatten()[1..], vocabulary);

    [WrongAnswer("1.1.4", Says = "what was never seen is impossible")]
    internal static Tensor CountsOnlyWhatIsThere(Tensor tokens, long vocabulary) => OfPairs(
        tokens[.., ..^1].flatten(), tokens[.., 1..].flatten(), vocabulary, more: 0);

    [WrongAnswer("1.1.4", Says = "columns add up to 1")]
    internal static Tensor DividesByTheColumns(Tensor tokens, long vocabulary) => OfPairs(
        tokens[.., ..^1].flatten(), tokens[.., 1..].flatten(), vocabulary, dim: 0);

    [WrongAnswer("1.1.4", Says = "take their logarithms")]
    internal static Tensor ForgetsTheLogarithm(Tensor tokens, long vocabulary) => OfPairs(
        tokens[.., ..^1].flatten(), tokens[.., 1..].flatten(), vocabulary).exp();

    // Where a pair comes twice, only one of its assignments is counted.
    [WrongAnswer("1.1.4", Says = "each pair counts only once")]
    internal static Tensor CountsEachPairOnce(Tensor tokens, long vocabulary)
    {
        var counts = ones(vocabulary, vocabulary);
        var (previous, next) = (tokens[.., ..^1].flatten(), tokens[.., 1..].flatten());
        counts[previous, next] += 1;
        return (counts / counts.sum(dim: 1, keepdim: true)).log();
    }

    [RightAnswer("1.1.4")]
    internal static Tensor AddsPairByPair(Tensor tokens, long vocabulary)
    {
        var counts = ones(vocabulary, vocabulary);
        foreach (var row in tokens.unbind(0))
            for (var i = 0L; i < row.shape[0] - 1; i++)
                counts[row[i].item<long>(), row[i + 1].item<long>()] += 1;
        return (counts / counts.sum(dim: 1, keepdim: true)).log();
    }

    [RightAnswer("1.1.4")]
    internal static Tensor MultipliesOneHotVectors(Tensor tokens, long vocabulary)
    {
        var oneHot = tokens.unsqueeze(2).eq(arange(vocabulary)).to(float32);
        var counts = Einsum(
            "batch position previous, batch position next -> previous next", oneHot[.., ..^1], oneHot[.., 1..]);
        return nn.functional.normalize(counts + 1, p: 1, dim: 1).log();
    }

    private static Tensor OfPairs(Tensor previous, Tensor next, long vocabulary, int more = 1, int dim = 1)
    {
        var counts = (previous * vocabulary + next).bincount(null, vocabulary * vocabulary)
            .reshape(vocabulary, vocabulary).to(float32) + more;
        return (counts / counts.sum(dim: dim, keepdim: true)).log();
    }
}
