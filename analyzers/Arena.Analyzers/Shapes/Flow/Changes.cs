using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Arena.Analyzers.Shapes.Flow;

/// <summary>The variables that an operation sets, or whose items it may set.</summary>
internal static class Changes
{
    public static IEnumerable<ISymbol> Of(IOperation operation) => operation switch
    {
        // Through a ref local, its target is set where nobody sees it.
        ISimpleAssignmentOperation { IsRef: true } alias => Variables(alias.Target).Concat(Variables(alias.Value)),
        IVariableDeclaratorOperation { Symbol.IsRef: true } alias =>
            alias.Initializer is { } value ? Variables(value.Value).Append(alias.Symbol) : [alias.Symbol],
        IAssignmentOperation assignment => Variables(assignment.Target),
        IIncrementOrDecrementOperation step => Variables(step.Target),
        IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => Variables(argument.Value),
        IFlowCaptureOperation capture => Variables(capture.Value),
        IInvocationOperation { Instance: { } list } call when IsList(list) || call.TargetMethod.Name == "append" =>
            Variables(list),
        _ => [],
    };

    /// <summary>Whether an expression is an array or a list, whose items can be set.</summary>
    public static bool IsList(IOperation expression) =>
        expression.Type is IArrayTypeSymbol or { Name: "List" or "IList" };

    public static bool IsAlias(IOperation operation) =>
        operation is ISimpleAssignmentOperation { IsRef: true } or IVariableDeclaratorOperation { Symbol.IsRef: true };

    private static IEnumerable<ISymbol> Variables(IOperation target) => target switch
    {
        ILocalReferenceOperation { Local: var local } => [local],
        IParameterReferenceOperation { Parameter: var parameter } => [parameter],
        IFieldReferenceOperation { Field: var field } => [field],
        IDeclarationExpressionOperation declaration => Variables(declaration.Expression),
        IArrayElementReferenceOperation element => Variables(element.ArrayReference),
        IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } list } when IsList(list) =>
            Variables(list),
        ITupleOperation tuple => tuple.Elements.SelectMany(Variables),
        IConditionalOperation { IsRef: true, WhenFalse: { } otherwise } choice =>
            Variables(choice.WhenTrue).Concat(Variables(otherwise)),
        _ => [],
    };
}
