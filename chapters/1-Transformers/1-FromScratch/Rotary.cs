using Arena.Tensors;
using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

/// <summary>Positions by turning queries and keys instead of adding to the stream (Su and others, 2021).</summary>
public static class Rotary
{
    /// <summary>
    /// Turns pairs of numbers by an angle that grows with the position. Number i of the first half makes a pair with
    /// number i of the second half; at position p it is turned by p · base^(−2i / d_head), from the first towards the
    /// second. The angles are calculated in float64: far into a text, float32 cannot tell one position from the next.
    /// </summary>
    /// <param name="x">Queries or keys, <c>batch position head d_head</c>; d_head is even.</param>
    /// <param name="start">The position of the first of them.</param>
    /// <param name="base">How slow the slowest pair is.</param>
    /// <returns><c>batch position head d_head</c>.</returns>
    [Exercise("1.1.39", "Rotary positions", Minutes = 25, Difficulty = 4, Importance = 2, Model = MentalModel.Attention)]
    [return: Shape("batch position head d_head")]
    public static Tensor Rotate(
        [Shape("batch position head d_head")] Tensor x, long start = 0, double @base = 10_000)
    {
        throw new NotImplementedException("1.1.39 Rotary positions");
    }
}
