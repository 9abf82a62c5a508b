using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Arena.Analyzers.Training;

/// <summary>
/// TSH3008: an optimizer made from the parameters a module has before it is moved, and an evaluation loop that leaves
/// the module in training mode and autograd on.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class OptimizerBeforeMove : TorchAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.OptimizerBeforeMove];

    private protected override void Register(CompilationStartAnalysisContext context, TorchTypes torch) =>
        context.RegisterOperationAction(call => Check(call, torch), OperationKind.Invocation);

    private static void Check(OperationAnalysisContext context, TorchTypes torch)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name != "parameters" || !torch.IsModule(call.Instance?.Type)
            || call.Instance.Variable() is not { } module || Maker(call, torch) is not { } made)
            return;
        var code = made.Body().Now().OfType<IInvocationOperation>().ToList();
        if (Move(made, module, code, torch) is { } move)
            context.ReportDiagnostic(Diagnostic.Create(
                Rules.OptimizerBeforeMove, move.Syntax.GetLocation(),
                $"The optimizer holds the parameters '{module.Name}' had before this move; move the module first"));
        if (Evaluation(made, module, code, torch) is { } run)
            context.ReportDiagnostic(Diagnostic.Create(
                Rules.OptimizerBeforeMove, run.Syntax.GetLocation(),
                $"This evaluates '{module.Name}' in training mode and records gradients; "
                    + $"write '{module.Name}.eval()' and 'using (torch.no_grad())' around the loop"));
    }

    private static IInvocationOperation? Maker(IInvocationOperation parameters, TorchTypes torch)
    {
        IOperation? current = parameters.Parent;
        while (current is IConversionOperation or IArgumentOperation) current = current.Parent;
        return current is IInvocationOperation made && TorchTypes.InheritsFrom(made.Type, torch.Optimizer)
            && torch.Declares(made.TargetMethod)
                ? made
                : null;
    }

    // Only a move that the optimizer is used after, in the same block or one inside it, and not back to where a new
    // module is anyway.
    private static IInvocationOperation? Move(
        IInvocationOperation made, ISymbol module, List<IInvocationOperation> code, TorchTypes torch)
    {
        if (Holder(made) is not { } optimizer || Block(made) is not { } block) return null;
        var move = code.FirstOrDefault(call => IsMove(call, torch) && call.Subject().Reads(module)
            && IsAfter(call, made) && block.Syntax.Span.Contains(call.Syntax.Span));
        if (move is null
            || !made.Body().Now().Any(use => use.Reads(optimizer) && IsAfter(use, move) && !use.IsWritten())
            || made.Body().Now().OfType<IAssignmentOperation>()
                .Any(write => write.Target.Reads(optimizer) && IsAfter(write, made))
            || code.Any(call => IsMove(call, torch) && call.Subject().Reads(module) && IsAfter(made, call)))
            return null;
        return move;
    }

    private static bool IsMove(IInvocationOperation call, TorchTypes torch) =>
        call.TargetMethod.Name is "to" or "cuda" or "half" or "double" or "bfloat16"
        && torch.Declares(call.TargetMethod) && torch.IsModule(call.Subject()?.Type)
        && !call.Arguments.Any(argument => argument.Value.Unwrapped() switch
        {
            IMemberReferenceOperation { Member.Name: "CPU" } => true,
            { ConstantValue: { HasValue: true, Value: "cpu" } } => true,
            _ => false,
        });

    private static ISymbol? Holder(IInvocationOperation made)
    {
        IOperation? current = made.Parent;
        while (current is IConversionOperation or IVariableInitializerOperation) current = current.Parent;
        return current switch
        {
            IVariableDeclaratorOperation declarator => declarator.Symbol,
            ISimpleAssignmentOperation assignment => assignment.Target.Variable(),
            _ => null,
        };
    }

    private static IOperation? Block(IOperation operation)
    {
        while (operation.Parent is { } parent && operation is not IBlockOperation) operation = parent;
        return operation as IBlockOperation;
    }

    private static bool IsAfter(IOperation one, IOperation other) => one.Syntax.SpanStart >= other.Syntax.Span.End;

    // A loop after the last backward() that runs the module and reads numbers off.
    private static IInvocationOperation? Evaluation(
        IInvocationOperation made, ISymbol module, List<IInvocationOperation> code, TorchTypes torch)
    {
        if (code.LastOrDefault(call => call.TargetMethod.Name == "backward" && torch.Declares(call.TargetMethod))
            is not { } backward || !IsAfter(backward, made)
            || code.Any(call => call.TargetMethod.Name is "eval" or "no_grad" or "inference_mode" or "set_grad_enabled"
                && torch.Declares(call.TargetMethod))
            || code.Any(call => call.Arguments.Any(argument => argument.Value.Unwrapped().Reads(module))
                && !torch.Declares(call.TargetMethod)))
            return null;
        return code.FirstOrDefault(call => call.TargetMethod.Name is "call" or "forward" && call.Instance.Reads(module)
            && call.Loop() is { } loop && IsAfter(loop, backward) && ReadsNumbers(loop, torch));
    }

    private static bool ReadsNumbers(ILoopOperation loop, TorchTypes torch) =>
        loop.Now().OfType<IInvocationOperation>().Any(call => call.TargetMethod.Name is "item" or "ToSingle"
            or "ToDouble" or "ToInt32" or "ToInt64" && torch.Declares(call.TargetMethod));
}
