using Arena.Tensors;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Prerequisites;

/// <summary>Sequences of different lengths in one tensor, with a mask that tells words from padding.</summary>
public static class Masking
{
    /// <summary>The mean of each sequence over the positions that count.</summary>
    /// <param name="x"><c>batch seq d_model</c>. What does not count may be anything, also NaN or infinite.</param>
    /// <param name="mask">True where a position counts, <c>batch seq</c>.</param>
    /// <returns><c>batch d_model</c>; zeros for a sequence in which nothing counts.</returns>
    [Exercise("0.0.41", "Masked mean", Minutes = 15, Difficulty = 3, Importance = 4)]
    [return: Shape("batch d_model")]
    public static Tensor MaskedMean([Shape("batch seq d_model")] Tensor x, [Shape("batch seq")] Tensor mask)
    {
        var sums = x.masked_fill(mask.logical_not().unsqueeze(2), 0).sum(dim: 1);
        var counts = mask.sum(dim: 1, keepdim: true).clamp(min: 1);
        return sums / counts;
    }
}
