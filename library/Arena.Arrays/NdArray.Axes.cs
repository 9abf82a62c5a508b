namespace Arena.Arrays;

/// <content>What moves, stretches, picks and sums along axes.</content>
public sealed partial class NdArray
{
    /// <summary>The same numbers in the same order, with other axes.</summary>
    /// <exception cref="ArgumentException">The shape has another number of places.</exception>
    public NdArray Reshape(params IReadOnlyList<int> shape) =>
        CountOf(shape) == Count
            ? new(data.AsSpan().ToArray(), [.. shape])
            : throw new ArgumentException($"{Count} numbers do not fill the shape {Text(shape)}.", nameof(shape));

    /// <summary>The axes in another order: axis i of the result is axis <c>order[i]</c> of this array.</summary>
    /// <exception cref="ArgumentException">The order does not name every axis once.</exception>
    public NdArray Permute(params IReadOnlyList<int> order)
    {
        var axes = order.Select(Axis).ToArray();
        if (axes.Length != Rank || axes.Distinct().Count() != Rank)
            throw new ArgumentException(
                $"{Text(order)} does not name every axis of {Text(shape)} once.", nameof(order));
        var steps = StepsOf(shape);
        return Walk([.. axes.Select(axis => shape[axis])], [.. axes.Select(axis => steps[axis])]);
    }

    /// <summary>The array stretched to a shape: new axes on the left, and axes of size 1 repeated.</summary>
    /// <returns>This array itself, where there is nothing to stretch.</returns>
    /// <exception cref="ArgumentException">It cannot be stretched to that shape.</exception>
    public NdArray BroadcastTo(params IReadOnlyList<int> shape)
    {
        if (shape.SequenceEqual(this.shape)) return this;
        if (!BroadcastShape(this.shape, shape).SequenceEqual(shape))
            throw new ArgumentException($"The shape {Text(this.shape)} cannot be stretched to {Text(shape)}.");
        var missing = shape.Count - Rank;
        var steps = StepsOf(this.shape);
        return Walk(shape, [.. shape.Select((_, axis) =>
            axis < missing || this.shape[axis - missing] == 1 ? 0 : steps[axis - missing])]);
    }

    /// <summary>The sum over some axes.</summary>
    /// <param name="axes">Which; negative ones count from the end. All of them when null, and none when empty.</param>
    /// <param name="keepDims">Whether the axes stay, with size 1.</param>
    public NdArray Sum(IReadOnlyList<int>? axes = null, bool keepDims = false) =>
        Fold(axes, keepDims, 0, (a, b) => a + b);

    /// <summary>The largest number along some axes.</summary>
    /// <param name="axes">Which; negative ones count from the end. All of them when null.</param>
    /// <param name="keepDims">Whether the axes stay, with size 1.</param>
    public NdArray Max(IReadOnlyList<int>? axes = null, bool keepDims = false) =>
        Fold(axes, keepDims, double.NegativeInfinity, Math.Max);

    /// <summary>
    /// Picks along the first axes: <c>x.Take([2, 0])</c> are rows 2 and 0, and <c>x.Take([2, 0], [1, 1])</c> the
    /// numbers at (2, 1) and (0, 1) of a matrix.
    /// </summary>
    /// <param name="indices">
    /// For each of the first axes the places on it, one for each item; all lists are equally long.
    /// </param>
    /// <returns><c>item</c>, then the axes for which there are no indices.</returns>
    /// <exception cref="ArgumentException">There are too many lists, or they differ in length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An index is outside of its axis.</exception>
    public NdArray Take(params IReadOnlyList<IReadOnlyList<int>> indices)
    {
        if (indices.Count == 0 || indices.Count > Rank || indices.Any(x => x.Count != indices[0].Count))
            throw new ArgumentException(
                $"There have to be 1 to {Rank} lists of indices for {Text(shape)}, all equally long.", nameof(indices));
        var rest = shape[indices.Count..];
        var (items, size) = (indices[0].Count, CountOf(rest));
        var result = new double[items * size];
        for (var item = 0; item < items; item++)
        {
            var row = 0;
            for (var axis = 0; axis < indices.Count; axis++)
            {
                var index = indices[axis][item];
                if (index < 0 || index >= shape[axis])
                    throw new ArgumentOutOfRangeException(
                        nameof(indices), $"{index} is no place on axis {axis} of {Text(shape)}.");
                row = row * shape[axis] + index;
            }
            data.AsSpan(row * size, size).CopyTo(result.AsSpan(item * size));
        }
        return new(result, [items, .. rest]);
    }

    /// <summary>For each row of <c>row column</c>, the column of its largest number.</summary>
    public int[] ArgMax()
    {
        var best = new int[shape[0]];
        for (var row = 0; row < shape[0]; row++)
            for (var column = 1; column < shape[1]; column++)
                if (this[row, column] > this[row, best[row]]) best[row] = column;
        return best;
    }

    private NdArray Fold(
        IReadOnlyList<int>? axes, bool keepDims, double start, Func<double, double, double> function)
    {
        var folded = axes is null ? [.. Enumerable.Range(0, Rank)] : axes.Select(Axis).ToHashSet();
        int[] kept = [.. shape.Select((size, axis) => folded.Contains(axis) ? 1 : size)];
        var steps = StepsOf(kept);
        for (var axis = 0; axis < Rank; axis++) if (folded.Contains(axis)) steps[axis] = 0;
        var result = new double[CountOf(kept)];
        Array.Fill(result, start);
        var place = new Walker(shape, steps);
        foreach (var number in data)
        {
            result[place.Offset] = function(result[place.Offset], number);
            place.Next();
        }
        return new(result, keepDims ? kept : [.. shape.Where((_, axis) => !folded.Contains(axis))]);
    }

    // Every way to move and to repeat numbers is a walk through them with other steps.
    private NdArray Walk(IReadOnlyList<int> shape, int[] steps)
    {
        var result = new double[CountOf(shape)];
        var place = new Walker([.. shape], steps);
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = data[place.Offset];
            place.Next();
        }
        return new(result, [.. shape]);
    }

    // Goes through all places of a shape, the last axis fastest, and knows where each one lies.
    private struct Walker(int[] shape, int[] steps)
    {
        private readonly int[] place = new int[shape.Length];

        public int Offset { get; private set; }

        public void Next()
        {
            for (var axis = shape.Length - 1; axis >= 0; axis--)
            {
                Offset += steps[axis];
                if (++place[axis] < shape[axis]) return;
                Offset -= steps[axis] * shape[axis];
                place[axis] = 0;
            }
        }
    }
}
