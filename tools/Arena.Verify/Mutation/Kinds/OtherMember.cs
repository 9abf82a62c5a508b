using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Verify.Mutation.Kinds;

/// <summary>Names another value of the same kind: <c>Reduction.Mean</c> becomes <c>Reduction.Sum</c>.</summary>
internal sealed class OtherMember : IMutation
{
    private static readonly Neighbours Pairs = new(
        ["Mean", "Sum"], ["Min", "Max"], ["Any", "All"],
        ["float32", "float64"], ["int32", "int64"],
        ["NegativeInfinity", "PositiveInfinity"], ["MinValue", "MaxValue"], ["Colon", "None"]);

    public IEnumerable<Change> Of(SyntaxNode node, SemanticModel model)
    {
        if (node is not SimpleNameSyntax name || node.Parent is NameColonSyntax) return [];
        var symbol = model.GetSymbolInfo(name).Symbol;
        if (symbol is not (IFieldSymbol or IPropertySymbol) || !symbol.IsStatic) return [];
        var others = symbol.ContainingType.GetMembers();
        var other = Pairs.Of(symbol.Name).FirstOrDefault(x => others.Any(y => y.Name == x))
            ?? NextOfEnum(symbol, others);
        return other is null ? [] : [new Change($"{symbol.Name} → {other}", name, other)];
    }

    private static string? NextOfEnum(ISymbol symbol, IEnumerable<ISymbol> members)
    {
        if (symbol.ContainingType.TypeKind != TypeKind.Enum) return null;
        var values = members.OfType<IFieldSymbol>().Where(x => x.HasConstantValue).ToList();
        if (values.Count < 2) return null;
        var index = values.FindIndex(x => x.Name == symbol.Name);
        return values[index + 1 < values.Count ? index + 1 : index - 1].Name;
    }
}
