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
        var (positions, half) = (x.shape[1], x.shape[3] / 2);
        var frequencies = tensor(@base, dtype: float64).pow(-arange(half, dtype: float64) / half);
        var angles = (arange(start, start + positions, dtype: float64).unsqueeze(1) * frequencies).unsqueeze(1);
        var (cosines, sines) = (angles.cos().to(x.dtype), angles.sin().to(x.dtype));
        var (first, second) = (x.narrow(3, 0, half), x.narrow(3, half, half));
        return cat([first * cosines - second * sines, first * sines + second * cosines], 3);
    }
}
