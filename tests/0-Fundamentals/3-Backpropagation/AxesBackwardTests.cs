using Arena.Arrays;
using Arena.Testing;
using static Arena.Fundamentals.Backpropagation.AxesBackward;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Backpropagation;

public class AxesBackwardTests
{
    [ExerciseTheory("0.3.7")]
    [InlineData("2 3", "6")]
    [InlineData("6", "3 2")]
    [InlineData("2 3", "3 2")]
    [InlineData("4 1 3", "2 6 1")]
    [InlineData("1", "")]
    [InlineData("", "1 1")]
    public void ThroughReshape(string from, string to)
    {
        var (x, shape) = (Some.Numbers(1, Some.Shape(from)), Some.Shape(to));
        var pass = new BackwardPass(
            x => x[0].Reshape(shape), x => x[0].reshape([.. shape.Select(size => (long)size)]), x);
        pass.Check(0, () => ReshapeBack(pass.GradOut, pass.Output, x),
        [
            ("this is the input itself in its shape; the gradient should be", pass.Tensors[0]),
            ("it has the output's shape; the gradient has that of the input", pass.Grad),
            .. from == "2 3" && to == "3 2"
                ? [("it was transposed: reshape moves nothing", pass.Grad.t())]
                : Array.Empty<(string, Tensor)>(),
        ]);
    }

    [ExerciseTheory("0.3.8")]
    [InlineData("2 3", "1 0")]
    [InlineData("2 3 4", "1 2 0")]
    [InlineData("2 3 4", "2 0 1")]
    [InlineData("2 3 4", "0 2 1")]
    [InlineData("3 3 3", "1 2 0")]
    [InlineData("1 4 1 2", "3 0 1 2")]
    [InlineData("2 2 2 2", "2 3 1 0")]
    [InlineData("5", "0")]
    public void ThroughPermute(string from, string to)
    {
        var (x, order) = (Some.Numbers(1, Some.Shape(from)), Some.Shape(to));
        var axes = order.Select(axis => (long)axis).ToArray();
        var pass = new BackwardPass(x => x[0].Permute(order), x => x[0].permute(axes), x);
        pass.Check(0, () => PermuteBack(pass.GradOut, pass.Output, x, order),
            ("the same order was applied once more; the way back needs the inverse order", pass.Grad.permute(axes)),
            ("it was reshaped: that moves nothing", pass.Grad.reshape(pass.Tensors[0].shape)),
            ("the axes were reversed", pass.Grad.permute([.. axes.Order().Reverse()])));
    }

    [ExerciseTheory("0.3.9")]
    [InlineData("2 3", "0", false)]
    [InlineData("2 3", "1", false)]
    [InlineData("2 3", "1", true)]
    [InlineData("3 3", "0", false)]
    [InlineData("3 3", "1", false)]
    [InlineData("3 3", "-1", false)]
    [InlineData("2 3 4", "0 2", false)]
    [InlineData("2 3 4", "0 2", true)]
    [InlineData("2 3 4", "-2", false)]
    [InlineData("2 3 4", "-3 2", false)]
    [InlineData("2 3 4", "2 1 0", false)]
    [InlineData("4 1 3", "1", false)]
    [InlineData("4 1 3", "1 0", true)]
    [InlineData("2 3", null, false)]
    [InlineData("2 3", null, true)]
    [InlineData("3", "0", false)]
    [InlineData("", null, false)]
    public void ThroughASum(string shape, string? over, bool keepDims)
    {
        var (x, axes) = (Some.Numbers(1, Some.Shape(shape)), over is null ? null : Some.Shape(over));
        var pass = new BackwardPass(x => x[0].Sum(axes, keepDims), x => Sum(x[0], axes, keepDims), x);
        var input = pass.Tensors[0];
        pass.Check(0, () => SumBack(pass.GradOut, pass.Output, x, axes, keepDims),
        [
            ("the gradient was shared out; each summand gets all of it",
                pass.ByLibtorch(0) * pass.Output.Count / x.Count),
            ("it has the output's shape: stretch it to that of the input", pass.Grad),
            ("it was multiplied by the input: the slope of a sum along each summand is 1", pass.ByLibtorch(0) * input),
            .. shape == "3 3" && over == "1"
                ? [("the gradient was laid along the wrong axis: put the summed axis back with size 1 first",
                    pass.Grad.expand(3, 3))]
                : Array.Empty<(string, Tensor)>(),
        ]);
    }

