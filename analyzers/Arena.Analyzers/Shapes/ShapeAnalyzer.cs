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
            if (block.Kind is not (OperationKind.Block or OperationKind.FieldInitializer or OperationKind.PropertyInitializer)
                || !HasTensors(block, torch))
                continue;
            var hints = Hints.For(block, torch, context.Compilation, context.ReportDiagnostic);
            var graph = context.GetControlFlowGraph(block);
            Analyze(graph, context.OwningSymbol, block, context, torch, facts, hints);
            hints?.Run();
        }
    }

    private static void Analyze(
        ControlFlowGraph graph, ISymbol member, IOperation block, OperationBlockAnalysisContext context,
        TorchTypes torch, ClassFacts facts, Hints? hints)
    {
        var method = new MethodContext(torch, facts, member, context.ReportDiagnostic, Observer(hints))
        {
            Model = block.SemanticModel,
        };
        foreach (var variable in ChangedInLambdas(block)) method.Untracked.Add(variable);
        ShapeFlow.Run(graph, method);
        foreach (var local in graph.LocalFunctions)
            Analyze(
                graph.GetLocalFunctionControlFlowGraph(local, context.CancellationToken), local, block, context, torch,
                facts, hints);
    }

    private static Action<SyntaxNode, TensorValue>? Observer(Hints? hints) =>
        hints is null ? null : hints.Observations.Add;

    private static bool HasTensors(IOperation block, TorchTypes torch)
    {
        foreach (var operation in block.Descendants())
            if (operation is IInvocationOperation or IBinaryOperation or IPropertyReferenceOperation or IObjectCreationOperation
                && torch.Declares((ISymbol?)operation.Type ?? torch.Torch)
                && operation.Type is not null)
                return true;
        return false;
    }

    // Whoever calls the lambda changes the variable, and when that is cannot be seen.
    private static IEnumerable<ISymbol> ChangedInLambdas(IOperation block)
    {
        foreach (var function in block.Descendants().Where(operation =>
            operation is IAnonymousFunctionOperation or ILocalFunctionOperation))
            foreach (var operation in function.Descendants())
            {
                var target = operation switch
                {
                    IAssignmentOperation assignment => assignment.Target,
                    IIncrementOrDecrementOperation step => step.Target,
                    IArgumentOperation { Parameter.RefKind: RefKind.Ref or RefKind.Out } argument => argument.Value,
                    _ => null,
                };
                if (target is ILocalReferenceOperation { Local: var local }) yield return local;
                if (target is IParameterReferenceOperation { Parameter: var parameter }) yield return parameter;
            }
    }
}
