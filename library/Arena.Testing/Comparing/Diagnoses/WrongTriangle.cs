namespace Arena.Testing.Comparing.Diagnoses;

/// <summary>
/// A triangular mask that hides the past instead of the future, or the diagonal as well, or too little of it.
/// </summary>
internal sealed class WrongTriangle : IDiagnosis
{
    private static readonly (string Name, Func<int, int, bool> Hidden)[] Masks =
    [
        ("above the diagonal", (row, column) => column > row),
        ("on and above the diagonal", (row, column) => column >= row),
        ("below the diagonal", (row, column) => column < row),
        ("on and below the diagonal", (row, column) => column <= row),
    ];

    public string? Of(Comparison c)
    {
        var shape = c.Expected.Shape;
        if (!c.SameShape || shape.Length < 2 || shape[^1] != shape[^2] || shape[^1] < 3) return null;
        foreach (var hidden in new[] { 0, double.NegativeInfinity })
        {
            var should = Masks.FirstOrDefault(mask => Fits(c.Expected, mask.Hidden, hidden)).Name;
            var does = Masks.FirstOrDefault(mask => Fits(c.Actual, mask.Hidden, hidden)).Name;
            if (should is not null && does is not null && should != does)
                return $"What is {does} is {Number.Text(hidden)}, but it should be what is {should}: look at the " +
                    "mask's triu or tril, and its diagonal.";
        }
        return null;
    }

    private static bool Fits(Values values, Func<int, int, bool> mask, double hidden) =>
        Enumerable.Range(0, values.Count).All(i =>
            values.Data[i].Equals(hidden) == mask(values.Index(i, values.Rank - 2), values.Index(i, values.Rank - 1)));
}
