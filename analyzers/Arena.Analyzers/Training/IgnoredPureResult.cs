using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Arena.Analyzers.Training;

/// <summary>TSH3003: <c>x.to(device);</c> as a statement, which computes a tensor and drops it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class IgnoredPureResult : TorchAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.IgnoredPureResult];

    private protected override void Register(CompilationStartAnalysisContext context, TorchTypes torch) =>
        context.RegisterOperationAction(statement => Check(statement, torch), OperationKind.ExpressionStatement);

    // 'Assert.Throws(() => x.view(5))' and 'try { x.view(5); } catch …' run an operation to see it fail.
    private static void Check(OperationAnalysisContext context, TorchTypes torch)
    {
        var statement = (IExpressionStatementOperation)context.Operation;
        if (statement.Operation is not IInvocationOperation call || !torch.IsTensor(call.Type)
            || statement.Syntax is not ExpressionStatementSyntax || !IsPure(call, torch) || IsTried(statement))
            return;
        var name = call.TargetMethod.Name;
        context.ReportDiagnostic(Diagnostic.Create(
            Rules.IgnoredPureResult, call.Syntax.GetLocation(), name,
            HasInPlaceForm(name, torch) ? $"assign its result, or write '{name}_'" : "assign its result"));
    }

    private static bool IsPure(IInvocationOperation call, TorchTypes torch) =>
        call.IsTensorCall(torch) && IsPure(call.TargetMethod.Name)
        && !call.Arguments.Any(argument => argument.ArgumentKind == ArgumentKind.Explicit
            && argument.Parameter?.Name is "out" or "inplace" or "disposeAfter");

    /// <summary>
    /// Whether a method of <c>Tensor</c> that returns a tensor does nothing else. By TorchSharp's convention all do,
    /// but those whose name ends in an underscore or <c>_out</c>, and the ones named here. What draws random numbers
    /// moves the generator on.
    /// </summary>
    public static bool IsPure(string method) =>
        !method.EndsWith("_", StringComparison.Ordinal) && !method.EndsWith("_out", StringComparison.Ordinal)
        && !method.EndsWith("DisposeScope", StringComparison.Ordinal)
        && method is not ("with_requires_grad" or "print" or "bernoulli" or "binomial" or "multinomial" or "poisson"
            or "normal" or "rrelu" or "rand_like" or "randn_like" or "randint_like" or "_standard_gamma"
            or "_sample_dirichlet" or "batch_norm" or "instance_norm" or "gumbel_softmax" or "dropout" or "dropout1d"
            or "dropout2d" or "dropout3d" or "alpha_dropout" or "feature_alpha_dropout" or "fractional_max_pool2d"
            or "fractional_max_pool3d" or "scaled_dot_product_attention" or "svd_lowrank" or "pca_lowrank");

    private static bool HasInPlaceForm(string method, TorchTypes torch) =>
        !torch.Tensor.GetMembers($"{method}_").IsEmpty;

    private static bool IsTried(IOperation statement)
    {
        for (var current = statement; current is not null; current = current.Parent)
            if (current.Parent is ITryOperation { Catches.IsEmpty: false } tried && tried.Body == current)
                return true;
        return false;
    }
}
