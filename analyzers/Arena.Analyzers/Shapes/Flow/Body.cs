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
            foreach (var variable in Changed(operation))
            {
                if (!set.Add(variable) || variable is IParameterSymbol) SetTwice.Add(variable);
                if (IsInLambda(operation, variable, root)) ChangedInLambdas.Add(variable);
            }
    }

    public IOperation Root { get; }

    public OperationBlockAnalysisContext Block { get; }

    public TorchTypes Torch { get; }

    public ClassFacts Facts { get; }

    /// <summary>Variables that are set at more than one place.</summary>
    public HashSet<ISymbol> SetTwice { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>Variables that a lambda or local function sets; when it runs cannot be seen.</summary>
    public HashSet<ISymbol> ChangedInLambdas { get; } = new(SymbolEqualityComparer.Default);

    private static IEnumerable<ISymbol> Changed(IOperation operation) => operation switch
    {
        IVariableDeclaratorOperation { Initializer: not null } declarator => [declarator.Symbol],
        IAssignmentOperation assignment => Variables(assignment.Target),
        IIncrementOrDecrementOperation step => Variables(step.Target),
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => Variables(argument.Value),
        _ => [],
    };

    private static IEnumerable<ISymbol> Variables(IOperation target) => target switch
    {
        ILocalReferenceOperation local => [local.Local],
        IParameterReferenceOperation parameter => [parameter.Parameter],
        IDeclarationExpressionOperation declaration => Variables(declaration.Expression),
        ITupleOperation tuple => tuple.Elements.SelectMany(Variables),
        _ => [],
    };

    private static bool IsInLambda(IOperation operation, ISymbol variable, IOperation root)
    {
        for (var outer = operation.Parent; outer is not null && outer != root; outer = outer.Parent)
            if (outer is IAnonymousFunctionOperation or ILocalFunctionOperation)
                return !SymbolEqualityComparer.Default.Equals(variable.ContainingSymbol, SymbolOf(outer));
        return false;
    }

    private static ISymbol SymbolOf(IOperation function) =>
        function is IAnonymousFunctionOperation lambda ? lambda.Symbol : ((ILocalFunctionOperation)function).Symbol;
}
