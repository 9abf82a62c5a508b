namespace Arena.TestLogger;

/// <summary>Ids in the order in which they are met: 0.0.9 before 0.0.10, and what has none last.</summary>
internal sealed class ExerciseOrder : IComparer<string?>
{
    public static ExerciseOrder Instance { get; } = new();

    public int Compare(string? x, string? y)
    {
        if (x is null || y is null) return (x is null).CompareTo(y is null);
        return Numbers(x).Zip(Numbers(y), (a, b) => a.CompareTo(b))
            .FirstOrDefault(order => order != 0, x.Length.CompareTo(y.Length));
    }

    private static IEnumerable<int> Numbers(string id) =>
        id.Split('.').Select(part => int.TryParse(part, out var number) ? number : int.MaxValue);
}
