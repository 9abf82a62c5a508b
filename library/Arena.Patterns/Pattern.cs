namespace Arena.Patterns;

/// <summary>A parsed pattern, with everything that is wrong with it.</summary>
public sealed class Pattern
{
    internal Pattern(
        PatternKind kind, string text, IReadOnlyList<PatternSide> inputs, PatternSide? output,
        IReadOnlyList<PatternFinding> findings)
    {
        Kind = kind;
        Text = text;
        Inputs = inputs;
        Output = output;
        Findings = findings;
    }

    /// <summary>What the pattern is for.</summary>
    public PatternKind Kind { get; }

    /// <summary>The text as it was given.</summary>
    public string Text { get; }

    /// <summary>What stands left of the arrow: one side; one for each operand of an einsum.</summary>
    public IReadOnlyList<PatternSide> Inputs { get; }

    /// <summary>What stands right of the arrow; null for the kinds without one, and when it is missing.</summary>
    public PatternSide? Output { get; }

    /// <summary>The one side of a pattern that has no operands.</summary>
    public PatternSide Input => Inputs[0];

    /// <summary>What is wrong with the pattern by itself; empty for a pattern that can be used.</summary>
    public IReadOnlyList<PatternFinding> Findings { get; }

    /// <summary>The axis names on both sides, each once, in order.</summary>
    public IEnumerable<string> Names =>
        Inputs.Concat(Output is null ? [] : [Output]).SelectMany(side => side.Names).Distinct();

    /// <summary>Reads a pattern. It never throws: what is wrong is in <see cref="Findings"/>.</summary>
    public static Pattern Parse(PatternKind kind, string text)
    {
        var parser = new PatternParser(kind, text);
        var pattern = parser.Read();
        // Rules about axes would only repeat in other words what the parser could not read.
        return pattern.Findings.Count > 0
            ? pattern
            : new Pattern(kind, text, pattern.Inputs, pattern.Output, [.. PatternRules.Check(pattern)]);
    }

    /// <summary>The pattern itself, when nothing is wrong with it.</summary>
    /// <param name="operation">The function that was called, for the message.</param>
    /// <param name="given">What it was applied to, for the message.</param>
    /// <exception cref="EinopsException">Something is wrong with the pattern; the first finding says what.</exception>
    public Pattern OrThrow(string operation, string given = "") =>
        Findings.Count == 0 ? this : throw new EinopsException(operation, Text, Findings[0], given);
}
