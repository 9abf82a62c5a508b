using Arena.Patterns;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Arena.Analyzers.Patterns;

/// <summary>A pattern that the compiler knows, as it is a constant, and where it stands.</summary>
internal sealed class PatternText
{
    private PatternText(Pattern pattern, IReadOnlyList<PatternFinding> findings, IOperation argument)
    {
        Pattern = pattern;
        Findings = findings;
        Argument = argument;
    }

    /// <summary>
    /// What the text says. A <c>torch.einsum</c> is translated: each letter is an axis, and an output that is left out
    /// is put in. It can be worked with when <see cref="Pattern.Findings"/> is empty.
    /// </summary>
    public Pattern Pattern { get; }

    /// <summary>What is wrong with the text by itself; the places are those in the text as it was written.</summary>
    public IReadOnlyList<PatternFinding> Findings { get; }

    /// <summary>The expression that gives the text.</summary>
    public IOperation Argument { get; }

    /// <summary>Reads a pattern; null when the expression is no constant text.</summary>
    public static PatternText? Of(PatternKind kind, IOperation? argument)
    {
        if (TextOf(argument) is not { } text) return null;
        var pattern = Pattern.Parse(kind, text);
        return new PatternText(pattern, pattern.Findings, argument!);
    }

    /// <summary>Reads the equation of a <c>torch.einsum</c>.</summary>
    public static PatternText? OfLetters(IOperation? argument)
    {
        if (TextOf(argument) is not { } text) return null;
        var (pattern, findings) = LetterEquation.Read(text);
        return new PatternText(pattern, findings, argument!);
    }

    /// <summary>
    /// Reads the contract of a <c>[Shape("…")]</c>, the course's own or the one that is made for a project without it.
    /// </summary>
    public static PatternText? Of(IAttributeOperation attribute) =>
        attribute.Operation is IObjectCreationOperation
        {
            Constructor: { ContainingType: var type, Parameters: [{ Type.SpecialType: SpecialType.System_String }] },
            Arguments: [{ Value: var contract }],
        } && TorchTypes.IsShape(type)
            ? Of(PatternKind.Contract, contract)
            : null;

    private static string? TextOf(IOperation? argument) =>
        argument?.ConstantValue is { HasValue: true, Value: string text } ? text : null;
}
