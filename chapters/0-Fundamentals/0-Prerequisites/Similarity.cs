using Arena.Tensors;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Prerequisites;

/// <summary>Lengths of vectors, and the angles between them.</summary>
public static class Similarity
{
    /// <summary>Scales each row to length 1, so that its squares add up to 1.</summary>
    /// <param name="x"><c>row column</c>; no row is all zeros.</param>
    /// <returns><c>row column</c>.</returns>
    [Exercise("0.0.14", "Rows of length one", Minutes = 5, Difficulty = 2, Importance = 4)]
    [return: Shape("row column")]
    public static Tensor UnitRows([Shape("row column")] Tensor x)
    {
        throw new NotImplementedException("0.0.14 Rows of length one");
    }

    /// <summary>The cosine of the angle between every row and every other.</summary>
    /// <param name="x"><c>row column</c>; no row is all zeros.</param>
    /// <returns>From -1 (opposite) to 1 (the same direction), <c>row other</c>.</returns>
    [Exercise("0.0.15", "Cosine similarities", Minutes = 10, Difficulty = 2, Importance = 5)]
    [return: Shape("row row")]
    public static Tensor CosineSimilarities([Shape("row column")] Tensor x)
    {
        throw new NotImplementedException("0.0.15 Cosine similarities");
    }
}
