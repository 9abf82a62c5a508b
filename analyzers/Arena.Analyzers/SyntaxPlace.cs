using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Arena.Analyzers;

/// <summary>Places in a file as the properties of a finding hold them, for its fix: <c>start:length</c>.</summary>
internal static class SyntaxPlace
{
    public static string Write(SyntaxNode node) =>
        string.Format(CultureInfo.InvariantCulture, "{0}:{1}", node.SpanStart, node.Span.Length);

    public static ImmutableDictionary<string, string?> Property(string name, SyntaxNode node) =>
        ImmutableDictionary<string, string?>.Empty.Add(name, Write(node));

    /// <summary>The innermost of the nodes at a place; null when the file has no node there.</summary>
    public static SyntaxNode? Read(string? place, SyntaxNode root)
    {
        if (place?.Split(':') is not [var start, var length]
            || !int.TryParse(start, NumberStyles.None, CultureInfo.InvariantCulture, out var from)
            || !int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
            return null;
        var span = new TextSpan(from, count);
        if (!root.FullSpan.Contains(span)) return null;
        var node = root.FindNode(span, getInnermostNodeForTie: true);
        return node.Span == span ? node : null;
    }
}
