using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

/// <summary>What else learners may write for the steps of attention.</summary>
[SolutionOnly]
internal static class AttentionStepsAnswers
{
    [WrongAnswer("1.1.9", Says = "the bias was not added")]
    internal static Tensor ForgetsTheBias(Tensor x, Tensor weight, Tensor bias) =>
        Einsum("batch position d_model, head d_model d_head -> batch position head d_head", x, weight);

    [WrongAnswer("1.1.9")]
    internal static Tensor PutsHeadsFirst(Tensor x, Tensor weight, Tensor bias) =>
        Einsum("batch position d_model, head d_model d_head -> batch head position d_head", x, weight)
            + bias.unsqueeze(1);

    [WrongAnswer("1.1.9", Says = "the matrices were transposed")]
    internal static Tensor SumsOverTheWrongAxis(Tensor x, Tensor weight, Tensor bias) =>
        Einsum("batch position d_model, head d_head d_model -> batch position head d_head", x, weight) + bias;

    [RightAnswer("1.1.9")]
    internal static Tensor GoesHeadByHead(Tensor x, Tensor weight, Tensor bias) =>
        stack([.. weight.unbind(0).Zip(bias.unbind(0), (matrix, shift) => x.matmul(matrix) + shift)], 2);

    [WrongAnswer("1.1.10", Says = "nothing was divided by")]
    internal static Tensor ForgetsToDivide(Tensor q, Tensor k) =>
        Einsum("batch query head d_head, batch key head d_head -> batch head query key", q, k);

    [WrongAnswer("1.1.10", Says = "divided by √d_model (all heads together) instead of √d_head")]
    internal static Tensor DividesByTheRootOfDModel(Tensor q, Tensor k) =>
        Einsum("batch query head d_head, batch key head d_head -> batch head query key", q, k)
            / Math.Sqrt(q.shape[2] * q.shape[3]);

    [WrongAnswer("1.1.10", Says = "divided by d_head, not by its root")]
    internal static Tensor DividesByDHead(Tensor q, Tensor k) =>
        Einsum("batch query head d_head, batch key head d_head -> batch head query key", q, k) / q.shape[3];

    [WrongAnswer("1.1.10", Says = "queries and keys are exchanged")]
    internal static Tensor ExchangesRowsAndColumns(Tensor q, Tensor k) =>
        Einsum("batch query head d_head, batch key head d_head -> batch head key query", q, k) / Math.Sqrt(q.shape[3]);

    [RightAnswer("1.1.10")]
    internal static Tensor MultipliesMatrices(Tensor q, Tensor k) =>
        q.transpose(1, 2).matmul(k.permute(0, 2, 3, 1)) / Math.Sqrt(q.shape[3]);

    [WrongAnswer("1.1.11", Says = "the mask is transposed")]
    internal static Tensor HidesThePast(Tensor scores)
    {
        var (queries, keys) = (scores.shape[2], scores.shape[3]);
        return scores.masked_fill(ones(queries, keys, dtype: @bool).tril(keys - queries - 1), double.NegativeInfinity);
    }

    [WrongAnswer("1.1.11", Says = "a position sees itself")]
    internal static Tensor HidesTheDiagonal(Tensor scores)
    {
        var (queries, keys) = (scores.shape[2], scores.shape[3]);
        return scores.masked_fill(ones(queries, keys, dtype: @bool).triu(keys - queries), double.NegativeInfinity);
    }

    [WrongAnswer("1.1.11", Says = "they are the last ones")]
    internal static Tensor TakesQueriesForTheFirst(Tensor scores) => scores.masked_fill(
        ones(scores.shape[2], scores.shape[3], dtype: @bool).triu(1), double.NegativeInfinity);

    [WrongAnswer("1.1.11", Says = "-∞ is none")]
    internal static Tensor MultipliesWithZero(Tensor scores)
    {
        var (queries, keys) = (scores.shape[2], scores.shape[3]);
        return scores * ones(queries, keys).tril(keys - queries);
    }

    // 0 times infinity is not a number.
    [WrongAnswer("1.1.11")]
    internal static Tensor MultipliesWithInfinity(Tensor scores)
    {
        var (queries, keys) = (scores.shape[2], scores.shape[3]);
        return scores + ones(queries, keys).triu(keys - queries + 1) * double.NegativeInfinity;
    }

