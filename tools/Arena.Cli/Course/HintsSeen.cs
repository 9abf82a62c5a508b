using System.Globalization;

namespace Arena.Cli.Course;

/// <summary>How many hints of each exercise the learner has seen: <c>.arena/hints.txt</c>, one line "0.0.7 2" an
/// exercise.</summary>
internal sealed class HintsSeen(Workspace workspace)
{
    private readonly string path = Path.Combine(workspace.State, "hints.txt");

    /// <summary>How many hints of an exercise were shown.</summary>
    public int Of(string exerciseId) => Read().GetValueOrDefault(exerciseId);

    /// <summary>Remembers that hints up to a level were shown.</summary>
    public void Remember(string exerciseId, int level)
    {
        var seen = Read();
        if (seen.GetValueOrDefault(exerciseId) >= level) return;
        seen[exerciseId] = level;
        Directory.CreateDirectory(workspace.State);
        File.WriteAllText(path, string.Concat(seen.Select(x => $"{x.Key} {x.Value}\n")));
    }

    private SortedDictionary<string, int> Read()
    {
        var seen = new SortedDictionary<string, int>(StringComparer.Ordinal);
        if (!File.Exists(path)) return seen;
        foreach (var line in File.ReadLines(path))
            if (line.Split(' ') is [var id, var level]
                && int.TryParse(level, CultureInfo.InvariantCulture, out var number))
                seen[id] = number;
        return seen;
    }
}
