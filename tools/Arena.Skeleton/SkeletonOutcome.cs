namespace Arena.Skeleton;

/// <summary>What <c>chapters/</c> is to hold, or why that cannot be said.</summary>
/// <param name="Files">
/// Every generated file by path, the index of exercises last. Empty when there are problems.
/// </param>
/// <param name="Index">The exercises. Empty when there are problems.</param>
/// <param name="Problems">What the author has to put right first.</param>
public sealed record SkeletonOutcome(
    IReadOnlyList<GeneratedFile> Files, ExerciseIndex Index, IReadOnlyList<Problem> Problems);

/// <summary>One generated file.</summary>
/// <param name="Path">The path below <c>chapters/</c>, with forward slashes.</param>
/// <param name="Text">The text: line feeds, no byte order mark.</param>
public sealed record GeneratedFile(string Path, string Text);
