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

        context.RegisterOperationAction(
            operation => Check((IAttributeOperation)operation.Operation, operation.ReportDiagnostic),
            OperationKind.Attribute);

        // No action is called for the operations that are attributes of lambdas and local functions.
        context.RegisterSyntaxNodeAction(
            node =>
            {
                if (IsShape(((AttributeSyntax)node.Node).Name) && IsInBody(node.Node)
                    && node.SemanticModel.GetOperation(node.Node, node.CancellationToken) is IAttributeOperation shape)
                    Check(shape, node.ReportDiagnostic);
            },
            SyntaxKind.Attribute);
    }

    private void Check(IAttributeOperation attribute, Action<Diagnostic> report)
    {
        if (PatternText.Of(attribute) is { } contract) Report(PatternChecks.Of(contract), report);
    }

    private static bool IsInBody(SyntaxNode attribute) =>
        attribute.FirstAncestorOrSelf<SyntaxNode>(node => node is LambdaExpressionSyntax or LocalFunctionStatementSyntax
            or MemberDeclarationSyntax) is not MemberDeclarationSyntax;

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
