using System.Text;

namespace Arena.Testing.Comparing;

/// <summary>Small tensors, printed whole: what is on the left, what should be on the right.</summary>
internal static class SideBySide
{
    private const int MostRows = 12;
    private const int MostWidth = 110;
    private const string Left = "is";
    private const string Right = "should be";

    /// <summary>The picture, or null when the tensors are too large for it.</summary>
    public static string? Of(Values actual, Values expected)
    {
        if (actual.Count == 0 || expected.Count == 0 || actual.Rank is 0 or > 3 || expected.Rank is 0 or > 3)
            return null;
        if (Rows(actual) is not { } left || Rows(expected) is not { } right) return null;
        var width = Math.Max(left.Max(row => row.Length), Left.Length);
        if (width + right.Max(row => row.Length) + 3 > MostWidth) return null;
        var picture = new StringBuilder();
        for (var row = -1; row < Math.Max(left.Length, right.Length); row++)
        {
            var (l, r) = row < 0
                ? (Left, Right)
                : (left.ElementAtOrDefault(row) ?? "", right.ElementAtOrDefault(row) ?? "");
            picture.Append(("  " + l.PadRight(width) + "   " + r).TrimEnd()).Append('\n');
        }
        return picture.ToString().TrimEnd('\n');
    }

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
