using System.Composition;
using Arena.Analyzers.Modules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Analyzers.CodeFixes.Modules;

/// <summary>Fixes TSH5001: ends each constructor with <c>RegisterComponents();</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class MissingRegisterComponentsFix() : TorchCodeFix("TSH5001")
{
    /// <inheritdoc/>
    protected override async Task<Fix?> PrepareAsync(
        Document document, SyntaxNode root, SyntaxNode node, Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (node.FirstAncestorOrSelf<ClassDeclarationSyntax>() is not { ParameterList: null } type) return null;
        var constructors = type.Members.OfType<ConstructorDeclarationSyntax>().Where(Components.IsFirst).ToList();
        if (constructors.Any(one => !CanEnd(one))) return null;
        var newLine = Statements.NewLine(root);
        var changed = constructors.Count > 0
            ? type.ReplaceNodes(constructors, (one, _) => Ended(one, newLine))
            : WithConstructor(type, newLine);
        var after = document.WithSyntaxRoot(root.ReplaceNode(type, changed));
        // Another part of the class may have a constructor, or the base class none that fits.
        if (!await Statements.CompilesAsync(document, after, "RegisterComponents", cancellation)) return null;
        return new Fix("Call RegisterComponents()", _ => Task.FromResult(after));
    }

    private static bool CanEnd(ConstructorDeclarationSyntax constructor) =>
        constructor.Body is { } body
            ? !body.DescendantNodes(one => one is not (LambdaExpressionSyntax or LocalFunctionStatementSyntax))
                .Any(one => one is ReturnStatementSyntax)
            : constructor.ExpressionBody is not null;

    private static ConstructorDeclarationSyntax Ended(ConstructorDeclarationSyntax constructor, string newLine)
    {
        var indent = Statements.Indent(constructor);
        var call = Statements.Line($"{Components.Register}();", indent + "    ", newLine);
        if (constructor.Body is { } body)
        {
            if (body.Statements.Count > 0)
            {
                // On one line with the braces: '{ a = Linear(1, 1); }'.
                var last = body.Statements.Last();
                var isOneLine = !last.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia);
                return constructor.WithBody(body.AddStatements(
                    isOneLine
                        ? call.WithoutTrivia().WithTrailingTrivia(SyntaxFactory.Space)
                        : call.WithLeadingTrivia(SyntaxFactory.Whitespace(Statements.Indent(last)))));
            }
            return constructor.WithBody(Block([call], indent, newLine).WithTrailingTrivia(body.GetTrailingTrivia()))
                .WithParameterList(OnItsOwn(constructor.ParameterList, constructor.Initializer is null, newLine))
                .WithInitializer(OnItsOwn(constructor.Initializer, newLine));
        }
        var only = Statements.Line(
            $"{constructor.ExpressionBody!.Expression.WithoutTrivia()};", indent + "    ", newLine);
        var trailing = constructor.SemicolonToken.TrailingTrivia;
        return constructor.WithExpressionBody(null).WithSemicolonToken(default)
            .WithParameterList(OnItsOwn(constructor.ParameterList, constructor.Initializer is null, newLine))
            .WithInitializer(OnItsOwn(constructor.Initializer, newLine))
            .WithBody(Block([only, call], indent, newLine).WithTrailingTrivia(trailing));
    }

    private static BlockSyntax Block(StatementSyntax[] statements, string indent, string newLine) =>
        SyntaxFactory.Block(
            SyntaxFactory.Token(SyntaxKind.OpenBraceToken)
                .WithLeadingTrivia(SyntaxFactory.Whitespace(indent))
                .WithTrailingTrivia(SyntaxFactory.EndOfLine(newLine)),
            SyntaxFactory.List(statements),
            SyntaxFactory.Token(SyntaxKind.CloseBraceToken).WithLeadingTrivia(SyntaxFactory.Whitespace(indent)));

    private static ParameterListSyntax OnItsOwn(ParameterListSyntax parameters, bool isLast, string newLine) =>
        isLast ? parameters.WithTrailingTrivia(SyntaxFactory.EndOfLine(newLine)) : parameters;

    private static ConstructorInitializerSyntax? OnItsOwn(ConstructorInitializerSyntax? initializer, string newLine) =>
        initializer?.WithTrailingTrivia(SyntaxFactory.EndOfLine(newLine));

    private static ClassDeclarationSyntax WithConstructor(ClassDeclarationSyntax type, string newLine)
    {
        var indent = Statements.Indent(type) + "    ";
        var constructor = (ConstructorDeclarationSyntax)SyntaxFactory.ParseMemberDeclaration(
            $"{indent}public {type.Identifier.ValueText}(){newLine}{indent}{{{newLine}"
            + $"{indent}    {Components.Register}();{newLine}{indent}}}{newLine}")!;
        var at = type.Members
            .TakeWhile(member => member is BaseFieldDeclarationSyntax or PropertyDeclarationSyntax).Count();
        if (at > 0) constructor = constructor.WithLeadingTrivia(
            SyntaxFactory.EndOfLine(newLine), SyntaxFactory.Whitespace(indent));
        return type.WithMembers(type.Members.Insert(at, constructor));
    }
}