    [WrongAnswer("1.1.11", Says = "The input was modified")]
    internal static Tensor MasksInPlace(Tensor scores)
    {
        var (queries, keys) = (scores.shape[2], scores.shape[3]);
        return scores.masked_fill_(ones(queries, keys, dtype: @bool).triu(keys - queries + 1), double.NegativeInfinity);
    }

    [RightAnswer("1.1.11")]
    internal static Tensor ComparesPositions(Tensor scores)
    {
        var keys = arange(scores.shape[3]);
        var queries = keys[^(int)scores.shape[2]..];
        return where(queries.unsqueeze(1) >= keys.unsqueeze(0), scores, float.NegativeInfinity);
    }

    [RightAnswer("1.1.11")]
    internal static Tensor AddsNegativeInfinity(Tensor scores)
    {
        var (queries, keys) = (scores.shape[2], scores.shape[3]);
        return scores + full([queries, keys], float.NegativeInfinity).triu(keys - queries + 1);
    }

    [WrongAnswer("1.1.12", Says = "softmax over queries")]
    internal static Tensor SoftmaxOverQueries(Tensor scores) => AttentionSteps.Mask(scores).softmax(2);

    [WrongAnswer("1.1.12", Says = "nothing was masked")]
    internal static Tensor ForgetsTheMask(Tensor scores) => scores.softmax(3);

    [WrongAnswer("1.1.12", Says = "the mask came after the softmax")]
    internal static Tensor MasksTheShares(Tensor scores) =>
        scores.softmax(3).tril(scores.shape[3] - scores.shape[2]);

    [RightAnswer("1.1.12")]
    internal static Tensor DividesExponentials(Tensor scores)
    {
        var exponentials = AttentionSteps.Mask(scores - scores.amax([3], keepdim: true)).exp();
        return exponentials / exponentials.sum(dim: 3, keepdim: true);
    }

    [WrongAnswer("1.1.13", Says = "queries and keys exchanged")]
    internal static Tensor SumsOverQueries(Tensor pattern, Tensor v) =>
        Einsum("batch head key query, batch key head d_head -> batch query head d_head", pattern, v);

    [WrongAnswer("1.1.13", Says = "The shape is")]
    internal static Tensor PutsTheHeadsInFront(Tensor pattern, Tensor v) =>
        Einsum("batch head query key, batch key head d_head -> batch head query d_head", pattern, v);

    [WrongAnswer("1.1.13", Says = "the values were averaged")]
    internal static Tensor IgnoresThePattern(Tensor pattern, Tensor v) =>
        v.mean([1], keepdim: true).expand(v.shape[0], pattern.shape[2], v.shape[2], v.shape[3]);

    [RightAnswer("1.1.13")]
    internal static Tensor MultipliesAndTurnsBack(Tensor pattern, Tensor v) =>
        pattern.matmul(v.transpose(1, 2)).transpose(1, 2);

    [WrongAnswer("1.1.14", Says = "every head added the bias")]
    internal static Tensor AddsTheBiasForEachHead(Tensor z, Tensor weight, Tensor bias) =>
        (Einsum("batch position head d_head, head d_head d_model -> batch position head d_model", z, weight) + bias)
            .sum(dim: 2);

    [WrongAnswer("1.1.14", Says = "the heads were averaged")]
    internal static Tensor AveragesTheHeads(Tensor z, Tensor weight, Tensor bias) =>
        Einsum("batch position head d_head, head d_head d_model -> batch position head d_model", z, weight)
            .mean([2]) + bias;

    [WrongAnswer("1.1.14", Says = "the bias was not added")]
    internal static Tensor ForgetsTheBiasOfTheOutput(Tensor z, Tensor weight, Tensor bias) =>
        Einsum("batch position head d_head, head d_head d_model -> batch position d_model", z, weight);

    [WrongAnswer("1.1.14", Says = "the heads are still apart")]
    internal static Tensor KeepsTheHeadsApart(Tensor z, Tensor weight, Tensor bias) =>
        Einsum("batch position head d_head, head d_head d_model -> batch position head d_model", z, weight) + bias;

    [RightAnswer("1.1.14")]
    internal static Tensor PutsHeadsSideBySide(Tensor z, Tensor weight, Tensor bias) =>
        z.flatten(2).matmul(weight.flatten(0, 1)) + bias;
}
