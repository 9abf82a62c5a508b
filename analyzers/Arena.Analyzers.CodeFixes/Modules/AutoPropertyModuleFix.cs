using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Analyzers.CodeFixes.Modules;

/// <summary>Fixes TSH5004: the property becomes a field of the same name.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class AutoPropertyModuleFix() : TorchCodeFix("TSH5004")
{
    /// <inheritdoc/>
    protected override async Task<Fix?> PrepareAsync(
        Document document, SyntaxNode root, SyntaxNode node, Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (node.FirstAncestorOrSelf<PropertyDeclarationSyntax>() is not { AccessorList: { } accessors } property)
            return null;
        if (property.Modifiers.Any(one => one.Kind() is SyntaxKind.VirtualKeyword or SyntaxKind.OverrideKeyword
                or SyntaxKind.AbstractKeyword)
            || property.ExplicitInterfaceSpecifier is not null)
            return null;
        // A field cannot be written by its class alone and be read by all.
        if (accessors.Accessors.Any(one => one.Modifiers.Count > 0)) return null;
        // 'get => field;' does something that a field does not.
        if (accessors.Accessors.Any(one => one.Body is not null || one.ExpressionBody is not null)) return null;
        var isWritten = accessors.Accessors.Any(one => one.Kind() is SyntaxKind.SetAccessorDeclaration
            or SyntaxKind.InitAccessorDeclaration);
        var value = property.Initializer is { } initializer ? $" {initializer.WithoutTrivia()}" : "";
        var code = $"{property.AttributeLists.ToFullString()}{property.Modifiers.ToFullString().TrimStart()}"
            + $"{(isWritten ? "" : "readonly ")}{property.Type.WithoutTrivia()} "
            + $"{property.Identifier.ValueText}{value};";
        if (SyntaxFactory.ParseMemberDeclaration(code) is not FieldDeclarationSyntax field) return null;
        var after = document.WithSyntaxRoot(root.ReplaceNode(property, field.WithTriviaFrom(property)));
        return await Statements.CompilesAsync(document, after, property.Identifier.ValueText, cancellation)
            ? new Fix("Make it a field", _ => Task.FromResult(after))
            : null;
    }
}
