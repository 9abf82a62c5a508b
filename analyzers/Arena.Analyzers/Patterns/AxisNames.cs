using Arena.Analyzers.Shapes.Flow;

namespace Arena.Analyzers.Patterns;

/// <summary>Names for the axes of a pattern: their own where they have one, letters elsewhere.</summary>
internal sealed class AxisNames
{
    private readonly Dictionary<AxisPart, string> names = [];
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);

    /// <summary>Names parts, each of which has to be given once.</summary>
    public AxisNames(IReadOnlyCollection<AxisPart> parts)
    {
        foreach (var part in parts)
            if (Own(part) is { } name)
                names[part] = Free(name);
        var letter = 'a';
        foreach (var part in parts)
            if (!names.ContainsKey(part))
            {
                while (letter < 'z' && taken.Contains($"{letter}")) letter++;
                names[part] = Free($"{letter}");
            }
    }

    public string this[AxisPart part] => names[part];

    private static string? Own(AxisPart part)
    {
        if (part.Name is null) return null;
        var name = Contracts.SymbolOf(part.Name).Key;
        return name.All(letter => letter is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '_')
            && name is [>= 'a' and <= 'z', ..] and [.., not '_']
            ? name
            : null;
    }

    // Queries and keys may both be called "seq".
    private string Free(string name)
    {
        var free = name;
        for (var number = 2; !taken.Add(free); number++) free = $"{name}{number}";
        return free;
    }
}
