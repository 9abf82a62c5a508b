namespace Arena.Testing.Comparing;

/// <summary>
/// Small tensors, printed whole: what is on the left, what should be on the right; one above the other where they are
/// too wide for that.
/// </summary>
internal static class SideBySide
{
    private const int MostRows = 12;
    // A terminal of 80 columns, less the indentation of whoever prints the message.
    private const int MostWidth = 74;
    private const string Left = "is";
    private const string Right = "should be";

    /// <summary>The picture, or null when the tensors are too large for it.</summary>
    public static string? Of(Values actual, Values expected)
    {
        if (actual.Count == 0 || expected.Count == 0 || actual.Rank is 0 or > 3 || expected.Rank is 0 or > 3)
            return null;
        if (Rows(actual) is not { } left || Rows(expected) is not { } right) return null;
        var width = Math.Max(left.Max(row => row.Length), Left.Length);
        var widest = Math.Max(width, right.Max(row => row.Length));
        var lines = 2 + width + 3 + right.Max(row => row.Length) <= MostWidth ? Beside(left, right, width)
            : 4 + widest <= MostWidth ? Below(left, right)
            : null;
        return lines is null ? null : string.Join('\n', lines.Select(line => ("  " + line).TrimEnd()));
    }

    private static IEnumerable<string> Beside(string[] left, string[] right, int width) =>
        Enumerable.Range(0, Math.Max(left.Length, right.Length))
            .Select(row => (left.ElementAtOrDefault(row) ?? "", right.ElementAtOrDefault(row) ?? ""))
            .Prepend((Left, Right))
            .Select(row => row.Item1.PadRight(width) + "   " + row.Item2);

    private static IEnumerable<string> Below(string[] left, string[] right) =>
        [Left, .. left.Select(row => "  " + row), Right, .. right.Select(row => "  " + row)];

    private static string[]? Rows(Values values)
    {
        var length = values.Shape[^1];
        var count = values.Count / length;
        var blocks = values.Rank == 3 ? values.Shape[0] : 1;
        if (count + blocks - 1 > MostRows) return null;
        var cells = values.Data.Select(Cell).ToArray();
        var width = cells.Max(cell => cell.Length);
        var rows = new List<string>();
        for (var row = 0; row < count; row++)
        {
            if (row > 0 && row % (count / blocks) == 0) rows.Add("");
            rows.Add(string.Join("  ", cells.Skip(row * length).Take(length).Select(cell => cell.PadLeft(width))));
        }
        return [.. rows];
    }

    private static string Cell(double value) =>
        double.IsFinite(value)
            ? value.ToString("G4", System.Globalization.CultureInfo.InvariantCulture)
            : Number.Text(value);
}
