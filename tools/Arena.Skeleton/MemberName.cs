using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Skeleton;

/// <summary>Members as people name them: <c>Outer.Inner.Member</c>, without the namespace.</summary>
internal static class MemberName
{
    public static string Of(SyntaxNode member)
    {
        var types = member.Ancestors().OfType<BaseTypeDeclarationSyntax>()
            .Where(type => type is not ExtensionBlockDeclarationSyntax)
            .Reverse()
            .Select(type => type.Identifier.ValueText);
        return string.Join('.', types.Append(Own(member)));
    }

    /// <summary>The name with what tells overloads apart: type parameters' number and parameters' types.</summary>
    public static string WithSignature(SyntaxNode member)
    {
        var types = member.Ancestors().OfType<TypeDeclarationSyntax>().Reverse()
            .Select(type => $"{type.Identifier.ValueText}`{type.Arity}");
        var arity = member switch
        {
            MethodDeclarationSyntax method => method.Arity,
            TypeDeclarationSyntax type => type.Arity,
            _ => 0,
        };
        var parameters = member switch
        {
            BaseMethodDeclarationSyntax method => method.ParameterList.Parameters,
            IndexerDeclarationSyntax indexer => indexer.ParameterList.Parameters,
            _ => default,
        };
        var signature = parameters.Select(parameter => $"{parameter.Modifiers} {parameter.Type}");
        return $"{string.Join('.', types.Append(Own(member)))}`{arity}({string.Join(", ", signature)})";
    }

    private static string Own(SyntaxNode member) => member switch
    {
        BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
        DelegateDeclarationSyntax @delegate => @delegate.Identifier.ValueText,
        MethodDeclarationSyntax method => method.Identifier.ValueText,
        ConstructorDeclarationSyntax constructor => constructor.Identifier.ValueText,
        DestructorDeclarationSyntax destructor => "~" + destructor.Identifier.ValueText,
        PropertyDeclarationSyntax property => property.Identifier.ValueText,
        EventDeclarationSyntax @event => @event.Identifier.ValueText,
        IndexerDeclarationSyntax => "this[]",
        OperatorDeclarationSyntax @operator => $"operator {@operator.OperatorToken.ValueText}",
        ConversionOperatorDeclarationSyntax conversion =>
            $"{conversion.ImplicitOrExplicitKeyword.ValueText} operator {conversion.Type}",
        BaseFieldDeclarationSyntax field =>
            string.Join(", ", field.Declaration.Variables.Select(variable => variable.Identifier.ValueText)),
        EnumMemberDeclarationSyntax value => value.Identifier.ValueText,
        _ => member.Kind().ToString(),
    };
}
