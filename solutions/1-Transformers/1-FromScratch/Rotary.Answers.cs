using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

/// <summary>What else learners may write for rotary positions.</summary>
[SolutionOnly]
internal static class RotaryAnswers
{
    [WrongAnswer("1.1.39", Says = "`start` was not taken into account")]
    internal static Tensor AlwaysStartsAtZero(Tensor x, long start = 0, double @base = 10_000) => Turn(x, 0, @base, 1);

    [WrongAnswer("1.1.39", Says = "the other way round")]
    internal static Tensor TurnsBack(Tensor x, long start = 0, double @base = 10_000) => Turn(x, start, @base, -1);

    [WrongAnswer("1.1.39", Says = "neighbours were made pairs")]
    internal static Tensor PairsNeighbours(Tensor x, long start = 0, double @base = 10_000)
    {
        var apart = Rearrange(x, "batch position head (pair side) -> batch position head (side pair)", ("side", 2));
        return Rearrange(
            Turn(apart, start, @base, 1), "batch position head (side pair) -> batch position head (pair side)",
            ("side", 2));
    }

    [WrongAnswer("1.1.39", Says = "the exponent is")]
    internal static Tensor ForgetsTheTwo(Tensor x, long start = 0, double @base = 10_000) =>
        Turn(x, start, Math.Sqrt(@base), 1);

    [RightAnswer("1.1.39")]
    internal static Tensor MultipliesComplexNumbers(Tensor x, long start = 0, double @base = 10_000)
    {
        var half = x.shape[3] / 2;
        var frequencies = (-Math.Log(@base) * arange(half, dtype: float64) / half).exp();
        var angles = (arange(x.shape[1], dtype: float64) + start).unsqueeze(1) * frequencies;
        var pairs = complex(
            x.narrow(3, 0, half).contiguous().to(float64), x.narrow(3, half, half).contiguous().to(float64));
        var turned = pairs * polar(ones_like(angles), angles).unsqueeze(1);
        return cat([turned.real, turned.imag], 3).to(x.dtype);
    }

    private static Tensor Turn(Tensor x, long start, double @base, int sign)
    {
        var half = x.shape[3] / 2;
        var frequencies = tensor(@base, dtype: float64).pow(-arange(half, dtype: float64) / half);
        var angles = ((arange(x.shape[1], dtype: float64) + start).unsqueeze(1) * frequencies * sign).unsqueeze(1);
        var (cosines, sines) = (angles.cos().to(x.dtype), angles.sin().to(x.dtype));
        var (first, second) = (x.narrow(3, 0, half), x.narrow(3, half, half));
        return cat([first * cosines - second * sines, first * sines + second * cosines], 3);
    }
}
