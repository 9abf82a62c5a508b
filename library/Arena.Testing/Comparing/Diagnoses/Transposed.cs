namespace Arena.Testing.Comparing.Diagnoses;

/// <summary>The right values with their axes in another order.</summary>
internal sealed class Transposed : IDiagnosis
{
    public string? Of(Comparison c)
    {
        if (c.Actual.Rank != c.Expected.Rank || c.Actual.Rank < 2) return null;
        var order = Axes.OtherOrders(c.Expected.Rank).FirstOrDefault(order => c.Is(c.Expected.Permute(order)));
        if (order is not null)
        {
            var moved = Enumerable.Range(0, order.Length).Where(axis => order[axis] != axis).ToList();
            return moved is [var a, var b]
                ? $"The values are right, but {c.Axis(a)} and {c.Axis(b)} are swapped (transposed)."
                : $"The values are right, but the axes are in the order {List(c, order)} instead of " +
                    $"{List(c, [.. Enumerable.Range(0, order.Length)])}.";
        }
        if (c.SameShape) return null;

        // The values are wrong as well; of the shape alone the order can be told only if no two sizes are the same.
        var distinct = c.Expected.Shape.Distinct().Count() == c.Expected.Rank;
        var likely = Axes.OtherOrders(c.Expected.Rank)
            .FirstOrDefault(o => o.Select(axis => c.Expected.Shape[axis]).SequenceEqual(c.Actual.Shape));
        return distinct && likely is not null ? $"By their sizes, the axes are in the order {List(c, likely)}." : null;
    }

    private static string List(Comparison c, int[] order) => string.Join(", ", order.Select(c.Axis));
}
