using System.Collections.Immutable;
using Arena.Analyzers.Shapes.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Arena.Analyzers.Shapes;

/// <summary>
/// TSH1002 to TSH1011, TSH3004 and the rules of patterns that need shapes: follows the shapes of tensors through every
/// method.
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
        Rules.TrackingLost, Rules.PreferRearrange, Rules.PreferEinsum, Rules.UnsqueezeLadder,
        Rules.SuspiciousSoftmaxDim,
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
            var isBody = block.Kind
                is OperationKind.Block or OperationKind.FieldInitializer or OperationKind.PropertyInitializer;
            if (!isBody || !HasTensors(block, torch)) continue;
            var whole = new Body(block, context, torch, facts)
            {
                Hints = Hints.For(block, torch, context.Compilation, context.ReportDiagnostic),
            };
            Follow(context.GetControlFlowGraph(block), context.OwningSymbol, whole, before: null);
            whole.Hints?.Run();
        }
    }

    private static void Follow(ControlFlowGraph graph, ISymbol member, Body body, FlowState? before)
    {
        var shapes = Diagnostics.IsOn(Rules.InferredShape, body.Block.Compilation, body.Root.Syntax.SyntaxTree);
        var losses = Diagnostics.IsOn(Rules.TrackingLost, body.Block.Compilation, body.Root.Syntax.SyntaxTree);
        var seen = shapes || losses ? new Observations() : null;
        Action<SyntaxNode, TensorValue>? observe = seen is null ? null : seen.Record;
        if (body.Hints is { } hints) observe += hints.Observations.Record;
        var context = new MethodContext(body.Torch, body.Facts, member, body.Block.ReportDiagnostic, observe)
        {
            Model = body.Root.SemanticModel,
        };
        context.Untracked.UnionWith(body.ChangedOutOfSight);
        // A lambda runs later: it sees variables as they are now only when nothing changes them.
        context.Enter = (lambda, state) => Follow(
            graph.GetAnonymousFunctionControlFlowGraph(lambda, body.Block.CancellationToken), lambda.Symbol, body,
            state.Of(variable => !body.SetTwice.Contains(variable)));
        ShapeFlow.Run(graph, context, before);
        if (seen is not null && shapes) Diagnostics.ReportShapes(seen, context);
        if (seen is not null && losses) Diagnostics.ReportLosses(seen, context);
        foreach (var local in graph.LocalFunctions)
            Follow(
                graph.GetLocalFunctionControlFlowGraph(local, body.Block.CancellationToken), local, body, before: null);
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
}
