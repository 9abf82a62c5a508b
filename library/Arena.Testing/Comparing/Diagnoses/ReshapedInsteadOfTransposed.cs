namespace Arena.Testing.Comparing.Diagnoses;

/// <summary>The right shape, but reached by reshape or view where the axes had to change places.</summary>
internal sealed class ReshapedInsteadOfTransposed : IDiagnosis
{
    public string? Of(Comparison c)
    {
        if (!c.SameShape || c.Expected.Rank < 2 || !c.ExpectedVaries) return null;
        var order = Axes.OtherOrders(c.Expected.Rank)
            .Where(order => !order.Select(axis => c.Expected.Shape[axis]).SequenceEqual(c.Expected.Shape))
            .FirstOrDefault(order => c.HasElements(c.Expected.Permute(order)));
        return order is null
            ? null
            : $"The values lie in the order {string.Join(", ", order.Select(c.Axis))}: reshape and view only cut the " +
                "same sequence anew, they do not exchange axes. Transpose first.";
    }
}
