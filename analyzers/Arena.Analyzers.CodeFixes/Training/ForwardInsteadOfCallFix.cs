using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Analyzers.CodeFixes.Training;

/// <summary>Fixes TSH3007: <c>m.forward(x)</c> becomes <c>m.call(x)</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class ForwardInsteadOfCallFix() : TorchCodeFix("TSH3007")
{
    /// <inheritdoc/>
    protected override Task<Fix?> PrepareAsync(
        Document document, SyntaxNode root, SyntaxNode node, Diagnostic diagnostic, CancellationToken cancellation)
    {
        // The parameters of call() have other names than those of forward(), so named arguments stay a person's work.
        if (node is not IdentifierNameSyntax { Parent.Parent: InvocationExpressionSyntax call } name
            || call.ArgumentList.Arguments.Any(argument => argument.NameColon is not null))
            return Task.FromResult<Fix?>(null);
        return Task.FromResult<Fix?>(Fix.To("Write 'call'", document, root.ReplaceNode(
            name, SyntaxFactory.IdentifierName("call").WithTriviaFrom(name))));
    }
}
