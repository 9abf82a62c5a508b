namespace Arena.Testing.Comparing.Diagnoses;

/// <summary>[n, 1] met [n] and became [n, n]: one of the two kept an axis that the other had lost.</summary>
internal sealed class OuterProduct : IDiagnosis
{
    public string? Of(Comparison c)
    {
        var actual = c.Actual.Shape;
        var vector = c.Expected.Shape.Where(size => size != 1).ToArray();
        if (c.SameShape || vector is not [> 1 and var n] || actual.Length != 2 || actual[0] != n || actual[1] != n)
            return null;
        return $"[{n}, 1] and [{n}] were broadcast against each other, which makes [{n}, {n}]: give both the same " +
            "axes, with keepdim, unsqueeze or squeeze.";
    }
}
