using Arena.Verify.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Verify.Checks;

/// <summary>
/// Each test can fail, what it expects comes from somewhere else than the code under test, and each exercise has tests.
/// </summary>
internal static class TestQuality
{
    private const string Kind = "test";

    /// <summary>Looks at all tests below <c>tests/</c>.</summary>
    /// <param name="chapters">The kit's solutions.</param>
    /// <param name="projects">Its tests.</param>
    public static IReadOnlyList<Finding> Check(
        IReadOnlyList<ChapterSource> chapters, IReadOnlyList<TestSources> projects) =>
    [
        .. projects.SelectMany(x => new AssertionCheck(x).Check()),
        .. projects.SelectMany(x => new IndependenceCheck(x).Check()),
        .. chapters.SelectMany(chapter => Exercises(chapter, projects.Where(x => x.Chapter == chapter))),
    ];

    private static IEnumerable<Finding> Exercises(ChapterSource chapter, IEnumerable<TestSources> projects)
    {
        var tested = new HashSet<string>();
        foreach (var project in projects)
            foreach (var test in project.Tests)
            {
                if (ExerciseId(test, project) is not { } id) continue;
                tested.Add(id);
                var exercise = chapter.Exercises.FirstOrDefault(x => x.Id == id);
                var name = test.Identifier.ValueText;
                if (exercise is null)
                    yield return At(test, id, $"{name} is a test of {id}, and {chapter.Name} has no such exercise.",
                        "Write the id of the exercise that it tests.");
                else if (Folder(test.SyntaxTree.FilePath) != $"tests/{Folder(exercise.Entry.File)}")
                    yield return At(test, id, $"{name} is a test of {id}, which is in another section.",
                        $"Move it to tests/{Folder(exercise.Entry.File)}, or correct the id.");
            }

        foreach (var exercise in chapter.Exercises.Where(x => !tested.Contains(x.Id)))
        {
            var file = $"solutions/{exercise.Entry.File}";
            var line = exercise.Members.Select(Syntax.Line).FirstOrDefault(1);
            yield return new(Kind, exercise.Id, file, line, $"Exercise {exercise.Id} has no test.",
                $"Write one in tests/{Folder(exercise.Entry.File)}.");
        }
    }

    /// <summary>The exercise that a test is about; null for a test of the kit.</summary>
    public static string? ExerciseId(MethodDeclarationSyntax test, TestSources project) =>
        TestSources.Attribute(test) is { ArgumentList.Arguments: [{ NameEquals: null } id, ..] }
            ? project.Text(id.Expression)
            : null;

    /// <summary>A finding of this check.</summary>
    public static Finding At(SyntaxNode node, string? exercise, string message, string fix) =>
        new(Kind, exercise, node.SyntaxTree.FilePath, Syntax.Line(node), message, fix);

    private static string Folder(string path) => path[..path.LastIndexOf('/')];
}
