using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
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
                    Report(PatternChecks.Of(call), operation.ReportDiagnostic);
            },
            OperationKind.Invocation);

        // Attributes of lambdas and local functions are no operations that an action is called for.
        context.RegisterSyntaxNodeAction(
            node =>
            {
                if (!IsShape(((AttributeSyntax)node.Node).Name)) return;
                if (node.SemanticModel.GetOperation(node.Node, node.CancellationToken) is IAttributeOperation shape
                    && PatternText.Of(shape) is { } contract)
                    Report(PatternChecks.Of(contract), node.ReportDiagnostic);
            },
            SyntaxKind.Attribute);
    }

    private static bool IsShape(NameSyntax name) => name switch
    {
        QualifiedNameSyntax qualified => IsShape(qualified.Right),
        AliasQualifiedNameSyntax aliased => IsShape(aliased.Name),
        SimpleNameSyntax simple => simple.Identifier.ValueText is "Shape" or "ShapeAttribute",
        _ => false,
    };

    private void Report(IEnumerable<PatternFault> faults, Action<Diagnostic> report)
    {
        foreach (var fault in faults)
            if (PatternChecks.RuleOf(fault.Finding.Problem) == rule)
                report(fault.AsDiagnostic(rule));
    }
}
