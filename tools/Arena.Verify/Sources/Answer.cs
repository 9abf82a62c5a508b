using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Verify.Sources;

/// <summary>An answer that an author keeps beside a solution.</summary>
/// <param name="Exercise">The exercise's id.</param>
/// <param name="IsRight">Whether tests have to accept it.</param>
/// <param name="Says">A text that the failure of a wrong one has to contain; null when it does not matter.</param>
/// <param name="Symbol">The method or the class.</param>
/// <param name="Declaration">Where it is.</param>
internal sealed record Answer(
    string Exercise, bool IsRight, string? Says, ISymbol Symbol, MemberDeclarationSyntax Declaration)
{
    private const string Wrong = nameof(WrongAnswerAttribute);
    private const string Right = nameof(RightAnswerAttribute);

    /// <summary>The check that tries it, as in a finding.</summary>
    public string Check => IsRight ? "right-answer" : "wrong-answer";

    /// <summary>Its name, which says what is mistaken, or how it does it.</summary>
    public string Name => Symbol.Name;

    /// <summary>The file, from the kit's root.</summary>
    public string File => Declaration.SyntaxTree.FilePath;

    /// <summary>The line of its name, from 1.</summary>
    public int Line => Symbol.Locations[0].GetLineSpan().StartLinePosition.Line + 1;

    /// <summary>The answers of a chapter, in the order of their files.</summary>
    public static IReadOnlyList<Answer> ReadAll(ChapterSource chapter) =>
        [.. chapter.Compilation.SyntaxTrees.SelectMany(tree =>
        {
            var model = chapter.Compilation.GetSemanticModel(tree);
            return tree.GetRoot().DescendantNodes().OfType<MemberDeclarationSyntax>()
                .Where(x => x is MethodDeclarationSyntax or ClassDeclarationSyntax)
                .SelectMany(x => Of(x, model.GetDeclaredSymbol(x)!));
        })];

    private static IEnumerable<Answer> Of(MemberDeclarationSyntax declaration, ISymbol symbol) =>
        symbol.GetAttributes()
            .Where(x => x.AttributeClass?.Name is Wrong or Right)
            .Select(x => new Answer(
                x.ConstructorArguments[0].Value as string ?? "",
                x.AttributeClass!.Name == Right,
                x.NamedArguments.FirstOrDefault(y => y.Key == nameof(WrongAnswerAttribute.Says)).Value.Value as string,
                symbol,
                declaration));
}
