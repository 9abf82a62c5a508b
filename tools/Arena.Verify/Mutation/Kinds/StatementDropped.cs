using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Arena.Verify.Mutation.Kinds;

/// <summary>Forgets a statement, or all that an <c>if</c> or a loop does.</summary>
internal sealed class StatementDropped : IMutation
{
    public IEnumerable<Change> Of(SyntaxNode node, SemanticModel model) => node switch
    {
        StatementSyntax statement when IsDroppable(statement) => [new Change("statement dropped", statement, ";")],
        LocalDeclarationStatementSyntax declaration when IsUnused(declaration, model) =>
            [new Change("statement dropped", declaration, ";")],
        UsingStatementSyntax { Expression: { } scope } block when !IsOfMemory(scope, model) =>
            [new Change("using dropped", TextSpan.FromBounds(block.SpanStart, block.CloseParenToken.Span.End), "")],
        IfStatementSyntax branch => Emptied(branch.Statement),
        ElseClauseSyntax branch => Emptied(branch.Statement),
        ForStatementSyntax loop => Emptied(loop.Statement),
        CommonForEachStatementSyntax loop => Emptied(loop.Statement),
        _ => [],
    };

    private static bool IsDroppable(StatementSyntax statement) => statement switch
    {
        // var (a, b) = …; is a declaration too.
        ExpressionStatementSyntax x => !x.DescendantNodes().OfType<DeclarationExpressionSyntax>().Any(),
        BreakStatementSyntax or ContinueStatementSyntax or YieldStatementSyntax => true,
        _ => false,
    };

    private static IEnumerable<Change> Emptied(StatementSyntax body)
    {
        // The one statement of a body is dropped by itself.
        var only = body is BlockSyntax { Statements: [var inner] } ? inner : body;
        if (!IsDroppable(only) && only is not (IfStatementSyntax or BlockSyntax { Statements: [] }))
            yield return new Change("body dropped", body, "{ }");
    }

    // using var _ = no_grad();
    private static bool IsUnused(LocalDeclarationStatementSyntax declaration, SemanticModel model) =>
        declaration is { UsingKeyword.RawKind: not 0, Declaration.Variables: [{ Initializer: { } value } variable] }
        && !IsOfMemory(value.Value, model)
        && !declaration.Parent!.DescendantNodes().OfType<IdentifierNameSyntax>().Any(x =>
            SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(x).Symbol, model.GetDeclaredSymbol(variable)));

    // It frees memory and changes no result.
    private static bool IsOfMemory(ExpressionSyntax value, SemanticModel model) =>
        model.GetTypeInfo(value).Type?.Name == "DisposeScope";
}
