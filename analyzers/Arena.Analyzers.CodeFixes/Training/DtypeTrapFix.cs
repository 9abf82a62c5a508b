using System.Composition;
using Arena.Analyzers.Training;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Analyzers.CodeFixes.Training;

/// <summary>Fixes TSH3006: asks <c>item</c> for the tensor's own type, or converts the tensor.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp)]
[Shared]
public sealed class DtypeTrapFix() : TorchCodeFix("TSH3006")
{
    /// <inheritdoc/>
    protected override async Task<Fix?> PrepareAsync(
        Document document, SyntaxNode root, SyntaxNode node, Diagnostic diagnostic, CancellationToken cancellation)
    {
        if (node is ArgumentSyntax argument) node = argument.Expression;
        if (!diagnostic.Properties.TryGetValue(DtypeTrap.Right, out var right) || right is null
            || node is not ExpressionSyntax place
            || await document.GetSemanticModelAsync(cancellation) is not { } model)
            return null;
        return place is InvocationExpressionSyntax
        {
            Expression: MemberAccessExpressionSyntax
            {
                Name: GenericNameSyntax { Identifier.ValueText: "item" } name
            }
        } item
            ? Item(document, root, item, name, right, model)
            : Fix.To($"Convert it with 'to({right})'", document, root.ReplaceNode(
                place, place.Call("to", model.Torch(place.SpanStart, right))));
    }

    // The value keeps the type it had, by itself where the target says so, and by a cast elsewhere.
    private static Fix? Item(
        Document document, SyntaxNode root, InvocationExpressionSyntax item, GenericNameSyntax name, string right,
        SemanticModel model)
    {
        var written = name.TypeArgumentList.Arguments[0];
        if (model.GetTypeInfo(item).Type is not { } asked) return null;
        var real = SyntaxFactory.ParseTypeName(right);
        var called = item.ReplaceNode(written, real.WithTriviaFrom(written));
        if (model.GetSpeculativeTypeInfo(item.SpanStart, called, SpeculativeBindingOption.BindAsExpression).Type
            is not { } type)
            return null;
        var conversion = model.Compilation.ClassifyCommonConversion(type, asked);
        if (!conversion.Exists || !conversion.IsNumeric) return null;
        var isTyped = item.Parent switch
        {
            EqualsValueClauseSyntax { Parent.Parent: VariableDeclarationSyntax { Type.IsVar: false } } => true,
            ReturnStatementSyntax or AssignmentExpressionSyntax => model.GetTypeInfo(item).ConvertedType is
            { SpecialType: not SpecialType.System_Object } converted
                && SymbolEqualityComparer.Default.Equals(converted, asked),
            _ => false,
        };
        ExpressionSyntax fixedItem = isTyped && conversion.IsImplicit
            ? called
            : Cast(written, called, item);
        return Fix.To($"Write 'item<{right}>()'", document, root.ReplaceNode(item, fixedItem.WithTriviaFrom(item)));
    }

    private static ExpressionSyntax Cast(TypeSyntax type, ExpressionSyntax value, ExpressionSyntax replaced)
    {
        ExpressionSyntax cast = SyntaxFactory.CastExpression(type.WithoutTrivia(), value.WithoutTrivia());
        return replaced.Parent is MemberAccessExpressionSyntax or ElementAccessExpressionSyntax
            or ConditionalAccessExpressionSyntax
            ? SyntaxFactory.ParenthesizedExpression(cast)
            : cast;
    }
}
