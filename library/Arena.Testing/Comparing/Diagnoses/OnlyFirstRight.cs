namespace Arena.Testing.Comparing.Diagnoses;

/// <summary>Right at the first place of an axis only: the others were forgotten.</summary>
internal sealed class OnlyFirstRight : IDiagnosis
{
    public string? Of(Comparison c)
    {
        if (!c.SameShape) return null;
        for (var axis = 0; axis < c.Actual.Rank; axis++)
        {
            var wrong = c.Wrong.Select(i => c.Actual.Index(i, axis)).Distinct().Count();
            if (c.Actual.Shape[axis] > 2 && wrong == c.Actual.Shape[axis] - 1
                && c.Wrong.All(i => c.Actual.Index(i, axis) > 0)
                && 2 * c.Wrong.Count > c.Actual.Count * wrong / c.Actual.Shape[axis])
                return $"Only {c.Axis(axis)} 0 is right: was the rest of {c.Axis(axis)} forgotten?";
        }
        return null;
    }
}
