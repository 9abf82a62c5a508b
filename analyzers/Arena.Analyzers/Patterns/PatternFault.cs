using Arena.Patterns;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Arena.Analyzers.Patterns;

/// <summary>Something that is wrong with a pattern or with what came with it.</summary>
/// <param name="Finding">What is wrong.</param>
/// <param name="Text">The pattern that it is about.</param>
/// <param name="Call">The call; null for an attribute.</param>
/// <param name="SizeIndex">Which of the sizes it is about, or -1.</param>
internal sealed record PatternFault(
    PatternFinding Finding, PatternText Text, PatternCall? Call = null, int SizeIndex = -1)
{
    /// <summary>The tuple of the size that it is about.</summary>
    public ITupleOperation? SizeTuple
    {
        get
        {
            if (SizeIndex < 0) return null;
            var operation = Call!.Sizes![SizeIndex].Size;
            while (operation is not null and not ITupleOperation) operation = operation.Parent;
            return (ITupleOperation?)operation;
        }
    }

    /// <summary>The finding as the compiler shows it.</summary>
    public Diagnostic AsDiagnostic(DiagnosticDescriptor rule)
    {
        var places = LiteralPlaces.Of(Text.Argument);
        var primary = places.LocationOf(Finding.Place);
        var others = places.InConstants(Finding.Place);
        if (SizeTuple is { } tuple)
        {
            others = Finding.Place is null ? [] : [primary, .. others];
            primary = tuple.Syntax.GetLocation();
        }
        return Diagnostic.Create(rule, primary, others, PatternRepair.Of(this)?.AsProperties(), Message);
    }

    // One sentence has no full stop, as in the compiler's own messages.
    private string Message =>
        Finding.Advice.Length > 0 ? $"{Finding.Cause} {Finding.Advice}" : Finding.Cause.TrimEnd('.');
}
