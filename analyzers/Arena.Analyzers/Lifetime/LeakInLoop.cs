using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Arena.Analyzers.Lifetime;

/// <summary>TSH4003: a training loop with no dispose scope, no <c>using</c> and no <c>Dispose</c> in it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LeakInLoop : TorchAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.LeakInLoop];

    private protected override void Register(CompilationStartAnalysisContext context, TorchTypes torch) =>
        context.RegisterOperationAction(call => Check(call, torch), OperationKind.Invocation);

    private static void Check(OperationAnalysisContext context, TorchTypes torch)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name != "step" || !IsStep(call, torch)) return;
        for (var parent = call.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IAnonymousFunctionOperation or ILocalFunctionOperation) return;
            if (parent is not ILoopOperation loop || First(loop.Body, one => IsBackward(one, torch)) is null) continue;
            // Of two optimizers in one loop, the first one speaks.
            if (First(loop.Body, one => IsStep(one, torch)) == call && !IsCleanedUp(loop))
                context.ReportDiagnostic(Diagnostic.Create(Rules.LeakInLoop, Head(loop)));
            return;
        }
    }

    private static IInvocationOperation? First(IOperation body, Func<IInvocationOperation, bool> isWanted) =>
        Scopes.Inside(body).OfType<IInvocationOperation>().FirstOrDefault(isWanted);

    private static bool IsStep(IInvocationOperation call, TorchTypes torch) =>
        call.TargetMethod.Name == "step" && TorchTypes.InheritsFrom(call.Instance?.Type, torch.Optimizer);

    private static bool IsBackward(IInvocationOperation call, TorchTypes torch) =>
        call.TargetMethod.Name == "backward" && torch.IsTensorMethod(call.TargetMethod);

    // A scope around the whole loop is somebody's decision, too: the loop may be short.
    private static bool IsCleanedUp(ILoopOperation loop)
    {
        if (loop.Body.Descendants().Any(IsCleaning)) return true;
        for (var child = (IOperation)loop; child.Parent is { } parent; child = parent)
        {
            if (parent is IUsingOperation) return true;
            if (parent is IBlockOperation block && block.Operations.Any(one => one is IUsingDeclarationOperation)) return true;
        }
        return false;
    }

    private static bool IsCleaning(IOperation operation) =>
        operation is IUsingOperation or IUsingDeclarationOperation
        || operation is IInvocationOperation call
        && (call.TargetMethod.Name.Contains("Dispose") || call.TargetMethod.Name == "Collect");

    private static Location Head(ILoopOperation loop) => loop.Syntax.GetFirstToken().GetLocation();
}
