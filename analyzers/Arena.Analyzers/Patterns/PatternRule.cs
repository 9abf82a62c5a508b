using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Arena.Analyzers.Patterns;

/// <summary>What the rules about a pattern's text share: each reports the faults that are its own.</summary>
public abstract class PatternRule : TorchAnalyzer
{
    private readonly DiagnosticDescriptor rule;

    private protected PatternRule(DiagnosticDescriptor rule)
    {
        this.rule = rule;
        SupportedDiagnostics = [rule];
    }

    /// <inheritdoc/>
    public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; }

    private protected override void Register(CompilationStartAnalysisContext context, TorchTypes torch)
    {
        context.RegisterOperationAction(
            operation =>
            {
                if (PatternCall.Of((IInvocationOperation)operation.Operation, torch) is { } call)
                    Report(operation, PatternChecks.Of(call));
            },
            OperationKind.Invocation);
        context.RegisterOperationAction(
            operation =>
            {
                if (PatternText.Of((IAttributeOperation)operation.Operation) is { } contract)
                    Report(operation, PatternChecks.Of(contract));
            },
            OperationKind.Attribute);
    }

    private void Report(OperationAnalysisContext context, IEnumerable<PatternFault> faults)
    {
        foreach (var fault in faults)
            if (PatternChecks.RuleOf(fault.Finding.Problem) == rule)
                context.ReportDiagnostic(fault.AsDiagnostic(rule));
    }
}
