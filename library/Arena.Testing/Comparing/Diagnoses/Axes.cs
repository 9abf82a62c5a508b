namespace Arena.Testing.Comparing.Diagnoses;

/// <summary>Ways in which axes can be rearranged.</summary>
internal static class Axes
{
    /// <summary>The largest rank whose orders are all tried: 5 axes have 120.</summary>
    public const int MostAxes = 5;

    /// <summary>Every order of the axes but the one that they have.</summary>
    public static IEnumerable<int[]> OtherOrders(int rank) =>
        rank > MostAxes
            ? []
            : Orders([.. Enumerable.Range(0, rank)]).Where(order => !order.SequenceEqual(Enumerable.Range(0, rank)));

    /// <summary>
    /// The one axis whose removal makes the first shape the second; null when there is none, or more than one.
    /// </summary>
    public static int? Removed(int[] from, int[] to)
    {
        var candidates = Enumerable.Range(0, from.Length)
            .Where(axis => from.Where((_, other) => other != axis).SequenceEqual(to)).ToList();
        return candidates is [var only] ? only : null;
    }

    private static IEnumerable<int[]> Orders(int[] axes) =>
        axes.Length <= 1
            ? [axes]
            : axes.SelectMany(first =>
                Orders([.. axes.Where(axis => axis != first)]).Select(rest => (int[])[first, .. rest]));
}
