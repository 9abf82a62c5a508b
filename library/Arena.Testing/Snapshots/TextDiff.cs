using DiffPlex.DiffBuilder;
using DiffPlex.DiffBuilder.Model;

namespace Arena.Testing.Snapshots;

/// <summary>The lines in which two texts differ.</summary>
internal static class TextDiff
{
    private const int Context = 3;

    /// <summary>
    /// Changed lines after "- " and "+ ", with three unchanged lines around them and "..." for the others.
    /// </summary>
    public static string Of(string before, string after)
    {
        var lines = InlineDiffBuilder.Diff(before, after, ignoreWhiteSpace: false).Lines;
        var shown = new List<string>();
        var left = false;
        for (var i = 0; i < lines.Count; i++)
        {
            var near = lines.Skip(i - Context).Take(Math.Min(i, Context) + 1 + Context)
                .Any(line => line.Type != ChangeType.Unchanged);
            if (near) shown.Add(Sign(lines[i].Type) + lines[i].Text);
            else if (!left) shown.Add("...");
            left = !near;
        }
        return string.Join('\n', shown);
    }

    private static string Sign(ChangeType type) => type switch
    {
        ChangeType.Inserted => "+ ",
        ChangeType.Deleted => "- ",
        _ => "  ",
    };
}
