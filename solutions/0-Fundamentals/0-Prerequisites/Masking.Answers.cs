using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Prerequisites;

/// <summary>What else learners may write for sequences with padding.</summary>
[SolutionOnly]
internal static class MaskingAnswers
{
    [WrongAnswer("0.0.41", Says = "the mask was not used: this is the mean over all positions")]
    internal static Tensor IgnoresTheMask(Tensor x, Tensor mask) => x.mean([1]);

    [WrongAnswer("0.0.41", Says = "the sum was divided by the length of the sequence")]
    internal static Tensor DividesByTheLengthOfTheSequence(Tensor x, Tensor mask) => Kept(x, mask).mean([1]);

    [WrongAnswer("0.0.41", Says = "these are sums: divide by how many positions count")]
    internal static Tensor ForgetsToDivide(Tensor x, Tensor mask) => Kept(x, mask).sum(dim: 1);

    [WrongAnswer("0.0.41", Says = "the mask is the other way round: true means that a position counts")]
    internal static Tensor AveragesThePadding(Tensor x, Tensor mask) =>
        x.masked_fill(mask.unsqueeze(2), 0).sum(dim: 1)
            / mask.logical_not().sum(dim: 1, keepdim: true).clamp(min: 1);

    [WrongAnswer("0.0.41", Says = "1 was added to every count")]
    internal static Tensor AddsOneToEveryCount(Tensor x, Tensor mask) =>
        Kept(x, mask).sum(dim: 1) / (mask.sum(dim: 1, keepdim: true) + 1);

    [WrongAnswer("0.0.41", Says = "the sum was divided by how many positions count in the whole batch")]
    internal static Tensor DividesByTheCountOfTheBatch(Tensor x, Tensor mask) =>
        Kept(x, mask).sum(dim: 1) / mask.sum().clamp(min: 1);

    [WrongAnswer("0.0.41", Says = "padding was multiplied by 0, and 0 times NaN or ∞ is NaN")]
    internal static Tensor MultipliesByTheMask(Tensor x, Tensor mask) =>
        (x * mask.unsqueeze(2)).sum(dim: 1) / mask.sum(dim: 1, keepdim: true).clamp(min: 1);

    [WrongAnswer("0.0.41", Says = "a sequence in which nothing counts was divided by 0")]
    internal static Tensor DividesByZero(Tensor x, Tensor mask) =>
        Kept(x, mask).sum(dim: 1) / mask.sum(dim: 1, keepdim: true);

    // As one does before a softmax.
    [WrongAnswer("0.0.41", Says = "infinite")]
    internal static Tensor FillsWithMinusInfinity(Tensor x, Tensor mask) =>
        x.masked_fill(mask.logical_not().unsqueeze(2), float.NegativeInfinity).sum(dim: 1)
            / mask.sum(dim: 1, keepdim: true).clamp(min: 1);

    [WrongAnswer("0.0.41", Says = "the mask was laid along d_model")]
    internal static Tensor ForgetsToUnsqueezeTheMask(Tensor x, Tensor mask) =>
        x.masked_fill(mask.logical_not(), 0).sum(dim: 1) / mask.sum(dim: 1, keepdim: true).clamp(min: 1);

    [WrongAnswer("0.0.41", Says = "the counts were laid along d_model")]
    internal static Tensor ForgetsKeepdimOfTheCounts(Tensor x, Tensor mask) =>
        Kept(x, mask).sum(dim: 1) / mask.sum(dim: 1).clamp(min: 1);

    [WrongAnswer("0.0.41")]
    internal static Tensor AveragesAllWordsOfTheBatch(Tensor x, Tensor mask) =>
        x[mask].mean([0], keepdim: true).expand(x.shape[0], x.shape[2]);

    // Where words and padding take turns, the first positions are not the words.
    [WrongAnswer("0.0.41")]
    internal static Tensor TakesThePaddingToBeAtTheEnd(Tensor x, Tensor mask)
    {
        var counts = mask.sum(dim: 1);
        return stack([.. Enumerable.Range(0, (int)x.shape[0]).Select(row =>
            x[row].narrow(0, 0, counts[row].item<long>()).sum(dim: 0) / counts[row].clamp(min: 1))]);
    }

    [WrongAnswer("0.0.41", Says = "Input 1 of 2 was modified")]
    internal static Tensor FillsInPlace(Tensor x, Tensor mask) =>
        x.masked_fill_(mask.logical_not().unsqueeze(2), 0).sum(dim: 1)
            / mask.sum(dim: 1, keepdim: true).clamp(min: 1);

    [RightAnswer("0.0.41")]
    internal static Tensor AveragesTheWordsOfEachSentence(Tensor x, Tensor mask)
    {
        var means = zeros(x.shape[0], x.shape[2], dtype: x.dtype);
        for (var row = 0L; row < x.shape[0]; row++)
            if (mask[row].any().item<bool>()) means[row] = x[row][mask[row]].mean([0]);
        return means;
    }

    [RightAnswer("0.0.41")]
    internal static Tensor WeighsThePositions(Tensor x, Tensor mask)
    {
        var clean = where(mask.unsqueeze(2), x, zeros_like(x)).to(float64);
        var weights = mask.to(float64) / mask.sum(dim: 1, keepdim: true).clamp(min: 1);
        return Einsum("batch seq d_model, batch seq -> batch d_model", clean, weights).to(x.dtype);
    }

    [RightAnswer("0.0.41")]
    internal static Tensor AddsATinyNumberToTheCounts(Tensor x, Tensor mask) =>
        Kept(x, mask).sum(dim: 1) / (mask.to(float64).sum(dim: 1, keepdim: true) + 1e-12).to(x.dtype);

    private static Tensor Kept(Tensor x, Tensor mask) => x.masked_fill(mask.logical_not().unsqueeze(2), 0);
}
