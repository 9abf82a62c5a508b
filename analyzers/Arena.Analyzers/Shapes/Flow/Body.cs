using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Arena.Analyzers.Shapes.Flow;

/// <summary>A method's body with the lambdas and local functions in it: what all of them share.</summary>
internal sealed class Body
{
    public Body(IOperation root, OperationBlockAnalysisContext block, TorchTypes torch, ClassFacts facts)
    {
        (Root, Block, Torch, Facts) = (root, block, torch, facts);
        var set = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var operation in root.Descendants())
        {
            if (operation is IVariableDeclaratorOperation { Initializer: not null } declarator)
                set.Add(declarator.Symbol);
            foreach (var variable in Changes.Of(operation))
            {
                if (!set.Add(variable) || variable is IParameterSymbol) SetTwice.Add(variable);
                if (Changes.IsAlias(operation) || IsInFunction(operation, variable)) ChangedOutOfSight.Add(variable);
            }
        }
    }

    public IOperation Root { get; }

    public OperationBlockAnalysisContext Block { get; }

    public TorchTypes Torch { get; }

    public ClassFacts Facts { get; }

    /// <summary>Hints that look back at the shapes; null when nothing in the body asks for one.</summary>
    public Hints? Hints { get; init; }

    /// <summary>Variables that are set at more than one place.</summary>
    public HashSet<ISymbol> SetTwice { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>
    /// Variables that a lambda or local function sets that does not declare them, or that are set through a ref: when
    /// that happens cannot be seen.
    /// </summary>
    public HashSet<ISymbol> ChangedOutOfSight { get; } = new(SymbolEqualityComparer.Default);

    private bool IsInFunction(IOperation operation, ISymbol variable)
    {
        for (var outer = operation.Parent; outer is not null && outer != Root; outer = outer.Parent)
            if (outer is IAnonymousFunctionOperation { Symbol: var lambda })
                return !SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, lambda);
            else if (outer is ILocalFunctionOperation { Symbol: var local })
                return !SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, local);
        return false;
    }
}
