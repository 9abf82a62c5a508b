using System.Numerics;
using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

public class RotaryTests
{
    private const string Axes = "batch position head d_head";

    [ExerciseTheory("1.1.39")]
    [InlineData(2, 4, 3, 6, 0, 10_000, false)]
    [InlineData(1, 1, 1, 2, 5, 10_000, false)]
    [InlineData(2, 3, 2, 4, 7, 100, true)]
    [InlineData(1, 2, 1, 6, 20_000_001, 12_345.678, false)]
    public void PairsAreTurned(long batch, long positions, long heads, long dHead, long start, double @base, bool view)
    {
        var x = Some.Numbers(view, batch, positions, heads, dHead);
        using var unchanged = Inputs.MustStayUnchanged(x);
        var result = @base != 10_000 ? Rotary.Rotate(x, start, @base)
            : start == 0 ? Rotary.Rotate(x) : Rotary.Rotate(x, start);
        var half = (int)dHead / 2;
        result.Should().BeCloseTo(Turned(x, start, @base, 1), 1e-4, Axes, mistakes:
        [
            ("the pairs were turned the other way round: from the first towards the second", Turned(x, start, @base, -1)),
            ("neighbours were made pairs: number i of the first half belongs to number i of the second",
                Turned(x, start, @base, 1, neighbours: true)),
            ("`start` was not taken into account", Turned(x, 0, @base, 1)),
            ("all pairs were turned at the same speed", Turned(x, start, 1, 1)),
            ("the exponent is −i / d_head: it is −2i / d_head", Turned(x, start, Math.Sqrt(@base), 1)),
            ("the exponent is 2i / d_head without its minus", Turned(x, start, 1 / @base, 1)),
            ("positions and heads are exchanged: the angle grows with the position",
                Turned(x.transpose(1, 2), start, @base, 1).transpose(1, 2)),
            ("nothing was turned", x),
            ("the angles are those of float32, which has too few digits so far into a text: calculate them in float64",
                Turned(x, (long)(float)start, @base, 1)),
        ]);
    }

    [ExerciseTheory("1.1.39")]
    [InlineData(0, 3)]
    [InlineData(10, 3)]
    [InlineData(500, 3)]
    public void ScoresDependOnTheDistance(long start, long distance)
    {
        var q = Some.Numbers(1, false, 1, 1, 2, 8);
        var k = Some.Numbers(2, false, 1, 1, 2, 8);
        // At position 0 the key is not turned.
        var wanted = (Turned(q, distance, 10_000, 1) * k).sum(dim: 3);
        Score(start).Should().BeCloseTo(wanted, 1e-3, "batch query head");
        Rotary.Rotate(q, start).norm(3).Should().BeCloseTo(q.norm(3), 1e-4, "batch query head");

        Tensor Score(long at) => (Rotary.Rotate(q, at + distance) * Rotary.Rotate(k, at)).sum(dim: 3);
    }

    // As numbers of the complex plane.
    private static Tensor Turned(Tensor x, long start, double @base, int sign, bool neighbours = false)
    {
        var result = x.clone().contiguous();
        var (shape, half) = (x.shape, (int)x.shape[3] / 2);
        for (var text = 0; text < shape[0]; text++)
            for (var position = 0; position < shape[1]; position++)
                for (var head = 0; head < shape[2]; head++)
                    for (var i = 0; i < half; i++)
                    {
                        var (a, b) = neighbours ? (2 * i, 2 * i + 1) : (i, i + half);
                        var angle = sign * (start + position) * Math.Pow(@base, -(double)i / half);
                        var turned = Complex.FromPolarCoordinates(1, angle)
                            * new Complex(x[text, position, head, a].item<float>(), x[text, position, head, b].item<float>());
                        result[text, position, head, a] = (float)turned.Real;
                        result[text, position, head, b] = (float)turned.Imaginary;
                    }
        return result;
    }
}
