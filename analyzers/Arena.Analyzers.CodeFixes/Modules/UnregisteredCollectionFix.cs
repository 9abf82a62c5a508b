using System.Composition;
using Arena.Analyzers.Modules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Arena.Analyzers.CodeFixes.Modules;

/// <summary>Fixes TSH5003: a list or an array of modules becomes a <c>ModuleList</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class UnregisteredCollectionFix() : TorchCodeFix("TSH5003")
{
    /// <inheritdoc/>
    protected override async Task<Fix?> PrepareAsync(
        Document document, SyntaxNode root, SyntaxNode node, Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (!diagnostic.Properties.TryGetValue(UnregisteredCollection.Instead, out var instead)) return null;
        if (node.FirstAncestorOrSelf<VariableDeclaratorSyntax>() is not
            {
                Parent: VariableDeclarationSyntax { Variables.Count: 1, Type: { } type },
                Identifier.ValueText: var name,
            } declarator)
            return null;
        if (node.FirstAncestorOrSelf<ClassDeclarationSyntax>() is not { } owner) return null;
        if (Element(type) is not { } element) return null;
        var list = instead == "ParameterList" ? instead : $"ModuleList<{element}>";
        var changes = new Dictionary<SyntaxNode, SyntaxNode> { [type] = Type(list).WithTriviaFrom(type) };
        if (declarator.Initializer is { } initial && !Change(initial.Value, list, changes)) return null;
        foreach (var use in Components.Own(owner).OfType<IdentifierNameSyntax>())
        {
            if (use.Identifier.ValueText != name) continue;
            SyntaxNode whole = use.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } member
                ? member
                : use;
            if (whole.Parent is AssignmentExpressionSyntax assignment && assignment.Left == whole)
            {
                if (!Change(assignment.Right, list, changes)) return null;
            }
            else if (whole.Parent is MemberAccessExpressionSyntax access && access.Expression == whole)
            {
                Rename(access, changes);
            }
        }
        var after = document.WithSyntaxRoot(root.ReplaceNodes(changes.Keys, (one, _) => changes[one]));
        return await Statements.CompilesAsync(document, after, name, cancellation)
            ? new Fix($"Use {list}", _ => Task.FromResult(after))
            : null;
    }

    private static TypeSyntax Type(string name) => SyntaxFactory.ParseTypeName(name);

    private static string? Element(TypeSyntax type) =>
        type switch
        {
            NullableTypeSyntax => null,
            ArrayTypeSyntax array => array.ElementType.WithoutTrivia().ToString(),
            GenericNameSyntax { TypeArgumentList.Arguments: [var only] } => only.WithoutTrivia().ToString(),
            QualifiedNameSyntax { Right: GenericNameSyntax { TypeArgumentList.Arguments: [var only] } } =>
                only.WithoutTrivia().ToString(),
            _ => null,
        };

    private static bool Change(ExpressionSyntax value, string list, Dictionary<SyntaxNode, SyntaxNode> changes)
    {
        if (Arguments(value) is not { } arguments) return false;
        changes[value] = SyntaxFactory.ParseExpression($"new {list}({arguments})").WithTriviaFrom(value);
        return true;
    }

    // What a list is made of, as the arguments of its constructor.
    private static string? Arguments(ExpressionSyntax value) =>
        value switch
        {
            CollectionExpressionSyntax { Elements: [SpreadElementSyntax spread] } => ToArray(spread.Expression),
            CollectionExpressionSyntax items when items.Elements.All(one => one is ExpressionElementSyntax) =>
                Between(items, items.OpenBracketToken, items.CloseBracketToken),
            ArrayCreationExpressionSyntax { Initializer: { } items } =>
                Between(items, items.OpenBraceToken, items.CloseBraceToken),
            ImplicitArrayCreationExpressionSyntax { Initializer: var items } =>
                Between(items, items.OpenBraceToken, items.CloseBraceToken),
            BaseObjectCreationExpressionSyntax { ArgumentList: null or { Arguments.Count: 0 } } creation =>
                creation.Initializer is { } items ? Between(items, items.OpenBraceToken, items.CloseBraceToken) : "",
            InvocationExpressionSyntax
            {
                Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToList" or "ToArray" } chain,
            } => ToArray(chain.Expression),
            IdentifierNameSyntax name => ToArray(name),
            _ => null,
        };

    private static string ToArray(ExpressionSyntax items) => $"{items.AsReceiver()}.ToArray()";

    private static string Between(SyntaxNode node, SyntaxToken open, SyntaxToken close) =>
        node.SyntaxTree.GetText().ToString(TextSpan.FromBounds(open.Span.End, close.SpanStart)).Trim().TrimEnd(',');

    private static void Rename(MemberAccessExpressionSyntax access, Dictionary<SyntaxNode, SyntaxNode> changes)
    {
        var name = access.Name.Identifier.ValueText switch
        {
            "Length" => "Count",
            "AddRange" => "extend",
            _ => null,
        };
        if (name is not null) changes[access.Name] = SyntaxFactory.IdentifierName(name).WithTriviaFrom(access.Name);
    }
}
