using static Arena.Fundamentals.Backpropagation.AxesBackward;
using static Arena.Fundamentals.Backpropagation.ElementwiseBackward;

namespace Arena.Fundamentals.Backpropagation;

/// <summary>The backward functions of all operations in <see cref="Operation"/>.</summary>
public static class StandardBackward
{
    private static BackwardTable? table;

    /// <summary>The table, made when it is first asked for.</summary>
    public static BackwardTable Table => table ??= Make();

    private static BackwardTable Make()
    {
        var made = new BackwardTable();
        made.Add<Operation.Log>(0, (grad, output, _, x) => LogBack(grad, output, x[0]));
        made.Add<Operation.Exp>(0, (grad, output, _, x) => ExpBack(grad, output, x[0]));
        made.Add<Operation.Negative>(0, (grad, output, _, x) => NegativeBack(grad, output, x[0]));
        made.Add<Operation.Add>(0, (grad, output, _, x) => AddBack0(grad, output, x[0], x[1]));
        made.Add<Operation.Add>(1, (grad, output, _, x) => AddBack1(grad, output, x[0], x[1]));
        made.Add<Operation.Subtract>(0, (grad, output, _, x) => SubtractBack0(grad, output, x[0], x[1]));
        made.Add<Operation.Subtract>(1, (grad, output, _, x) => SubtractBack1(grad, output, x[0], x[1]));
        made.Add<Operation.Multiply>(0, (grad, output, _, x) => MultiplyBack0(grad, output, x[0], x[1]));
        made.Add<Operation.Multiply>(1, (grad, output, _, x) => MultiplyBack1(grad, output, x[0], x[1]));
        made.Add<Operation.Divide>(0, (grad, output, _, x) => DivideBack0(grad, output, x[0], x[1]));
        made.Add<Operation.Divide>(1, (grad, output, _, x) => DivideBack1(grad, output, x[0], x[1]));
        made.Add<Operation.Maximum>(0, (grad, output, _, x) => MaximumBack0(grad, output, x[0], x[1]));
        made.Add<Operation.Maximum>(1, (grad, output, _, x) => MaximumBack1(grad, output, x[0], x[1]));
        made.Add<Operation.MatMul>(0, (grad, output, _, x) => MatMulBack0(grad, output, x[0], x[1]));
        made.Add<Operation.MatMul>(1, (grad, output, _, x) => MatMulBack1(grad, output, x[0], x[1]));
        made.Add<Operation.Reshape>(0, (grad, output, _, x) => ReshapeBack(grad, output, x[0]));
        made.Add<Operation.Permute>(0, (grad, output, permute, x) =>
            PermuteBack(grad, output, x[0], ((Operation.Permute)permute).Order));
        made.Add<Operation.Sum>(0, (grad, output, sum, x) =>
            SumBack(grad, output, x[0], ((Operation.Sum)sum).Axes, ((Operation.Sum)sum).KeepDims));
        made.Add<Operation.Take>(0, (grad, output, take, x) =>
            TakeBack(grad, output, x[0], ((Operation.Take)take).Indices));
        return made;
    }
}
