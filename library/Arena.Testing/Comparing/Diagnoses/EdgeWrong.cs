namespace Arena.Testing.Comparing.Diagnoses;

/// <summary>
/// Wrong at the last or first place of an axis only: a loop or slice ends too early or starts too late.
/// </summary>
internal sealed class EdgeWrong : IDiagnosis
{
    public string? Of(Comparison c)
    {
        if (!c.SameShape) return null;
        for (var axis = 0; axis < c.Actual.Rank; axis++)
        {
            var size = c.Actual.Shape[axis];
            var places = c.Wrong.Select(i => c.Actual.Index(i, axis)).Distinct().ToList();
            // One value of a few is wrong at an end as easily as anywhere else.
            if (size < (c.Actual.Rank == 1 ? 5 : 3) || places is not [var place] || (place != 0 && place != size - 1)) continue;
            if (2 * c.Wrong.Count <= c.Actual.Count / size) continue;
            var (which, how) = place == 0 ? ("first", "start one too late") : ("last", "end one too early");
            return $"Only {c.Axis(axis)} {place}, the {which}, is wrong: does a loop or slice {how}?";
        }
        return null;
    }
}
