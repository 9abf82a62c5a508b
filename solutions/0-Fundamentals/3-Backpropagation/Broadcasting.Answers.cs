using Arena.Arrays;

namespace Arena.Fundamentals.Backpropagation;

/// <summary>What else learners may write to undo broadcasting.</summary>
[SolutionOnly]
internal static class BroadcastingAnswers
{
    [WrongAnswer("0.3.3", Says = "nothing was summed")]
    internal static NdArray SumsNothing(NdArray gradient, IReadOnlyList<int> shape) => gradient;

    [WrongAnswer("0.3.3", Says = "those of size 1 were not")]
    internal static NdArray SumsTheNewAxesOnly(NdArray gradient, IReadOnlyList<int> shape) =>
        gradient.Sum([.. Enumerable.Range(0, gradient.Rank - shape.Count)]);

    [WrongAnswer("0.3.3", Says = "the axes of size 1 are gone")]
    internal static NdArray LosesTheAxesOfSizeOne(NdArray gradient, IReadOnlyList<int> shape)
    {
        var missing = gradient.Rank - shape.Count;
        return gradient.Sum([.. Enumerable.Range(0, gradient.Rank).Where(i => i < missing || shape[i - missing] == 1)]);
    }

    [WrongAnswer("0.3.3")]
    internal static NdArray AlignsOnTheLeft(NdArray gradient, IReadOnlyList<int> shape)
    {
        var stretched = Enumerable.Range(0, gradient.Rank)
            .Where(i => i >= shape.Count || shape[i] != gradient.Shape[i]);
        return gradient.Sum([.. stretched], keepDims: true).Reshape(shape);
    }

    [WrongAnswer("0.3.3", Says = "the mean was taken")]
    internal static NdArray TakesTheMean(NdArray gradient, IReadOnlyList<int> shape)
    {
        var sum = SumsFromTheLeft(gradient, shape);
        return sum * ((double)sum.Count / gradient.Count);
    }

    [WrongAnswer("0.3.3", Says = "one of the copies' gradients was taken")]
    internal static NdArray TakesTheFirstCopy(NdArray gradient, IReadOnlyList<int> shape)
    {
        while (gradient.Rank > shape.Count) gradient = gradient.Take([0]).Reshape([.. gradient.Shape.Skip(1)]);
        for (var axis = 0; axis < shape.Count; axis++)
            if (shape[axis] == 1) gradient = First(gradient, axis);
        return gradient;
    }

    [RightAnswer("0.3.3")]
    internal static NdArray SumsFromTheLeft(NdArray gradient, IReadOnlyList<int> shape)
    {
        while (gradient.Rank > shape.Count) gradient = gradient.Sum([0]);
        for (var axis = 0; axis < shape.Count; axis++)
            if (shape[axis] == 1) gradient = gradient.Sum([axis], keepDims: true);
        return gradient;
    }

    [RightAnswer("0.3.3")]
    internal static NdArray CollectsNumberByNumber(NdArray gradient, IReadOnlyList<int> shape)
    {
        // Which number of the small array each place of the large one was filled from.
        var count = shape.Aggregate(1, (product, size) => product * size);
        var sources = new NdArray([.. Enumerable.Range(0, count).Select(i => (double)i)], shape)
            .BroadcastTo(gradient.Shape);
        var sums = new double[count];
        for (var i = 0; i < gradient.Count; i++) sums[(int)sources.Data[i]] += gradient.Data[i];
        return new NdArray(sums, shape);
    }

    private static NdArray First(NdArray x, int axis)
    {
        int[] order = [axis, .. Enumerable.Range(0, x.Rank).Where(other => other != axis)];
        int[] back = [.. Enumerable.Range(0, x.Rank).Select(place => Array.IndexOf(order, place))];
        return x.Permute(order).Take([0]).Permute(back);
    }
}
