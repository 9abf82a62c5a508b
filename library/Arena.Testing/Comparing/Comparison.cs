namespace Arena.Testing.Comparing;

/// <summary>A wrong answer beside the right one.</summary>
internal sealed class Comparison
{
    // Products, powers and sums of float32 are right to about six digits.
    private const double Rounding = 2e-5;

    private readonly string[]? names;

    /// <param name="actual">The learner's tensor.</param>
    /// <param name="expected">What it should be.</param>
    /// <param name="tolerance">The largest difference allowed.</param>
    /// <param name="names">The names of the expected tensor's axes, when it has names.</param>
    public Comparison(Values actual, Values expected, double tolerance, string[]? names)
    {
        (Actual, Expected, Tolerance, this.names) = (actual, expected, tolerance, names);
        SameShape = actual.Shape.AsSpan().SequenceEqual(expected.Shape);
        Wrong = SameShape
            ? [.. Enumerable.Range(0, actual.Count)
                .Where(i => !Values.Close(actual.Data[i], expected.Data[i], tolerance))]
            : [];
    }

    public Values Actual { get; }

    public Values Expected { get; }

    public double Tolerance { get; }

    public bool SameShape { get; }

    /// <summary>The elements that differ, by their flat index; none when the shapes differ.</summary>
    public IReadOnlyList<int> Wrong { get; }

    /// <summary>
    /// Whether the right values differ among themselves by far more than the tolerance: of values that are all alike,
    /// every rule could be true.
    /// </summary>
    public bool ExpectedVaries => Varies(Expected);

    /// <summary>Whether values differ among themselves by far more than the tolerance.</summary>
    public bool Varies(Values values)
    {
        var finite = values.Data.Where(double.IsFinite).ToList();
        return finite.Count > 1 && finite.Max() - finite.Min() > Math.Max(10 * Tolerance, 1e-9);
    }

    /// <summary>Whether the wrong answer is this, in every element.</summary>
    public bool Is(Values candidate) =>
        candidate.Shape.AsSpan().SequenceEqual(Actual.Shape) && HasElements(candidate);

    /// <summary>Whether the wrong answer's elements are these, one after the other, whatever the shapes.</summary>
    public bool HasElements(Values candidate) =>
        candidate.Count == Actual.Count && Actual.Count > 0
            && Enumerable.Range(0, Actual.Count).All(i => Near(Actual.Data[i], candidate.Data[i]));

    /// <summary>Whether two values agree but for tolerance and rounding.</summary>
    public bool Near(double a, double b) =>
        double.IsFinite(b) ? Values.Close(a, b, Tolerance + Rounding * Math.Abs(b)) : a.Equals(b);

    /// <summary>An axis by its name, or else by its number.</summary>
    public string Axis(int axis) => names is null ? $"axis {axis}" : names[axis];

    /// <summary>"[week 2, day 5]".</summary>
    public string Place(int flat) =>
        Actual.Rank == 0
            ? "It"
            : $"[{string.Join(", ", Actual.Position(flat).Select(Index))}]";

    private string Index(int at, int axis) => names is null ? $"{at}" : $"{names[axis]} {at}";
}
