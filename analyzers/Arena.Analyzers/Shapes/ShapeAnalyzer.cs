using System.Collections.Immutable;
using Arena.Analyzers.Shapes.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Arena.Analyzers.Shapes;

/// <summary>
/// TSH1002 to TSH1010 and the rules of patterns that need shapes: follows the shapes of tensors through every method.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ShapeAnalyzer : TorchAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        Rules.MatmulInnerMismatch, Rules.ShapeContract, Rules.AccidentalOuterBroadcast, Rules.ReductionWithoutKeepdim,
        Rules.DimOutOfRange, Rules.ViewCountMismatch, Rules.LayerInputMismatch, Rules.ShapesDoNotBroadcast,
        Rules.JoinedShapesDiffer, Rules.NonContiguousView, Rules.PatternRank, Rules.PatternSizes, Rules.InferredShape,
        Rules.TrackingLost,
    ];

    private protected override void Register(CompilationStartAnalysisContext context, TorchTypes torch)
    {
        var facts = new ClassFacts(torch);
        context.RegisterOperationBlockAction(block => Analyze(block, torch, facts));
    }

    private static void Analyze(OperationBlockAnalysisContext context, TorchTypes torch, ClassFacts facts)
    {
        foreach (var block in context.OperationBlocks)
        {
            if (block.Kind is not (OperationKind.Block or OperationKind.FieldInitializer or OperationKind.PropertyInitializer)
                || !HasTensors(block, torch))
                continue;
            var graph = context.GetControlFlowGraph(block);
            Analyze(graph, context.OwningSymbol, block, context, torch, facts);
        }
    }

    private static void Analyze(
        ControlFlowGraph graph, ISymbol member, IOperation block, OperationBlockAnalysisContext context,
        TorchTypes torch, ClassFacts facts)
    {
        var shapes = Diagnostics.IsOn(Rules.InferredShape, context.Compilation, block.Syntax.SyntaxTree);
        var losses = Diagnostics.IsOn(Rules.TrackingLost, context.Compilation, block.Syntax.SyntaxTree);
        var seen = shapes || losses ? new Observations() : null;
        var method = new MethodContext(torch, facts, member, context.ReportDiagnostic, seen is null ? null : seen.Record)
        {
            Model = block.SemanticModel,
        };
        foreach (var variable in ChangedOutOfSight(block)) method.Untracked.Add(variable);
        ShapeFlow.Run(graph, method);
        if (seen is not null && shapes) Diagnostics.ReportShapes(seen, method);
        if (seen is not null && losses) Diagnostics.ReportLosses(seen, method);
        foreach (var local in graph.LocalFunctions)
            Analyze(graph.GetLocalFunctionControlFlowGraph(local, context.CancellationToken), local, block, context, torch, facts);
    }

    private static bool HasTensors(IOperation block, TorchTypes torch)
    {
        foreach (var operation in block.Descendants())
            if (operation switch
                {
                    IInvocationOperation call => torch.Declares(call.TargetMethod) || IsDeclared(call.Type),
                    IReturnOperation result => IsDeclared(result.ReturnedValue?.Type),
                    IBinaryOperation or IPropertyReferenceOperation or IObjectCreationOperation
                        or ISimpleAssignmentOperation => IsDeclared(operation.Type),
                    _ => false,
                })
                return true;
        return false;

        bool IsDeclared(ITypeSymbol? type) => type is not null && torch.Declares(type);
    }

    // Whoever calls the lambda changes the variable, and when that is cannot be seen.
    private static IEnumerable<ISymbol> ChangedOutOfSight(IOperation block)
    {
        foreach (var operation in block.Descendants())
            if (operation is IAnonymousFunctionOperation or ILocalFunctionOperation)
                foreach (var changed in operation.Descendants().SelectMany(Changes.Of)) yield return changed;
            else if (Changes.IsAlias(operation))
                foreach (var changed in Changes.Of(operation)) yield return changed;
    }
}
