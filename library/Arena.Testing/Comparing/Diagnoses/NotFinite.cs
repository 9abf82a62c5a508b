namespace Arena.Testing.Comparing.Diagnoses;

/// <summary>NaN or an infinity where a number should be.</summary>
internal sealed class NotFinite : IDiagnosis
{
    public string? Of(Comparison c)
    {
        if (!c.SameShape) return null;
        var nan = c.Wrong.Where(i => double.IsNaN(c.Actual.Data[i])).ToList();
        var infinite = c.Wrong.Where(i => double.IsInfinity(c.Actual.Data[i])).ToList();
        if (nan.Count > 0)
            return $"{Places(c, nan, "NaN")}: 0/0, ∞-∞, the logarithm or root of a negative number, " +
                "or a softmax over nothing but -∞.";
        // Where -∞ is a number like others, as under a mask, it is not one too large.
        if (infinite.Count > 0 && infinite.All(i => double.IsNegativeInfinity(c.Actual.Data[i]))
            && c.Expected.Data.Any(double.IsNegativeInfinity))
        {
            return $"{Places(c, infinite, "-∞")}, and should not be: is more masked or ruled out than should be?";
        }
        return infinite.Count > 0
            ? $"{Places(c, infinite, "infinite")}: a division by 0, the logarithm of 0, or an exp() that overflows."
            : null;
    }

    private static string Places(Comparison c, List<int> elements, string what)
    {
        if (c.Actual.Rank == 0) return $"It is {what}";
        var are = elements.Count == 1 ? "is" : "are";
        var count = $"{Number.Count(elements.Count, "value")} of {c.Actual.Count}";
        return $"{count} {are} {what}, first at {c.Place(elements[0])}{Slice(c, elements)}";
    }

    // "(all of week 1)", when it is exactly one slice.
    private static string Slice(Comparison c, List<int> elements)
    {
        for (var axis = 0; axis < c.Actual.Rank && elements.Count > 1; axis++)
        {
            var index = c.Actual.Index(elements[0], axis);
            if (elements.Count * c.Actual.Shape[axis] == c.Actual.Count
                && elements.All(i => c.Actual.Index(i, axis) == index))
                return $" (all of {c.Axis(axis)} {index})";
        }
        return "";
    }
}
