using Arena.Arrays;
using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Backpropagation;

public class GradientCheckTests
{
    [ExerciseTheory("0.3.1")]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("5")]
    [InlineData("2 3")]
    [InlineData("3 1 2")]
    public void OfCubesTimesWeights(string shape)
    {
        var x = Some.AwayFromZero(1, Some.Shape(shape));
        var weights = Some.AwayFromZero(3, x.Shape);
        var (numbers, factors) = (x.Torch(), weights.Torch());
        using var unchanged = Some.MustStayUnchanged(x, weights);
        var wanted = 3 * factors * numbers * numbers;
        // One-sided differences are wrong by 3 · weight · x · step, some 1e-5: too little to tell up from down.
        const double step = 1e-5;
        var upOnly = wanted + factors * (3 * numbers * step + step * step);
        GradientCheck.NumericGradient(y => (weights * y * y * y).Sum(), x).Torch().Should().BeCloseTo(
            wanted, tolerance: 1e-7, mistakes:
            [
                ("the difference was divided by one step, but its two ends are two steps apart", 2 * wanted),
                ("the difference was not divided by the distance of its ends", 2e-5 * wanted),
                ("the difference is the wrong way round: up minus down", -wanted),
                ("x was moved one way only: move it up as well as down, and divide by two steps", upOnly),
                // Of a single number, all at once is right.
                .. x.Count > 1
                    ? [("all numbers were moved at once; each one has a slope of its own",
                        wanted.sum().expand(wanted.shape))]
                    : Array.Empty<(string, Tensor)>(),
            ]);
    }

    [ExerciseTheory("0.3.1")]
    [InlineData(0.1)]
    [InlineData(0.25)]
    public void GoesAsFarAsItIsTold(double step)
    {
        var x = new NdArray([-1, 0, 2], 3);
        // (x + s)³ - (x - s)³ = 2 s (3 x² + s²), so a long step shows in the result.
        var wanted = tensor(new[] { 3 + step * step, step * step, 12 + step * step });
        GradientCheck.NumericGradient(y => (y * y * y).Sum(), x, step).Torch().Should().BeCloseTo(
            wanted, tolerance: 1e-9, axes: "number", mistakes:
            [
                ("it went up only: take one step up and one step down",
                    tensor(new[] { 3 - 3 * step + step * step, step * step, 12 + 6 * step + step * step })),
                ("it went down only: take one step up and one step down",
                    tensor(new[] { 3 + 3 * step + step * step, step * step, 12 - 6 * step + step * step })),
                ("it went half a step up and half a step down", wanted - 0.75 * step * step),
                ("the step was not the given one", tensor(new[] { 3.0, 0, 12 })),
            ]);
    }

    [ExerciseFact("0.3.1")]
    public void EachNumberIsMovedAlone()
    {
        var x = new NdArray([2, 3, 5, 7], 2, 2);
        // The product of all: its slope along each number is the product of the others.
        GradientCheck.NumericGradient(Product, x).Torch().Should().BeCloseTo(
            tensor(new[] { 105.0, 70, 42, 30 }, [2, 2]), tolerance: 1e-6, axes: "row column", mistakes:
            [
                ("the axes were exchanged", tensor(new[] { 105.0, 42, 70, 30 }, [2, 2])),
            ]);

        static NdArray Product(NdArray y) => y.Data.ToArray().Aggregate(1.0, (product, number) => product * number);
    }
}
