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
        Scopes.WhereCalled(context, "step", (block, calls) =>
        {
            foreach (var call in calls)
                if (call.IsStep(torch))
                    Check(block, call, torch);
        });

    private static void Check(OperationBlockAnalysisContext context, IInvocationOperation call, TorchTypes torch)
    {
        for (var parent = call.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IAnonymousFunctionOperation or ILocalFunctionOperation) return;
            if (parent is not ILoopOperation loop || First(loop.Body, one => one.IsBackward(torch)) is null) continue;
            // Of two optimizers in one loop, the first one speaks.
            if (First(loop.Body, one => one.IsStep(torch)) == call && !IsCleanedUp(loop, torch))
                context.ReportDiagnostic(Diagnostic.Create(Rules.LeakInLoop, Head(loop)));
            return;
        }
    }

    private static IInvocationOperation? First(IOperation body, Func<IInvocationOperation, bool> isWanted) =>
        body.Now().OfType<IInvocationOperation>().FirstOrDefault(isWanted);

    // A scope around the whole loop is somebody's decision, too: the loop may be short.
    private static bool IsCleanedUp(ILoopOperation loop, TorchTypes torch)
    {
        if (loop.Body.Descendants().Any(one => IsCleaning(one, torch))) return true;
        for (var child = (IOperation)loop; child.Parent is { } parent; child = parent)
        {
            if (Resources(parent).Any(one => Scopes.IsDisposeScope(one, torch))) return true;
            if (parent is IBlockOperation block
                && block.Operations.SelectMany(Resources).Any(one => Scopes.IsDisposeScope(one, torch)))
                return true;
        }
        return false;
    }

    // 'using (no_grad())' frees nothing.
    private static bool IsCleaning(IOperation operation, TorchTypes torch) =>
        Resources(operation).Any(one =>
            one?.Unwrapped() is not IInvocationOperation opened || !Scopes.IsOpened(opened, torch)
            || opened.TargetMethod.Name == Scopes.Open)
        || operation is IInvocationOperation call
        && (call.TargetMethod.Name.Contains("Dispose") || call.TargetMethod.Name == "Collect");

    private static IEnumerable<IOperation?> Resources(IOperation operation)
    {
        var resources = operation switch
        {
            IUsingOperation block => block.Resources,
            IUsingDeclarationOperation declaration => declaration.DeclarationGroup,
            _ => null,
        };
        return resources is IVariableDeclarationGroupOperation group
            ? group.Declarations.SelectMany(one => one.Declarators).Select(one => one.GetVariableInitializer()?.Value)
            : resources is null ? [] : [resources];
    }

    private static Location Head(ILoopOperation loop) => loop.Syntax.GetFirstToken().GetLocation();
}
