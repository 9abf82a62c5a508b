using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Arena.Analyzers.Training;

/// <summary>TSH3007: <c>forward()</c>, which runs no hooks, in a project that registers some.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ForwardInsteadOfCall : TorchAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.ForwardInsteadOfCall];

    // Asked for by name, and only once a forward() is seen: a finding at the end of the compilation would have no fix
    // in an editor.
    private protected override void Register(CompilationStartAnalysisContext context, TorchTypes torch)
    {
        var compilation = context.Compilation;
        var hasHooks = new Lazy<bool>(() => compilation.Mentions("register_forward_hook", "register_forward_pre_hook"));
        context.RegisterOperationAction(call => Check(call, torch, hasHooks), OperationKind.Invocation);
    }

    private static void Check(OperationAnalysisContext context, TorchTypes torch, Lazy<bool> hasHooks)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name != "forward" || call.Instance is null or IInstanceReferenceOperation) return;
        if (!IsForward(call.TargetMethod, torch) || !hasHooks.Value
            || call.Syntax is not InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax member })
            return;
        context.ReportDiagnostic(Diagnostic.Create(
            Rules.ForwardInsteadOfCall, member.Name.GetLocation(), member.Expression.ToString()));
    }

    // Only what overrides TorchSharp's own forward has a call() of the same parameters.
    private static bool IsForward(IMethodSymbol method, TorchTypes torch)
    {
        while (method.OverriddenMethod is { } overridden) method = overridden;
        return method.IsAbstract && torch.Declares(method) && torch.IsModule(method.ContainingType);
    }
}
