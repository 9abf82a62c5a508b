using System.Text.RegularExpressions;
using Arena.Skeleton;
using Arena.Verify.Sources;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Verify.Checks;

/// <summary>
/// Nothing that only the solution needs is in what learners get. The files are read as they lie on disk, so that a
/// mistake of the generator and an edit by hand are found alike.
/// </summary>
internal static partial class Leaks
{
    private const string Kind = "leak";
    private const string Generate = "Generate the file again: ./arena skeleton --force.";
    private const string Unnecessary = "CS8019";

    /// <summary>Every leak of the selected exercises, and of the files that they are in.</summary>
    /// <param name="workspace">The kit.</param>
    /// <param name="chapters">Its solutions.</param>
    /// <param name="isSelected">Whether an exercise, by its id, is to be looked at.</param>
    public static IReadOnlyList<Finding> Check(
        Workspace workspace, IReadOnlyList<ChapterSource> chapters, Func<string, bool> isSelected)
    {
        var files = LearnerFile.ReadAll(workspace);
        return [.. chapters.SelectMany(chapter => Check(chapter, files, isSelected)).Distinct()];
    }

    private static IEnumerable<Finding> Check(
        ChapterSource chapter, IReadOnlyList<LearnerFile> files, Func<string, bool> isSelected)
    {
        var selected = chapter.Exercises.Where(x => isSelected(x.Id)).ToList();
        if (selected.Count == 0) return [];
        var solution = new SolutionText(chapter);
        var sections = selected.Select(x => x.Entry.Page[..(x.Entry.Page.LastIndexOf('/') + 1)]).ToHashSet();
        var stubs = files.Where(x => IsIn("chapters", x) && x.IsSource).ToList();
        return
        [
            .. solution.Bodies.Where(x => isSelected(x.Exercise)).SelectMany(x => Bodies(x.Exercise, x.Body)),
            .. stubs.SelectMany(Names),
            .. stubs.SelectMany(Comments),
            .. files.Where(x => IsIn("chapters", x)).SelectMany(StrayMarkers),
            .. OrphanUsings(chapter, stubs),
            .. files.Where(x => IsIn("tests", x)).SelectMany(ReferencesToSolutions),
        ];

        bool IsIn(string folder, LearnerFile file) =>
            sections.Any(section => file.Path.StartsWith($"{folder}/{section}", StringComparison.Ordinal));

        IEnumerable<Finding> Bodies(string exercise, SolutionBody body)
        {
            var tellings = body.Tellings.Where(x => !solution.IsGiven(x)).ToList();
            foreach (var file in files)
            {
                var telling = tellings.Find(x => file.LineOfCode(x) is not null);
                if (telling is null) continue;
                var what = telling == body.Tellings[0] ? "The solution" : "Most of the solution";
                yield return new(Kind, exercise, file.Path, file.LineOfCode(telling)!.Value,
                    $"{what} of {exercise} is here for everyone to read.", HowToRemove(file));
            }
        }

        IEnumerable<Finding> Names(LearnerFile stub) =>
            from name in solution.Names
            let line = stub.LineOfCode(name.Text)
            where line is not null
            select new Finding(Kind, null, stub.Path, line.Value,
                $"{name.Name} is only in the solution, and its name is here.", Generate);

        IEnumerable<Finding> Comments(LearnerFile stub) =>
            from comment in solution.Comments
            where comment.Exercise is null || isSelected(comment.Exercise)
            let line = stub.LineOfProse(comment.Text)
            where line is not null
            select new Finding(Kind, comment.Exercise, stub.Path, line.Value,
                "This is a comment of the solution.", Generate);
    }

    private static IEnumerable<Finding> StrayMarkers(LearnerFile file) =>
        Marker().Matches(file.Text).Select(x => new Finding(Kind, null, file.Path, Line(file, x),
            $"{x.Value} marks lines of a solution: it has no place here.",
            file.IsSource ? Generate : "Take it out."));

    private static IEnumerable<Finding> ReferencesToSolutions(LearnerFile file) =>
        Reference().Matches(file.Text).Select(x => new Finding(Kind, null, file.Path, Line(file, x),
            $"A chapter's test refers to the solutions: {x.Value}.",
            "Compute what is expected from an independent source, without a look into solutions/."));

    // A using that the stub does not need although the solution needs it.
    private static IEnumerable<Finding> OrphanUsings(ChapterSource chapter, IReadOnlyList<LearnerFile> stubs)
    {
        var trees = stubs.Select(x => ChapterCompilation.Parse(x.Text, x.Path)).ToList();
        var globals = chapter.Compilation.SyntaxTrees.Except(Sources(chapter));
        var compilation = chapter.Compilation.RemoveAllSyntaxTrees().AddSyntaxTrees(trees).AddSyntaxTrees(globals);
        foreach (var solution in Sources(chapter))
        {
            var stub = trees.Find(x => x.FilePath == $"chapters/{chapter.PathBelow(solution)}");
            if (stub is null) continue;
            var needed = solution.GetCompilationUnitRoot().DescendantNodes().OfType<UsingDirectiveSyntax>()
                .Except(UnnecessaryUsings(solution, chapter.Compilation))
                .Where(x => !x.GetTrailingTrivia().Any(trivia => trivia.ToString() == "// given"))
                .Select(x => x.ToString())
                .ToHashSet();
            foreach (var orphan in UnnecessaryUsings(stub, compilation))
            {
                if (!needed.Contains(orphan.ToString()) || IsVocabulary(orphan, compilation)) continue;
                var line = stub.GetLineSpan(orphan.Span).StartLinePosition.Line + 1;
                yield return new(Kind, null, stub.FilePath, line,
                    $"Only the solution needs this: {orphan}.", Generate);
            }
        }
    }

    private static IEnumerable<SyntaxTree> Sources(ChapterSource chapter) =>
        chapter.Compilation.SyntaxTrees.Where(x => x.FilePath.EndsWith(".cs", StringComparison.Ordinal));

    private static IEnumerable<UsingDirectiveSyntax> UnnecessaryUsings(SyntaxTree tree, Compilation compilation) =>
        compilation.GetSemanticModel(tree).GetDiagnostics()
            .Where(x => x.Id == Unnecessary)
            .SelectMany(x => tree.GetRoot().DescendantNodes(x.Location.SourceSpan).OfType<UsingDirectiveSyntax>());

    // The words that every body of a chapter is written in: they tell nothing.
    private static bool IsVocabulary(UsingDirectiveSyntax directive, Compilation compilation) =>
        directive.Alias is null
        && compilation.GetSemanticModel(directive.SyntaxTree).GetSymbolInfo(directive.NamespaceOrType).Symbol
            ?.ToDisplayString().Split('.')[0] is "Arena" or "TorchSharp";

    private static string HowToRemove(LearnerFile file) =>
        file.IsSource
            ? file.Path.StartsWith("chapters/", StringComparison.Ordinal)
                ? Generate
                : "Compute what is expected in another way than the solution does."
            : "Say less: name the idea or the method, and leave the line to the learner.";

    private static int Line(LearnerFile file, Match match) => file.Text.AsSpan(0, match.Index).Count('\n') + 1;

    [GeneratedRegex(@"<\s*/?\s*solution\s*>", RegexOptions.IgnoreCase)]
    private static partial Regex Marker();

    [GeneratedRegex(@"\bsolutions[/\\]|""solutions""|\.Solutions\b", RegexOptions.IgnoreCase)]
    private static partial Regex Reference();
}
