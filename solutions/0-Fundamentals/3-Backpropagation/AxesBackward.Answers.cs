using Arena.Arrays;

namespace Arena.Fundamentals.Backpropagation;

/// <summary>What else learners may write for operations along axes.</summary>
[SolutionOnly]
internal static class AxesBackwardAnswers
{
    [WrongAnswer("0.3.7", Says = "it has the output's shape")]
    internal static NdArray KeepsTheOutputsShape(NdArray gradOut, NdArray output, NdArray x) => gradOut;

    [WrongAnswer("0.3.7", Says = "this is the input itself")]
    internal static NdArray ReshapesTheOutput(NdArray gradOut, NdArray output, NdArray x) => output.Reshape(x.Shape);

    [RightAnswer("0.3.7")]
    internal static NdArray TakesTheNumbers(NdArray gradOut, NdArray output, NdArray x) =>
        new(gradOut.Data.ToArray(), x.Shape);

    [WrongAnswer("0.3.8", Says = "the same order was applied once more")]
    internal static NdArray PermutesAgain(NdArray gradOut, NdArray output, NdArray x, IReadOnlyList<int> order) =>
        gradOut.Permute(order);

    [WrongAnswer("0.3.8", Says = "it was reshaped")]
    internal static NdArray ReshapesBack(NdArray gradOut, NdArray output, NdArray x, IReadOnlyList<int> order) =>
        gradOut.Reshape(x.Shape);

    [WrongAnswer("0.3.8", Says = "the axes were reversed")]
    internal static NdArray ReversesTheAxes(NdArray gradOut, NdArray output, NdArray x, IReadOnlyList<int> order) =>
        gradOut.Permute([.. Enumerable.Range(0, order.Count).Reverse()]);

    [RightAnswer("0.3.8")]
    internal static NdArray WritesDownWhereEachAxisWent(
        NdArray gradOut, NdArray output, NdArray x, IReadOnlyList<int> order)
    {
        var back = new int[order.Count];
        for (var axis = 0; axis < order.Count; axis++) back[order[axis]] = axis;
        return gradOut.Permute(back);
    }

    [WrongAnswer("0.3.9", Says = "it has the output's shape")]
    internal static NdArray DoesNotStretch(
        NdArray gradOut, NdArray output, NdArray x, IReadOnlyList<int>? axes, bool keepDims) => gradOut;

    [WrongAnswer("0.3.9", Says = "the gradient was laid along the wrong axis")]
    internal static NdArray ForgetsToPutTheAxesBack(
        NdArray gradOut, NdArray output, NdArray x, IReadOnlyList<int>? axes, bool keepDims) =>
        gradOut.BroadcastTo(x.Shape);

    [WrongAnswer("0.3.9", Says = "the gradient was shared out")]
    internal static NdArray SharesTheGradientOut(
        NdArray gradOut, NdArray output, NdArray x, IReadOnlyList<int>? axes, bool keepDims) =>
        LooksWhichAxesAreSummed(gradOut, output, x, axes, keepDims) * ((double)output.Count / x.Count);

    [WrongAnswer("0.3.9")]
    internal static NdArray ForgetsNegativeAxes(
        NdArray gradOut, NdArray output, NdArray x, IReadOnlyList<int>? axes, bool keepDims) =>
        gradOut.Reshape([.. x.Shape.Select((size, axis) => axes is null || axes.Contains(axis) ? 1 : size)])
            .BroadcastTo(x.Shape);

    [WrongAnswer("0.3.9", Says = "it was multiplied by the input")]
    internal static NdArray MultipliesByTheInput(
        NdArray gradOut, NdArray output, NdArray x, IReadOnlyList<int>? axes, bool keepDims) =>
        LooksWhichAxesAreSummed(gradOut, output, x, axes, keepDims) * x;

    [RightAnswer("0.3.9")]
    internal static NdArray LooksWhichAxesAreSummed(
        NdArray gradOut, NdArray output, NdArray x, IReadOnlyList<int>? axes, bool keepDims)
    {
        if (axes is null) return gradOut.Reshape().BroadcastTo(x.Shape);
        if (!keepDims)
        {
            var shape = gradOut.Shape.ToList();
            foreach (var axis in axes.Select(axis => (axis + x.Rank) % x.Rank).Order()) shape.Insert(axis, 1);
            gradOut = gradOut.Reshape(shape);
        }
        return gradOut + NdArray.Zeros(x.Shape);
    }

    [WrongAnswer("0.3.13", Says = "y has to be transposed")]
    internal static NdArray ForgetsToTranspose(NdArray gradOut, NdArray output, NdArray x, NdArray y) =>
        gradOut.MatMul(y);

    [WrongAnswer("0.3.13", Says = "the factors are the wrong way round")]
    internal static NdArray ExchangesTheFactors(NdArray gradOut, NdArray output, NdArray x, NdArray y) =>
        y.Permute(1, 0).MatMul(gradOut);

