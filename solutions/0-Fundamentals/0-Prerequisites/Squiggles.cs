using Arena.Tensors;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Prerequisites;

/// <summary>Code that was underlined while it was written, and what it should have been.</summary>
public static class Squiggles
{
    /// <summary>Takes from each number the mean of its row and that of its column, and adds the mean of all.</summary>
    /// <param name="x"><c>row column</c>.</param>
    /// <returns><c>row column</c>; every row and every column has mean 0.</returns>
    [Exercise("0.0.43", "Read a squiggle: both means", Minutes = 10, Difficulty = 2, Importance = 4)]
    [return: Shape("row column")]
    public static Tensor CentreBoth([Shape("row column")] Tensor x) =>
        x - x.mean([1], keepdim: true) - x.mean([0]) + x.mean();

    /// <summary>How much each query asks for each key: their inner product, divided by the root of d_head.</summary>
    /// <param name="q"><c>batch head query d_head</c>.</param>
    /// <param name="k"><c>batch head key d_head</c>.</param>
    /// <returns><c>batch head query key</c>.</returns>
    [Exercise("0.0.44", "Read a squiggle: attention scores", Minutes = 10, Difficulty = 2, Importance = 5)]
    [return: Shape("batch head query key")]
    public static Tensor AttentionScores(
        [Shape("batch head query d_head")] Tensor q, [Shape("batch head key d_head")] Tensor k) =>
        Einsum("batch head query d_head, batch head key d_head -> batch head query key", q, k) / Math.Sqrt(q.shape[3]);
}
