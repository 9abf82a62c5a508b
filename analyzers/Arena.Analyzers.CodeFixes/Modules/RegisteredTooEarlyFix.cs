using System.Composition;
using Arena.Analyzers.Modules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Analyzers.CodeFixes.Modules;

/// <summary>Fixes TSH5002: moves <c>RegisterComponents();</c> to the end of the constructor.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class RegisteredTooEarlyFix() : TorchCodeFix("TSH5002")
{
    /// <inheritdoc/>
    protected override Task<Fix?> PrepareAsync(
        Document document, SyntaxNode root, SyntaxNode node, Diagnostic diagnostic, CancellationToken cancellation) =>
        Task.FromResult(Prepare(document, root, node, diagnostic));

    private static Fix? Prepare(Document document, SyntaxNode root, SyntaxNode node, Diagnostic diagnostic)
    {
        if (!diagnostic.Properties.ContainsKey(RegisteredTooEarly.CanMove)) return null;
        if (node.FirstAncestorOrSelf<ExpressionStatementSyntax>() is not { Parent: BlockSyntax body } call) return null;
        var at = body.Statements.IndexOf(call);
        if (at == body.Statements.Count - 1) return null;
        HashSet<string> own =
        [
            .. node.Ancestors().OfType<TypeDeclarationSyntax>().First().Members.OfType<MethodDeclarationSyntax>()
                .Select(method => method.Identifier.ValueText),
        ];
        if (body.Statements.Skip(at + 1).Any(one => NeedsTheCall(one, own))) return null;
        var rest = body.Statements.Skip(at + 1).Where(one => !Components.IsRegistration(one)).ToList();
        if (rest.Count == 0) return null;
        return Fix.To(
            "Call RegisterComponents() last", document,
            root.ReplaceNode(body, body.WithStatements([.. body.Statements.Take(at), .. rest, call])));
    }

    // What reads the parameters reads nothing before they are registered, and a method of the class may do so.
    private static bool NeedsTheCall(StatementSyntax statement, HashSet<string> own) =>
        statement.DescendantNodesAndSelf().Any(node => node switch
        {
            ReturnStatementSyntax => true,
            InvocationExpressionSyntax call when Components.Member(call.Expression) is { } name =>
                own.Contains(name)
                || name is "parameters" or "named_parameters" or "buffers" or "named_buffers" or "children" or "modules"
                    or "named_children" or "named_modules" or "state_dict" or "load_state_dict" or "load" or "apply"
                    or "to" or "cuda" or "cpu" or "train" or "eval" or "get_parameter" or "get_buffer"
                    or "requires_grad_" or "_to",
            // The module handed to somebody as a whole: an initializer, an optimizer.
            ArgumentSyntax { Expression: ThisExpressionSyntax } => true,
            _ => false,
        });
}
