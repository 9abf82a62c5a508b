namespace Arena.Analyzers.Shapes.Algebra;

/// <summary>A size that has a name instead of a value.</summary>
/// <param name="key">Tells it from every other symbol.</param>
/// <param name="name">What messages call it.</param>
/// <param name="isDeclared">
/// Whether somebody gave it that name: an axis of a contract, a parameter. Two declared symbols are meant to differ; of
/// two others nothing is known.
/// </param>
internal sealed class Symbol(string key, string name, bool isDeclared)
{
    private static readonly string[] Counts = ["n_", "num_", "number_of_"];

    /// <summary>Tells it from every other symbol.</summary>
    public string Key { get; } = key;

    /// <summary>What messages call it.</summary>
    public string Name { get; } = name;

    /// <summary>Whether somebody gave it that name.</summary>
    public bool IsDeclared { get; } = isDeclared;

    /// <summary>
    /// Whether two names may well mean one thing: <c>rows</c> or <c>n_rows</c>, a parameter, is how many there are
    /// along <c>row</c>.
    /// </summary>
    public bool IsAkinTo(Symbol other) => CountsAlong(other) || other.CountsAlong(this);

    /// <summary>What was divided, when the symbol stands for a quotient rounded down.</summary>
    public Size? Dividend { get; private init; }

    /// <summary>By what it was divided.</summary>
    public long Divisor { get; private init; }

    /// <summary>The symbol for a quotient rounded down.</summary>
    public static Symbol Quotient(Size dividend, long divisor)
    {
        var text = dividend.IsSingle ? $"{dividend}/{divisor}" : $"({dividend})/{divisor}";
        return new Symbol($"{dividend.Key}/{divisor}", text, isDeclared: false)
        {
            Dividend = dividend,
            Divisor = divisor,
        };
    }

    private bool CountsAlong(Symbol axis) =>
        Stem.StartsWith(axis.Stem, StringComparison.Ordinal)
        && Stem.Substring(axis.Stem.Length) is "" or "s" or "_size" or "_len" or "_length" or "_count";

    private string Stem
    {
        get
        {
            foreach (var prefix in Counts)
                if (Key.StartsWith(prefix, StringComparison.Ordinal) && Key.Length > prefix.Length)
                    return Key.Substring(prefix.Length);
            return Key;
        }
    }
}
