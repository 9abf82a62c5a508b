using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Arena.Analyzers.Training;

/// <summary>
/// TSH3002: a loss that applies softmax or sigmoid itself gets probabilities, or one that needs them gets none.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class LossOnProbabilities : TorchAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.LossOnProbabilities];

    private protected override void Register(CompilationStartAnalysisContext context, TorchTypes torch) =>
        context.RegisterOperationAction(call => Check(call, torch), OperationKind.Invocation);

    private static void Check(OperationAnalysisContext context, TorchTypes torch)
    {
        var call = (IInvocationOperation)context.Operation;
        if (Loss(call, torch) is not { } loss || call.Argument(0) is not { } input) return;
        if (Message(loss, Source(input, torch, depth: 0)) is { } message)
            context.ReportDiagnostic(Diagnostic.Create(
                Rules.LossOnProbabilities, input.Syntax.GetLocation(), message));
    }

    private static string? Loss(IInvocationOperation call, TorchTypes torch) => call.TargetMethod.Name switch
    {
        "cross_entropy" or "nll_loss" or "binary_cross_entropy" or "binary_cross_entropy_with_logits"
            when torch.IsFunction(call.TargetMethod) => call.TargetMethod.Name,
        "call" or "forward" when call.TargetMethod.Parameters.Length == 2 => KnownModule.Loss(call.Instance, torch),
        _ => null,
    };

    // cross_entropy of a log_softmax is no mistake in value: log_softmax of its own result changes nothing.
    private static string? Message(string loss, string? source) => (loss, source) switch
    {
        ("cross_entropy", "softmax" or "sigmoid") =>
            $"cross_entropy applies softmax itself, and this is the result of {source}; pass the logits",
        ("binary_cross_entropy_with_logits", "softmax" or "sigmoid" or "log_softmax") =>
            $"The loss applies sigmoid itself, and this is the result of {source}; pass the logits",
        ("nll_loss", "softmax" or "sigmoid") =>
            $"nll_loss takes log-probabilities, and this is the result of {source}; take log_softmax",
        ("nll_loss", "linear") =>
            "nll_loss takes log-probabilities, and these are the logits of a Linear layer; take cross_entropy",
        ("binary_cross_entropy", "linear") =>
            "binary_cross_entropy takes probabilities, and these are the logits of a Linear layer; "
                + "take binary_cross_entropy_with_logits",
        ("binary_cross_entropy", "log_softmax") =>
            "binary_cross_entropy takes probabilities, and this is the result of log_softmax; take nll_loss",
        _ => null,
    };

    private static string? Source(IOperation? value, TorchTypes torch, int depth) => value switch
    {
        _ when depth > 8 => null,
        ILocalReferenceOperation local => IsTouched(local, torch)
            ? null
            : Source(local.OnlyValue(), torch, depth + 1),
        IInvocationOperation { TargetMethod.Name: "call" or "forward" } call when torch.IsModule(call.Instance?.Type) =>
            OfLayer(KnownModule.LastLayer(call.Instance, torch)),
        IInvocationOperation call when call.IsTensorCall(torch) => call.TargetMethod.Name switch
        {
            "softmax" or "sigmoid" or "log_softmax" => call.TargetMethod.Name,
            "linear" => "linear",
            "reshape" or "view" or "squeeze" or "unsqueeze" or "flatten" or "contiguous" or "to" or "cpu" or "cuda"
                or "clone" or "detach" => Source(call.Subject(), torch, depth + 1),
            _ => null,
        },
        _ => null,
    };

    private static string? OfLayer(string? layer) => layer switch
    {
        "Softmax" or "Softmax2d" => "softmax",
        "Sigmoid" => "sigmoid",
        "LogSoftmax" => "log_softmax",
        "Linear" => "linear",
        _ => null,
    };

    private static bool IsTouched(ILocalReferenceOperation local, TorchTypes torch) =>
        local.Root().Descendants().Any(part => part switch
        {
            IInvocationOperation call =>
                call.TargetMethod.IsInPlace() && call.IsTensorCall(torch) && call.Subject().Reads(local.Local),
            IAssignmentOperation { Target: IPropertyReferenceOperation target } => target.Instance.Reads(local.Local),
            _ => false,
        });
}
