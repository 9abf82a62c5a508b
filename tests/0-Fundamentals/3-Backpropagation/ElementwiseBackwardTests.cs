using Arena.Arrays;
using Arena.Testing;
using static Arena.Fundamentals.Backpropagation.ElementwiseBackward;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Backpropagation;

public class ElementwiseBackwardTests
{
    // The message of this mistake is the same for all operations with two inputs.
    private const string NotSummed = "it still has the stretched shape: sum over the axes that broadcasting stretched";

    [ExerciseTheory("0.3.2")]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("7")]
    [InlineData("2 1 3")]
    public void ThroughLog(string shape)
    {
        var x = Some.Positive(1, Some.Shape(shape));
        var pass = new BackwardPass(x => x[0].Log(), x => x[0].log(), x);
        var (grad, numbers) = (pass.Grad, pass.Tensors[0]);
        pass.Check(0, () => LogBack(pass.GradOut, pass.Output, x),
            ("it was multiplied by x; the slope of log is 1/x", grad * numbers),
            ("it was divided by the output, not by the input", grad / numbers.log()),
            ("this is the logarithm times the gradient: the slope is needed, not the value", grad * numbers.log()),
            ("it is upside down: divide the gradient by x", numbers / grad));
    }

    [ExerciseFact("0.3.2")]
    public void ThroughLogOfNumbersNearZero()
    {
        var x = new NdArray([0.001, 0.5, 1, 1000], 4);
        LogBack(new NdArray([1, 1, -3, 2], 4), x.Log(), x).Torch().Should().BeCloseTo(
            tensor(new[] { 1000, 2, -3, 0.002 }), tolerance: 1e-9, axes: "number");
    }

    [ExerciseTheory("0.3.4")]
    [MemberData(nameof(Some.Broadcasts), MemberType = typeof(Some))]
    public void ThroughAProduct(string left, string right)
    {
        var (x, y) = (Some.AwayFromZero(1, Some.Shape(left)), Some.AwayFromZero(3, Some.Shape(right)));
        var pass = new BackwardPass(x => x[0] * x[1], x => x[0] * x[1], x, y);
        pass.Check(0, () => MultiplyBack0(pass.GradOut, pass.Output, x, y), OfProduct(pass, own: 0, other: 1));
        pass.Check(1, () => MultiplyBack1(pass.GradOut, pass.Output, x, y), OfProduct(pass, own: 1, other: 0));
    }

    [ExerciseFact("0.3.4")]
    public void ThroughAProductWithANumber()
    {
        var (x, gradOut) = (new NdArray([1, 2, 3], 3), new NdArray([10, 20, -30], 3));
        MultiplyBack0(gradOut, x * 4, x, 4).Torch().Should().BeCloseTo(
            tensor(new[] { 40.0, 80, -120 }), tolerance: 1e-12, axes: "number");
        // 10 · 1 + 20 · 2 - 30 · 3
        MultiplyBack1(gradOut, x * 4, x, 4).Torch().Should().BeCloseTo(tensor(-40.0), tolerance: 1e-12);
    }

    [ExerciseTheory("0.3.6")]
    [InlineData("")]
    [InlineData("1")]
    [InlineData("6")]
    [InlineData("2 1 3")]
    public void ThroughExpAndMinus(string shape)
    {
        var x = Some.AwayFromZero(1, Some.Shape(shape));
        var exp = new BackwardPass(x => x[0].Exp(), x => x[0].exp(), x);
        var numbers = exp.Tensors[0];
        exp.Check(0, () => ExpBack(exp.GradOut, exp.Output, x),
            ("it was multiplied by x: the slope of exp is exp itself", exp.Grad * numbers),
            ("it was divided by x: that is the slope of log", exp.Grad / numbers),
            ("the exponential of the output was taken: the output is the exponential already",
                exp.Grad * numbers.exp().exp()),
            ("it was divided by the output", exp.Grad / numbers.exp()));
        var minus = new BackwardPass(x => -x[0], x => -x[0], x);
        minus.Check(0, () => NegativeBack(minus.GradOut, minus.Output, x),
            ("this is minus x: the slope of -x is -1 everywhere", -numbers),
            ("it was multiplied by the output", -minus.Grad * numbers));
    }

    [ExerciseFact("0.3.6")]
    public void ThroughExpUsesTheOutput()
    {
        // The output is not that of x here, to see which one is used.
        var (gradOut, output, x) = (new NdArray([1, 2, -3], 3), new NdArray([5, 7, 11], 3), new NdArray([0, 1, 2], 3));
        var wanted = tensor(new[] { 5.0, 14, -33 });
        ExpBack(gradOut, output, x).Torch().Should().BeCloseTo(wanted, tolerance: 1e-9, axes: "number", mistakes:
        [
            ("the exponential was computed again: it is there already, as the output",
                gradOut.Torch() * x.Torch().exp()),
        ]);
    }

    [ExerciseTheory("0.3.10")]
    [MemberData(nameof(Some.Broadcasts), MemberType = typeof(Some))]
    public void ThroughPlusAndMinus(string left, string right)
    {
        var (x, y) = (Some.AwayFromZero(1, Some.Shape(left)), Some.AwayFromZero(3, Some.Shape(right)));
        var plus = new BackwardPass(x => x[0] + x[1], x => x[0] + x[1], x, y);
        plus.Check(0, () => AddBack0(plus.GradOut, plus.Output, x, y), (NotSummed, plus.Grad));
        plus.Check(1, () => AddBack1(plus.GradOut, plus.Output, x, y), (NotSummed, plus.Grad));
        var minus = new BackwardPass(x => x[0] - x[1], x => x[0] - x[1], x, y);
        minus.Check(0, () => SubtractBack0(minus.GradOut, minus.Output, x, y), (NotSummed, minus.Grad));
        minus.Check(1, () => SubtractBack1(minus.GradOut, minus.Output, x, y),
            ("the minus is missing: when y grows, x - y shrinks", -minus.ByLibtorch(1)),
            (NotSummed, -minus.Grad),
            ("it was multiplied by the input, as for a product", -minus.Grad * minus.Tensors[1]));
    }

    [ExerciseTheory("0.3.11")]
    [MemberData(nameof(Some.Broadcasts), MemberType = typeof(Some))]
    public void ThroughAQuotient(string left, string right)
    {
        var (x, y) = (Some.AwayFromZero(1, Some.Shape(left)), Some.AwayFromZero(3, Some.Shape(right)));
        var pass = new BackwardPass(x => x[0] / x[1], x => x[0] / x[1], x, y);
        var (grad, numerator, denominator) = (pass.Grad, pass.Tensors[0], pass.Tensors[1]);
        pass.Check(0, () => DivideBack0(pass.GradOut, pass.Output, x, y),
            (NotSummed, grad / denominator),
            ("it was multiplied by y: the slope along x is 1/y", Summed(grad * denominator, x)));
        pass.Check(1, () => DivideBack1(pass.GradOut, pass.Output, x, y),
            ("the minus is missing: when y grows, x / y shrinks", -pass.ByLibtorch(1)),
            (NotSummed, -grad * numerator / denominator.square()),
            ("y is in the denominator once, but its square belongs there",
                Summed(-grad * numerator / denominator, y)),
            ("x is missing: the slope along y is -x/y²", Summed(-grad / denominator.square(), y)),
            ("the square of the quotient was taken: only y is squared",
                Summed(-grad * (numerator / denominator).square(), y)));
    }

    [ExerciseTheory("0.3.12")]
    [MemberData(nameof(Some.Broadcasts), MemberType = typeof(Some))]
    public void ThroughAMaximum(string left, string right)
    {
        var (x, y) = (Some.AwayFromZero(1, Some.Shape(left)), Some.AwayFromZero(3, Some.Shape(right)));
        // Some are equal, and not by chance.
        x = x.Map(number => Math.Round(number));
        y = y.Map(number => Math.Round(number));
        var pass = new BackwardPass(x => NdArray.Maximum(x[0], x[1]), x => x[0].maximum(x[1]), x, y);
        pass.Check(0, () => MaximumBack0(pass.GradOut, pass.Output, x, y), OfMaximum(pass, own: 0, other: 1));
        pass.Check(1, () => MaximumBack1(pass.GradOut, pass.Output, x, y), OfMaximum(pass, own: 1, other: 0));
    }

    [ExerciseFact("0.3.12")]
    public void EqualOnesShareTheGradient()
    {
        var (x, y) = (new NdArray([1, 2, 3], 3), new NdArray([3, 2, 1], 3));
        var (gradOut, output) = (new NdArray([10, 20, 30], 3), NdArray.Maximum(x, y));
        (string, Tensor)[] mistakes =
        [
            ("where both are equal nothing arrives: each gets half", tensor(new[] { 0.0, 0, 30 })),
            ("both got the whole gradient where they are equal; each gets half of it", tensor(new[] { 0.0, 20, 30 })),
            ("the smaller one gets the gradient; the larger one should", tensor(new[] { 10.0, 10, 0 })),
            ("the gradient was not kept from the smaller one", tensor(new[] { 10.0, 20, 30 })),
        ];
        MaximumBack0(gradOut, output, x, y).Torch().Should().BeCloseTo(
            tensor(new[] { 0.0, 10, 30 }), tolerance: 1e-12, axes: "number", mistakes: mistakes);
        MaximumBack1(gradOut, output, x, y).Torch().Should().BeCloseTo(
            tensor(new[] { 10.0, 10, 0 }), tolerance: 1e-12, axes: "number");
    }

    private static IEnumerable<(string, Tensor)> OfProduct(BackwardPass pass, int own, int other)
    {
        var (grad, x) = (pass.Grad, pass.Tensors);
        var shape = x[own].shape;
        return
        [
            (NotSummed, grad * x[other]),
            ("it was multiplied by the input itself; the slope of x · y along x is y",
                Reduced(grad * x[own], shape)),
            ("it was multiplied by the output", Reduced(grad * x[0] * x[1], shape)),
            ("the mean over the stretched axes was taken; a number that was used several times gets the sum",
                pass.ByLibtorch(own) * x[own].numel() / grad.numel()),
        ];
    }

    private static IEnumerable<(string, Tensor)> OfMaximum(BackwardPass pass, int own, int other)
    {
        var (grad, x) = (pass.Grad, pass.Tensors);
        var shape = x[own].shape;
        var (greater, equal) = (x[own].gt(x[other]).to(float64), x[own].eq(x[other]).to(float64));
        return
        [
            (NotSummed, grad * (greater + 0.5 * equal)),
            ("where both are equal nothing arrives: each gets half", Reduced(grad * greater, shape)),
            ("both got the whole gradient where they are equal; each gets half of it",
                Reduced(grad * (greater + equal), shape)),
            ("the smaller one gets the gradient; the larger one should",
                Reduced(grad * (1 - greater - 0.5 * equal), shape)),
            ("it was multiplied by the input as well: the slope is 1 where it is larger",
                Reduced(grad * x[own] * (greater + 0.5 * equal), shape)),
        ];
    }

    private static Tensor Summed(Tensor gradient, NdArray input) =>
        Reduced(gradient, [.. input.Shape.Select(size => (long)size)]);

    // By libtorch's own hand: the gradient of stretching.
    private static Tensor Reduced(Tensor gradient, long[] shape)
    {
        var small = zeros(shape, dtype: float64, requires_grad: true);
        broadcast_tensors(small, zeros_like(gradient))[0].backward([gradient]);
        return small.grad!;
    }
}
