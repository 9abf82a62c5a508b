using Arena.Skeleton;
using Arena.Verify.Mutation;
using Arena.Verify.Sources;

namespace Arena.Tools.Tests.Mutation;

/// <summary>Small chapters and their mutants.</summary>
internal static class Mutated
{
    public const string File = "0-Fundamentals/0-Prerequisites/Case.cs";

    /// <summary>A chapter of one file, which has the usings of a section's files.</summary>
    public static ChapterSource Chapter(string members) =>
        ChapterSource.ReadAll([new SolutionFile(File, $$"""
            using Arena.Tensors;
            using TorchSharp;
            using static Arena.Tensors.Einops;
            using static TorchSharp.torch;

            namespace Arena.N;

            public static class Case
            {
                private static int Twice(int a, int b) => 2 * a + b;
                private static double Half(double a) => a / 2;
                private static void Tell(int a) => Twice(a, a);

                {{members}}
            }
            """)]).Single();

    /// <summary>The mutants of a chapter's only exercise.</summary>
    public static IReadOnlyList<Mutant> Of(ChapterSource chapter) => Mutator.Of(chapter, chapter.Exercises.Single());

    /// <summary>The mutants of a member, which is an exercise.</summary>
    public static IReadOnlyList<Mutant> Of(string member) => Of(Chapter(Exercise(member)));

    /// <summary>A member as an exercise.</summary>
    public static string Exercise(string member) => $"[Exercise(\"0.0.1\", \"T\")]\n{member}";
}
