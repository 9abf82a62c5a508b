using Arena.Patterns;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Verify.Mutation.Kinds;

/// <summary>
/// Gives a pattern its axes in another order, one too few or too many on the right, or two axes where one is shared:
/// <c>"a b -> (a b)"</c> becomes <c>"a b -> (b a)"</c>.
/// </summary>
internal sealed class OtherPattern : IMutation
{
    /// <summary>The name of the parameter that is a pattern.</summary>
    public const string Parameter = "pattern";

    public IEnumerable<Change> Of(SyntaxNode node, SemanticModel model)
    {
        if (node is not LiteralExpressionSyntax { Token: { Value: string text } token } literal
            || token.Text != $"\"{text}\""
            || Code.Parameter(literal, model) is not { } parameter
            || KindOf(parameter) is not { } kind
            || Pattern.Parse(kind, text) is not { Findings: [] } pattern)
            return [];
        var sized = SizedAxes(literal);
        var seen = new HashSet<string> { Meaning(pattern, sized) };
        return Others(pattern)
            .Where(x => Pattern.Parse(kind, x.Text) is { Findings: [] } other && seen.Add(Meaning(other, sized)))
            .Select(x => new Change(x.Kind, literal, $"\"{x.Text}\""));
    }

    private static PatternKind? KindOf(IParameterSymbol parameter)
    {
        var method = parameter.ContainingSymbol;
        if (method.ContainingNamespace.ToDisplayString() != "Arena.Tensors") return null;
        return (method.Name, parameter.Name) switch
        {
            ("EinMix", "weight" or "bias") => PatternKind.Weight,
            (_, not Parameter) => null,
            ("Pack" or "Unpack", _) => PatternKind.Pack,
            (var name, _) => Enum.TryParse<PatternKind>(name, out var kind) ? kind : null,
        };
    }

    private static IEnumerable<(string Kind, string Text)> Others(Pattern pattern)
    {
        if (pattern.Output is { } output)
        {
            foreach (var text in Swaps(pattern.Text, output.Elements)) yield return ("axes swapped", text);
            foreach (var text in GroupSwaps(pattern.Text, output)) yield return ("axes of a group swapped", text);
            if (pattern.Kind is PatternKind.Einsum or PatternKind.Reduce)
            {
                if (Shorter(pattern.Text, output) is { } shorter) yield return ("axis dropped", shorter);
                if (Longer(pattern, output) is { } longer) yield return ("axis not summed", longer);
            }
        }
        foreach (var side in pattern.Inputs)
        {
            foreach (var text in Swaps(pattern.Text, side.Elements)) yield return ("axes swapped", text);
            foreach (var text in GroupSwaps(pattern.Text, side)) yield return ("axes of a group swapped", text);
        }
        if (pattern.Kind == PatternKind.Einsum && NotShared(pattern) is { } apart)
            yield return ("axis no longer shared", apart);
        if (pattern.Inputs is [var first, var second])
            yield return ("inputs swapped", Swap(pattern.Text, first.Place, second.Place));
    }

    private static IEnumerable<string> GroupSwaps(string text, PatternSide side) =>
        side.Elements.SelectMany(x => Swaps(text, x.Parts));

    private static IEnumerable<string> Swaps(string text, IReadOnlyList<PatternElement> elements) =>
        elements.Zip(elements.Skip(1)).Select(x => Swap(text, x.First.Place, x.Second.Place));

    private static string Swap(string text, Place first, Place second) =>
        text[..first.Start] + text[second.Start..second.End] + text[first.End..second.Start]
        + text[first.Start..first.End] + text[second.End..];

    private static string? Shorter(string text, PatternSide output) =>
        output.Elements is [.., var last] ? (text[..last.Place.Start].TrimEnd() + text[last.Place.End..]) : null;

    private static string? Longer(Pattern pattern, PatternSide output) =>
        pattern.Inputs.SelectMany(x => x.Names).Except(output.Names).FirstOrDefault() is { } summed
            ? $"{pattern.Text.TrimEnd()} {summed}"
            : null;

    // The last use of an axis that several inputs, or one of them several times, share.
    private static string? NotShared(Pattern pattern) =>
        pattern.Inputs.SelectMany(x => x.Elements)
            .Where(x => x.Kind == ElementKind.Axis)
            .GroupBy(x => x.Name)
            .FirstOrDefault(x => x.Count() > 1)?.Last() is { Place.End: var end }
            ? pattern.Text[..end] + "_2" + pattern.Text[end..]
            : null;

    // The axes that are given a size: ("head", heads).
    private static HashSet<string> SizedAxes(LiteralExpressionSyntax pattern) =>
        [.. pattern.FirstAncestorOrSelf<ArgumentListSyntax>()!.Arguments
            .Select(x => x.Expression)
            .OfType<TupleExpressionSyntax>()
            .SelectMany(x => x.DescendantNodes().OfType<LiteralExpressionSyntax>())
            .Select(x => x.Token.ValueText)];

    // Patterns that differ only in the names of axes mean the same, unless somebody else uses the names.
    private static string Meaning(Pattern pattern, HashSet<string> sized)
    {
        if (pattern.Output is null) return pattern.Text;
        var names = pattern.Names.Where(x => !sized.Contains(x)).ToList();
        return string.Concat(Tokenizer.Read(pattern.Text).Select(x =>
            names.IndexOf(x.Text) is var index and >= 0 ? $" #{index}" : $" {x.Text}"));
    }
}
