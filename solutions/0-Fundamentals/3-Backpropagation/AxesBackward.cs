using Arena.Arrays;

namespace Arena.Fundamentals.Backpropagation;

/// <summary>
/// The backward functions of operations that move, sum, multiply or pick along axes. They take and return the same as
/// those of <see cref="ElementwiseBackward"/>, and after the inputs what else the operation was told.
/// </summary>
public static class AxesBackward
{
    /// <summary>Backward through <c>output = x.Reshape(…)</c>.</summary>
    [Exercise("0.3.7", "Backward through reshape",
        Minutes = 5, Difficulty = 1, Importance = 3, Model = MentalModel.FunctionApproximators)]
    public static NdArray ReshapeBack(NdArray gradOut, NdArray output, NdArray x) => gradOut.Reshape(x.Shape);

    /// <summary>Backward through <c>output = x.Permute(order)</c>.</summary>
    /// <param name="gradOut">Of the output's shape.</param>
    /// <param name="output">Axis i of it is axis <c>order[i]</c> of x.</param>
    /// <param name="x">The input.</param>
    /// <param name="order">Every axis once, none of them negative.</param>
    [Exercise("0.3.8", "Backward through permute",
        Minutes = 10, Difficulty = 3, Importance = 3, Model = MentalModel.FunctionApproximators)]
    public static NdArray PermuteBack(NdArray gradOut, NdArray output, NdArray x, IReadOnlyList<int> order) =>
        gradOut.Permute([.. Enumerable.Range(0, order.Count).OrderBy(axis => order[axis])]);

    /// <summary>Backward through <c>output = x.Sum(axes, keepDims)</c>.</summary>
    /// <param name="gradOut">Of the output's shape.</param>
    /// <param name="output">The sums.</param>
    /// <param name="x">The input.</param>
    /// <param name="axes">The axes that were summed, negative ones counted from the end; null for all.</param>
    /// <param name="keepDims">Whether the output has the summed axes, with size 1.</param>
    [Exercise("0.3.9", "Backward through a sum",
        Minutes = 15, Difficulty = 3, Importance = 4, Model = MentalModel.FunctionApproximators)]
    public static NdArray SumBack(
        NdArray gradOut, NdArray output, NdArray x, IReadOnlyList<int>? axes, bool keepDims) =>
        gradOut.Reshape(x.Sum(axes, keepDims: true).Shape).BroadcastTo(x.Shape);

    /// <summary>Backward through <c>output = x.MatMul(y)</c>, with respect to x.</summary>
    /// <param name="gradOut"><c>row column</c>.</param>
    /// <param name="output"><c>row column</c>.</param>
    /// <param name="x"><c>row inner</c>.</param>
    /// <param name="y"><c>inner column</c>.</param>
    [Exercise("0.3.13", "Backward through a matrix product",
        Minutes = 15, Difficulty = 3, Importance = 5, Model = MentalModel.FunctionApproximators)]
    public static NdArray MatMulBack0(NdArray gradOut, NdArray output, NdArray x, NdArray y) =>
        gradOut.MatMul(y.Permute(1, 0));

    /// <summary>Backward through <c>output = x.MatMul(y)</c>, with respect to y.</summary>
    /// <param name="gradOut"><c>row column</c>.</param>
    /// <param name="output"><c>row column</c>.</param>
    /// <param name="x"><c>row inner</c>.</param>
    /// <param name="y"><c>inner column</c>.</param>
    [PartOf("0.3.13")]
    public static NdArray MatMulBack1(NdArray gradOut, NdArray output, NdArray x, NdArray y) =>
        x.Permute(1, 0).MatMul(gradOut);

    /// <summary>Backward through <c>output = x.Take(indices)</c>.</summary>
    /// <param name="gradOut"><c>item</c>, then the axes of x for which there are no indices.</param>
    /// <param name="output">Of the same shape.</param>
    /// <param name="x">The input.</param>
    /// <param name="indices">
    /// For each of the first axes of x the places on it, one for each item. A place may be picked several times.
    /// </param>
    [Exercise("0.3.14", "Backward through picking",
        Minutes = 20, Difficulty = 4, Importance = 4, Model = MentalModel.FunctionApproximators)]
    public static NdArray TakeBack(
        NdArray gradOut, NdArray output, NdArray x, IReadOnlyList<IReadOnlyList<int>> indices)
    {
        var items = indices[0].Count;
        var size = x.Shape.Skip(indices.Count).Aggregate(1, (count, axis) => count * axis);
        var gradient = new double[x.Count];
        for (var item = 0; item < items; item++)
        {
            var row = 0;
            for (var axis = 0; axis < indices.Count; axis++) row = row * x.Shape[axis] + indices[axis][item];
            for (var i = 0; i < size; i++) gradient[row * size + i] += gradOut.Data[item * size + i];
        }
        return new NdArray(gradient, x.Shape);
    }
}