    [ExerciseTheory("0.3.13")]
    [InlineData(2, 3, 4)]
    [InlineData(3, 3, 3)]
    [InlineData(1, 5, 2)]
    [InlineData(4, 1, 1)]
    [InlineData(3, 9, 7)]
    public void ThroughAMatrixProduct(int rows, int inner, int columns)
    {
        var (x, y) = (Some.Numbers(1, rows, inner), Some.Numbers(2, inner, columns));
        var pass = new BackwardPass(x => x[0].MatMul(x[1]), x => x[0].mm(x[1]), x, y);
        var (grad, left, right) = (pass.Grad, pass.Tensors[0], pass.Tensors[1]);
        var square = rows == inner && inner == columns;
        pass.Check(0, () => MatMulBack0(pass.GradOut, pass.Output, x, y),
        [
            ("it is transposed: its shape should be that of x", right.mm(grad.t())),
            .. square
                ? [
                    ("y has to be transposed", grad.mm(right)),
                    ("the factors are the wrong way round", right.t().mm(grad)),
                    ("the factors are the wrong way round, and y has to be transposed", right.mm(grad)),
                ]
                : Array.Empty<(string, Tensor)>(),
        ]);
        pass.Check(1, () => MatMulBack1(pass.GradOut, pass.Output, x, y),
        [
            ("it is transposed: its shape should be that of y", grad.t().mm(left)),
            .. square
                ? [
                    ("x has to be transposed", left.mm(grad)),
                    ("the factors are the wrong way round", grad.mm(left.t())),
                    ("the factors are the wrong way round, and x has to be transposed", grad.mm(left)),
                ]
                : Array.Empty<(string, Tensor)>(),
        ]);
    }

    [ExerciseTheory("0.3.14")]
    [InlineData("4 3", "2 0 2", null)]
    [InlineData("4 3", "1", null)]
    [InlineData("4 3", "3 3 3 3 3", null)]
    [InlineData("5", "4 0 4 1", null)]
    [InlineData("3 2 4", "2 2 0", null)]
    [InlineData("4 3", "0 1 2 3", "2 0 0 1")]
    [InlineData("3 3", "2 1 2 2", "0 1 0 2")]
    [InlineData("3 2 4", "2 0 2", "1 1 1")]
    [InlineData("1 1", "0", "0")]
    public void ThroughPicking(string shape, string first, string? second)
    {
        var x = Some.Numbers(1, Some.Shape(shape));
        IReadOnlyList<int>[] indices =
            second is null ? [Some.Shape(first)] : [Some.Shape(first), Some.Shape(second)];
        var pass = new BackwardPass(x => x[0].Take(indices), x => Take(x[0], indices), x);
        pass.Check(0, () => TakeBack(pass.GradOut, pass.Output, x, indices),
            ("where a place was picked several times only the last gradient is there: they add up",
                Last(pass.Tensors[0], pass.Grad, indices)),
            ("the gradients were written in order, not at the places that were picked",
                InOrder(pass.Tensors[0], pass.Grad)));
    }

    [ExerciseFact("0.3.14")]
    public void TheExampleOfThePage()
    {
        var x = new NdArray([10, 20, 30], 3);
        TakeBack(new NdArray([1, 2, 4], 3), x.Take([2, 0, 2]), x, [[2, 0, 2]]).Torch().Should().BeEqualTo(
            tensor(new[] { 2.0, 0, 5 }), axes: "place");
    }

    private static Tensor Sum(Tensor x, int[]? axes, bool keepDims) =>
        x.sum([.. (axes ?? [.. Enumerable.Range(0, x.shape.Length)]).Select(axis => (long)axis)], keepDims);

    private static TensorIndex[] Indices(IReadOnlyList<int>[] indices) =>
        [.. indices.Select(list => TensorIndex.Tensor(tensor(list.Select(index => (long)index).ToArray())))];

    private static Tensor Take(Tensor x, IReadOnlyList<int>[] indices) => x.index(Indices(indices));

    private static Tensor Last(Tensor x, Tensor grad, IReadOnlyList<int>[] indices)
    {
        var last = zeros_like(x);
        for (var item = 0; item < indices[0].Count; item++)
            last.index_put_(grad[item], [.. indices.Select(list => TensorIndex.Single(list[item]))]);
        return last;
    }

    private static Tensor InOrder(Tensor x, Tensor grad)
    {
        var flat = zeros_like(x).flatten();
        var count = Math.Min(flat.numel(), grad.numel());
        flat.narrow(0, 0, count).copy_(grad.flatten().narrow(0, 0, count));
        return flat.reshape(x.shape);
    }
}
