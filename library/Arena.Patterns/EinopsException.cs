using System.Text;

namespace Arena.Patterns;

/// <summary>A pattern is wrong, or does not fit the tensors and sizes that it is applied to.</summary>
/// <remarks>
/// The message quotes the pattern, points at the place, names the cause and, where it is known, what to do, and shows
/// the shapes and sizes that were given.
/// </remarks>
public sealed class EinopsException : ArgumentException
{
    /// <summary>Makes the exception for a finding.</summary>
    /// <param name="operation">The function that was called: <c>"Rearrange"</c>.</param>
    /// <param name="pattern">The pattern's text.</param>
    /// <param name="finding">What is wrong.</param>
    /// <param name="given">What it was applied to, in a line; empty when nothing was.</param>
    public EinopsException(string operation, string pattern, PatternFinding finding, string given = "")
        : base(Describe(operation, pattern, finding, given))
    {
        Operation = operation;
        Pattern = pattern;
        Finding = finding;
    }

    /// <summary>The function that was called.</summary>
    public string Operation { get; }

    /// <summary>The pattern's text.</summary>
    public string Pattern { get; }

    /// <summary>What is wrong, and where.</summary>
    public PatternFinding Finding { get; }

    private static string Describe(string operation, string pattern, PatternFinding finding, string given)
    {
        var text = new StringBuilder().Append(operation).Append(" \"").Append(OnOneLine(pattern)).Append('"');
        if (finding.Place is { } place)
            text.Append('\n').Append(' ', operation.Length + 2 + place.Start).Append('^', Math.Max(1, place.Length));
        text.Append('\n').Append(finding.Cause);
        if (finding.Advice.Length > 0) text.Append(' ').Append(finding.Advice);
        if (given.Length > 0) text.Append('\n').Append(given);
        return text.ToString();
    }

    // A tab or line break would move the caret away from its place.
    private static string OnOneLine(string pattern) =>
        new([.. pattern.Select(c => char.IsControl(c) ? '·' : c)]);
}
