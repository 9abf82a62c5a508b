using Arena.Skeleton;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Verify.Sources;

/// <summary>The solution of one exercise.</summary>
/// <param name="Entry">The exercise.</param>
/// <param name="Members">
/// The members whose bodies it consists of, in their order in the file: its own, those marked as part of it, and those of
/// a class that is an exercise.
/// </param>
internal sealed record ExerciseSource(ExerciseEntry Entry, IReadOnlyList<MemberDeclarationSyntax> Members)
{
    /// <summary>The exercise's id.</summary>
    public string Id => Entry.Id;

    /// <summary>The place of the exercise among the others.</summary>
    public ExerciseNumber Number { get; } = ExerciseNumber.Parse(Entry.Id)!.Value;
}
