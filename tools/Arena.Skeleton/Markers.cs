using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Skeleton;

/// <summary>What an author writes into a solution to say what learners get.</summary>
internal static partial class Markers
{
    public const string Exercise = nameof(Exercise);
    public const string PartOf = nameof(PartOf);
    public const string Given = nameof(Given);
    public const string SolutionOnly = nameof(SolutionOnly);

    // Answers that are only tried out are for authors, so each of these says SolutionOnly too.
    private const string WrongAnswer = nameof(WrongAnswer);
    private const string RightAnswer = nameof(RightAnswer);

    /// <summary>The name of an attribute that is a marker, else null.</summary>
    public static string? Name(AttributeSyntax attribute)
    {
        var name = attribute.Name switch
        {
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            _ => "",
        };
        if (name.EndsWith("Attribute", StringComparison.Ordinal)) name = name[..^"Attribute".Length];
        return name switch
        {
            Exercise or PartOf or Given or SolutionOnly => name,
            WrongAnswer or RightAnswer => SolutionOnly,
            _ => null,
        };
    }

    /// <summary>A member's marker of one kind.</summary>
    public static AttributeSyntax? Find(MemberDeclarationSyntax member, string name) =>
        member.AttributeLists.SelectMany(list => list.Attributes).FirstOrDefault(attribute => Name(attribute) == name);

    /// <summary>The exercise that a member says it belongs to, read from the text alone.</summary>
    public static string? ExerciseId(MemberDeclarationSyntax member)
    {
        var attribute = Find(member, Exercise) ?? Find(member, PartOf);
        var id = attribute?.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals is null)?.Expression;
        return id is LiteralExpressionSyntax literal && literal.IsKind(SyntaxKind.StringLiteralExpression)
            ? literal.Token.ValueText
            : null;
    }

    public static bool IsSolutionMarker(SyntaxTrivia trivia) => IsSolutionStart(trivia) || IsSolutionEnd(trivia);

    public static bool IsSolutionStart(SyntaxTrivia trivia) => IsSolutionMarker(trivia, closing: "");

    public static bool IsSolutionEnd(SyntaxTrivia trivia) => IsSolutionMarker(trivia, closing: "/");

    private static bool IsSolutionMarker(SyntaxTrivia trivia, string closing) =>
        trivia.IsKind(SyntaxKind.SingleLineCommentTrivia)
        && SolutionMarker().Match(trivia.ToString()) is { Success: true } match
        && match.Groups[1].Value == closing;

    [GeneratedRegex(@"^//\s*<\s*(/?)\s*solution\s*>\s*$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex SolutionMarker();
}
