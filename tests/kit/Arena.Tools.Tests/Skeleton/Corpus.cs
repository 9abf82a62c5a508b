using System.Runtime.CompilerServices;
using Arena.Skeleton;

namespace Arena.Tools.Tests.Skeleton;

/// <summary>The small solutions of <c>Cases/</c>, each alone in a section.</summary>
internal static class Corpus
{
    public const string Section = "0-Fundamentals/0-Prerequisites";

    public static string Folder { get; } = Path.Combine(Here(), "Cases");

    public static IReadOnlyList<string> Names { get; } =
        [.. Directory.GetFiles(Folder, "*.cs")
            .Select(path => Path.GetFileNameWithoutExtension(path))
            .Order(StringComparer.Ordinal)];

    public static string Solution(string name) =>
        File.ReadAllText(Path.Combine(Folder, name + ".cs")).ReplaceLineEndings("\n");

    public static SkeletonOutcome Generate(string text, string name = "Case") =>
        SkeletonGenerator.Generate([new SolutionFile($"{Section}/{name}.cs", text)]);

    /// <summary>The stub of a solution that has no problems; null when the file vanishes.</summary>
    public static string? Stub(string text)
    {
        var outcome = Generate(text);
        outcome.Problems.Should().BeEmpty();
        return outcome.Files.SingleOrDefault(file => file.Path == $"{Section}/Case.cs")?.Text;
    }

    private static string Here([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
