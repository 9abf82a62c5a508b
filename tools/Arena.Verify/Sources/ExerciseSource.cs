using Arena.Skeleton;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Verify.Sources;

/// <summary>The solution of one exercise.</summary>
/// <param name="Declaration">The exercise.</param>
/// <param name="Members">
/// The members whose bodies it consists of, in their order in the file: its own, those marked as part of it, and those
/// of a class that is an exercise.
/// </param>
internal sealed record ExerciseSource(
    ExerciseDeclaration Declaration, IReadOnlyList<MemberDeclarationSyntax> Members)
{
    /// <summary>What the course says of it.</summary>
    public ExerciseEntry Entry => Declaration.Entry;

    /// <summary>The exercise's id.</summary>
    public string Id => Entry.Id;

    /// <summary>The place of the exercise among the others.</summary>
    public ExerciseNumber Number { get; } = ExerciseNumber.Parse(Declaration.Entry.Id)!.Value;

    /// <summary>The solution's file, from the kit's root.</summary>
    public string File => Declaration.Attribute.SyntaxTree.FilePath;

    /// <summary>The line of its attribute, from 1.</summary>
    public int Line => Declaration.Attribute.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
}
