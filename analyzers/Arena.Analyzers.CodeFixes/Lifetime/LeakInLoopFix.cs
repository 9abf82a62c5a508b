using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Analyzers.CodeFixes.Lifetime;

/// <summary>Fixes TSH4003: opens a dispose scope as the first statement of the loop's body.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class LeakInLoopFix() : TorchCodeFix("TSH4003")
{
    /// <inheritdoc/>
    protected override async Task<Fix?> PrepareAsync(
        Document document, SyntaxNode root, SyntaxNode node, Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (Body(node) is not { Statements.Count: > 0 } body) return null;
        if (await document.GetSemanticModelAsync(cancellation) is not { } model) return null;
        if (KeepsTensors(body, model)) return null;
        var name = Statements.Free("scope", Statements.Words(Statements.Member(body)));
        var first = body.Statements[0];
        var line = Statements.Line(
            $"using var {name} = {Call(model, first.SpanStart)};", Statements.Indent(first), Statements.NewLine(root));
        return Fix.To(
            "Open a dispose scope in the loop", document,
            root.ReplaceNode(body, body.WithStatements(body.Statements.Insert(0, line))));
    }

    private static BlockSyntax? Body(SyntaxNode node) =>
        node.FirstAncestorOrSelf<StatementSyntax>() switch
        {
            ForStatementSyntax loop => loop.Statement as BlockSyntax,
            CommonForEachStatementSyntax loop => loop.Statement as BlockSyntax,
            WhileStatementSyntax loop => loop.Statement as BlockSyntax,
            DoStatementSyntax loop => loop.Statement as BlockSyntax,
            _ => null,
        };

    // A tensor that outlives the round would be freed by the scope: a person has to say how it is to be kept.
    private static bool KeepsTensors(BlockSyntax body, SemanticModel model) =>
        body.DescendantNodes().Any(node => node switch
        {
            AssignmentExpressionSyntax assignment => IsTensorFromOutside(assignment.Left, body, model),
            ReturnStatementSyntax { Expression: not null } or YieldStatementSyntax => true,
            ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } argument =>
                IsTensor(model.GetTypeInfo(argument.Expression).Type) && !IsOfTorch(model.GetSymbolInfo(call).Symbol),
            _ => false,
        });

    private static bool IsTensorFromOutside(ExpressionSyntax target, BlockSyntax body, SemanticModel model) =>
        target is TupleExpressionSyntax
        || IsTensor(model.GetTypeInfo(target).Type)
        && (model.GetSymbolInfo(target).Symbol is not { } symbol
            || symbol.DeclaringSyntaxReferences.All(place => !body.Span.Contains(place.Span)));

    private static bool IsTensor(ITypeSymbol? type) => type?.Name is "Tensor" or "Parameter";

    private static bool IsOfTorch(ISymbol? symbol) =>
        symbol?.ContainingAssembly?.Name is "TorchSharp" or "Arena.Tensors"
        || symbol?.ContainingType?.Name == "Console";

    private static string Call(SemanticModel model, int position) =>
        model.LookupSymbols(position, name: "NewDisposeScope").Any(symbol => symbol is IMethodSymbol)
            ? "NewDisposeScope()"
            : model.LookupSymbols(position, name: "torch").Any(symbol => symbol is INamedTypeSymbol)
                ? "torch.NewDisposeScope()"
                : "TorchSharp.torch.NewDisposeScope()";
}
