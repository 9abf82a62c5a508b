using static TorchSharp.torch;

namespace Arena.Fundamentals.Prerequisites;

/// <summary>What else learners may write where code was underlined.</summary>
[SolutionOnly]
internal static class SquigglesAnswers
{
    [WrongAnswer("0.0.43", Says = "the rows' means were laid along the columns")]
    internal static Tensor ForgetsKeepdim(Tensor x) => x - x.mean([1]) - x.mean([0], keepdim: true) + x.mean();

    [WrongAnswer("0.0.43")]
    internal static Tensor SumsAllAsBytes(Tensor x) =>
        x - x.mean([1], keepdim: true) - x.sum(ScalarType.Byte) / x.shape[0] + x.mean();

    [WrongAnswer("0.0.43", Says = "the mean of all was taken away twice")]
    internal static Tensor ForgetsTheMeanOfAll(Tensor x) => x - x.mean([1], keepdim: true) - x.mean([0], keepdim: true);

    [WrongAnswer("0.0.43", Says = "the mean of all was taken away three times")]
    internal static Tensor SubtractsTheMeanOfAll(Tensor x) =>
        x - x.mean([1], keepdim: true) - x.mean([0], keepdim: true) - x.mean();

    [WrongAnswer("0.0.43", Says = "only the columns were centred")]
    internal static Tensor CentresTheColumnsOnly(Tensor x) => x - x.mean([0], keepdim: true);

    [WrongAnswer("0.0.43", Says = "only the rows were centred")]
    internal static Tensor CentresTheRowsOnly(Tensor x) => x - x.mean([1], keepdim: true);

    [WrongAnswer("0.0.43", Says = "the sums of the columns were taken away, not their means")]
    internal static Tensor SubtractsTheSumsOfTheColumns(Tensor x) =>
        x - x.mean([1], keepdim: true) - x.sum(dim: 0, keepdim: true) + x.mean();

    [WrongAnswer("0.0.43", Says = "The input was modified")]
    internal static Tensor CentresInPlace(Tensor x) =>
        x.sub_(x.mean([1], keepdim: true)).sub_(x.mean([0], keepdim: true));

    [RightAnswer("0.0.43")]
    internal static Tensor CentresOneAfterTheOther(Tensor x)
    {
        var rows = x - x.mean([1], keepdim: true);
        return rows - rows.mean([0]);
    }

    [RightAnswer("0.0.43")]
    internal static Tensor DividesSums(Tensor x) =>
        x - x.sum(dim: 1, keepdim: true) / x.shape[1] - x.sum(dim: 0) / x.shape[0] + x.mean();

    [WrongAnswer("0.0.44", Says = "the scores were not divided by the root of d_head")]
    internal static Tensor ForgetsTheRoot(Tensor q, Tensor k) => q.matmul(k.transpose(-2, -1));

    [WrongAnswer("0.0.44", Says = "the scores were divided by d_head; take its root")]
    internal static Tensor DividesByTheSize(Tensor q, Tensor k) => q.matmul(k.transpose(-2, -1)) / q.shape[3];

    [WrongAnswer("0.0.44", Says = "the scores were divided by the root of the number of keys")]
    internal static Tensor DividesByTheRootOfTheKeys(Tensor q, Tensor k) =>
        q.matmul(k.transpose(-2, -1)) / Math.Sqrt(k.shape[2]);

    [WrongAnswer("0.0.44", Says = "The shape is")]
    internal static Tensor ExchangesQueriesAndKeys(Tensor q, Tensor k) =>
        k.matmul(q.transpose(-2, -1)) / Math.Sqrt(q.shape[3]);

    [WrongAnswer("0.0.44", Says = "the scores were multiplied by the root of d_head")]
    internal static Tensor MultipliesByTheRoot(Tensor q, Tensor k) =>
        q.matmul(k.transpose(-2, -1)) * Math.Sqrt(q.shape[3]);

    // The axes of heads and keys change names.
    [WrongAnswer("0.0.44")]
    internal static Tensor TakesKeysForHeads(Tensor q, Tensor k) =>
        einsum("bhqd,bkhd->bhqk", q, k) / Math.Sqrt(q.shape[3]);

    [WrongAnswer("0.0.44", Says = "was modified")]
    internal static Tensor ScalesTheQueriesInPlace(Tensor q, Tensor k) =>
        q.div_(Math.Sqrt(q.shape[3])).matmul(k.transpose(-2, -1));

    [RightAnswer("0.0.44")]
    internal static Tensor MultipliesByTheTranspose(Tensor q, Tensor k) =>
        q.matmul(k.transpose(-2, -1)) / Math.Sqrt(q.shape[3]);

    [RightAnswer("0.0.44")]
    internal static Tensor ScalesTheQueries(Tensor q, Tensor k) =>
        (q / Math.Sqrt(q.shape[3])).matmul(k.permute(0, 1, 3, 2));

    [RightAnswer("0.0.44")]
    internal static Tensor SumsThePairs(Tensor q, Tensor k) =>
        (q.unsqueeze(3) * k.unsqueeze(2)).sum(dim: 4) / Math.Sqrt(k.shape[3]);
}