    [WrongAnswer("0.3.13", Says = "it is transposed")]
    internal static NdArray ReturnsTheTranspose(NdArray gradOut, NdArray output, NdArray x, NdArray y) =>
        y.MatMul(gradOut.Permute(1, 0));

    [WrongAnswer("0.3.13")]
    internal static NdArray ReshapesInsteadOfTransposing(NdArray gradOut, NdArray output, NdArray x, NdArray y) =>
        gradOut.MatMul(y.Reshape(y.Shape[1], y.Shape[0]));

    [RightAnswer("0.3.13")]
    internal static NdArray TransposesAtTheEnd(NdArray gradOut, NdArray output, NdArray x, NdArray y) =>
        y.MatMul(gradOut.Permute(1, 0)).Permute(1, 0);

    [RightAnswer("0.3.13")]
    internal static NdArray BroadcastsAndSums(NdArray gradOut, NdArray output, NdArray x, NdArray y) =>
        (gradOut.Reshape(gradOut.Shape[0], 1, gradOut.Shape[1]) * y).Sum([2]);

    [WrongAnswer("0.3.14", Says = "only the last gradient is there")]
    internal static NdArray KeepsTheLastGradient(
        NdArray gradOut, NdArray output, NdArray x, IReadOnlyList<IReadOnlyList<int>> indices)
    {
        var gradient = new double[x.Count];
        ForEach(x, indices, (from, to) => gradient[to] = gradOut.Data[from]);
        return new NdArray(gradient, x.Shape);
    }

    [WrongAnswer("0.3.14", Says = "the gradients were written in order")]
    internal static NdArray WritesInOrder(
        NdArray gradOut, NdArray output, NdArray x, IReadOnlyList<IReadOnlyList<int>> indices)
    {
        var gradient = new double[x.Count];
        gradOut.Data[..Math.Min(x.Count, gradOut.Count)].CopyTo(gradient);
        return new NdArray(gradient, x.Shape);
    }

    // As if x.Take([2, 0]) were all of x.
    [WrongAnswer("0.3.14")]
    internal static NdArray TakesFromTheGradient(
        NdArray gradOut, NdArray output, NdArray x, IReadOnlyList<IReadOnlyList<int>> indices) =>
        gradOut.Take(indices);

    // Right for rows alone.
    [WrongAnswer("0.3.14")]
    internal static NdArray UsesTheFirstIndicesOnly(
        NdArray gradOut, NdArray output, NdArray x, IReadOnlyList<IReadOnlyList<int>> indices)
    {
        var gradient = NdArray.Zeros(x.Shape[0], x.Count / x.Shape[0]);
        for (var item = 0; item < indices[0].Count; item++)
            for (var i = 0; i < gradOut.Count / indices[0].Count; i++)
                gradient[indices[0][item], i] += gradOut.Data[item * (gradOut.Count / indices[0].Count) + i];
        return gradient.Reshape(x.Shape);
    }

    [WrongAnswer("0.3.14", Says = "Input 3 of 3 was modified")]
    internal static NdArray CollectsInTheInput(
        NdArray gradOut, NdArray output, NdArray x, IReadOnlyList<IReadOnlyList<int>> indices)
    {
        x.FillInPlace(0);
        x.AddInPlace(PicksPlaceNumbers(gradOut, output, x, indices));
        return x;
    }

    [RightAnswer("0.3.14")]
    internal static NdArray PicksPlaceNumbers(
        NdArray gradOut, NdArray output, NdArray x, IReadOnlyList<IReadOnlyList<int>> indices)
    {
        var gradient = new double[x.Count];
        ForEach(x, indices, (from, to) => gradient[to] += gradOut.Data[from]);
        return new NdArray(gradient, x.Shape);
    }

    [RightAnswer("0.3.14")]
    internal static NdArray MultipliesByAMatrixOfOnes(
        NdArray gradOut, NdArray output, NdArray x, IReadOnlyList<IReadOnlyList<int>> indices)
    {
        // One row a place, and in it a one for each item that was picked from there.
        var (items, size) = (indices[0].Count, x.Shape.Skip(indices.Count).Aggregate(1, (count, axis) => count * axis));
        var picked = NdArray.Zeros(x.Count / size, items);
        for (var item = 0; item < items; item++)
        {
            var row = indices.Select((list, axis) => (list, axis))
                .Aggregate(0, (sum, at) => sum * x.Shape[at.axis] + at.list[item]);
            picked[row, item] = 1;
        }
        return picked.MatMul(gradOut.Reshape(items, size)).Reshape(x.Shape);
    }

    // From where in what was picked, to where in what it was picked from.
    private static void ForEach(NdArray x, IReadOnlyList<IReadOnlyList<int>> indices, Action<int, int> action)
    {
        var places = new NdArray([.. Enumerable.Range(0, x.Count).Select(i => (double)i)], x.Shape).Take(indices);
        for (var i = 0; i < places.Count; i++) action(i, (int)places.Data[i]);
    }
}
