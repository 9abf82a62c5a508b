namespace Arena.Patterns;

/// <summary>Tells a misspelt axis name from two names that are meant to differ.</summary>
public static class Typos
{
    /// <summary>
    /// Whether one name is most likely the other one misspelt: one letter is added, missing, changed or swapped with
    /// its neighbour. Short names (<c>i j</c>) and numbered or suffixed ones (<c>dim1 dim2</c>, <c>seq_q seq_k</c>) are
    /// meant to differ.
    /// </summary>
    public static bool IsLikely(string one, string other)
    {
        var (shorter, longer) = one.Length <= other.Length ? (one, other) : (other, one);
        if (longer.Length < 3 || longer.Length - shorter.Length > 1) return false;

        var start = 0;
        while (start < shorter.Length && shorter[start] == longer[start]) start++;
        var end = 0;
        while (end < shorter.Length - start && shorter[shorter.Length - 1 - end] == longer[longer.Length - 1 - end])
            end++;

        var differing = longer.Skip(start).Take(longer.Length - start - end).ToList();
        var replaced = shorter.Skip(start).Take(shorter.Length - start - end);
        if (!differing.Concat(replaced).All(char.IsLetter)) return false;
        if (longer.Length > shorter.Length) return differing.Count == 1;
        return differing.Count == 1
            ? !StandsAlone(longer, start)
            : differing.Count == 2 && shorter[start] == longer[start + 1] && shorter[start + 1] == longer[start];
    }

    /// <summary>The question whether another name was meant, or null when none is likely.</summary>
    public static string? DidYouMean(string name, IEnumerable<string> names) =>
        Closest(name, names) is { } meant ? $"Did you mean '{meant}'?" : null;

    /// <summary>The name that was most likely meant, or null.</summary>
    public static string? Closest(string name, IEnumerable<string> names) =>
        names.FirstOrDefault(other => other != name && IsLikely(name, other));

    private static bool StandsAlone(string name, int at) =>
        (at == 0 || name[at - 1] == '_') && (at == name.Length - 1 || name[at + 1] == '_');
}
