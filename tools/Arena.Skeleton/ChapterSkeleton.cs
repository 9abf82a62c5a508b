using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Arena.Skeleton;

/// <summary>Makes the stubs of one chapter, which is one compilation.</summary>
internal sealed class ChapterSkeleton
{
    private const string UnknownInDocumentation = "CS1574";
    private static readonly HashSet<string> UnknownName = ["CS0103", "CS0117", "CS0234", "CS0246", "CS0426", "CS1061"];

    private readonly string name;
    private readonly Problems problems;
    private readonly List<SolutionFile> sources;
    private readonly List<SyntaxTree> trees;
    private readonly SyntaxTree globalUsings;
    private readonly CSharpCompilation solutions;
    private readonly Dictionary<string, ExerciseDeclaration> exercises = [];
    private readonly bool isReadable;

    public ChapterSkeleton(string name, IReadOnlyList<SolutionFile> files, Problems problems)
    {
        this.name = name;
        this.problems = problems;
        sources = [.. files.Where(file => file.IsSource).OrderBy(file => file.Path, StringComparer.Ordinal)];
        trees = sources.ConvertAll(source =>
            ChapterCompilation.Parse(LineEndings.Normalise(source.Text), $"solutions/{source.Path}"));
        globalUsings = ChapterCompilation.GlobalUsings([.. files.Where(file => !file.IsSource)]);
        solutions = ChapterCompilation.Create(name, trees, globalUsings);
        isReadable = !Refuse(trees.SelectMany(tree => tree.GetDiagnostics()));
    }

    public IReadOnlyList<ExerciseDeclaration> ReadExercises()
    {
        if (!isReadable) return [];
        var found = sources.Zip(trees, (source, tree) => (Source: source, Model: solutions.GetSemanticModel(tree)))
            .SelectMany(file => new ExerciseReader(file.Source, file.Model, problems).Read())
            .ToList();
        foreach (var exercise in found) exercises.TryAdd(exercise.Entry.Id, exercise);
        return found;
    }

    public IReadOnlyList<GeneratedFile> MakeStubs()
    {
        if (!isReadable) return [];
        var stubs = new List<Stub>();
        foreach (var (source, tree) in sources.Zip(trees))
        {
            var file = new FileStub(tree, exercises, problems);
            if (file.Make() is { } text) stubs.Add(new Stub(source, tree, file.LeftOut, text));
        }

        Refuse(solutions.GetDiagnostics());
        return problems.Any ? [] : WithoutOrphans(stubs);
    }

    private bool Refuse(IEnumerable<Diagnostic> diagnostics)
    {
        var errors = Errors(diagnostics).ToList();
        foreach (var error in errors)
        {
            var tree = error.Location.SourceTree ?? globalUsings;
            problems.Add(tree, error.Location.SourceSpan, $"The solution does not compile: {Text(error)}");
        }
        return errors.Count > 0;
    }

    private List<GeneratedFile> WithoutOrphans(List<Stub> stubs)
    {
        var bare = stubs.ConvertAll(stub => ChapterCompilation.Parse(stub.Text.Text, stub.Source.Path));
        var bareCompilation = ChapterCompilation.Create(name, bare, globalUsings);
        var tidied = stubs
            .Zip(bare, (stub, tree) => OrphanUsings.Remove(tree, bareCompilation, stub.Solution, solutions))
            .ToList();
        var tidy = stubs.Zip(tidied, (stub, text) => ChapterCompilation.Parse(text.Text, stub.Source.Path)).ToList();
        foreach (var diagnostic in ChapterCompilation.Create(name, tidy, globalUsings).GetDiagnostics())
        {
            if (Refusal(diagnostic, stubs) is not { } message) continue;
            if (diagnostic.Location.SourceTree is not { } tree || tree == globalUsings)
            {
                problems.Add(globalUsings, diagnostic.Location.SourceSpan, message);
                continue;
            }

            var which = tidy.IndexOf(tree);
            var inStub = tidied[which].OriginalPosition(diagnostic.Location.SourceSpan.Start);
            problems.Add(stubs[which].Solution, new(stubs[which].Text.OriginalPosition(inStub), 0), message);
        }
        return [.. stubs.Zip(tidied, (stub, text) => new GeneratedFile(stub.Source.Path, text.Text))];
    }

    private static string? Refusal(Diagnostic diagnostic, List<Stub> stubs)
    {
        if (diagnostic.Id == UnknownInDocumentation)
            return $"The documentation that learners get refers to what they do not get: {Text(diagnostic)}";
        if (diagnostic.Severity != DiagnosticSeverity.Error) return null;
        var general = $"The stub does not compile: {Text(diagnostic)}";
        if (!UnknownName.Contains(diagnostic.Id)) return general;
        var place = diagnostic.Location;
        var name = place.SourceTree!.GetRoot().FindToken(place.SourceSpan.Start).ValueText;
        return stubs
            .Select(stub => stub.LeftOut.WhyUnknown(name, isInFile: stub.Source.Path == place.SourceTree.FilePath))
            .FirstOrDefault(why => why is not null) ?? general;
    }

    private static IEnumerable<Diagnostic> Errors(IEnumerable<Diagnostic> diagnostics) =>
        diagnostics
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start);

    private static string Text(Diagnostic error) =>
        $"{error.Id}: {error.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}";

    private sealed record Stub(SolutionFile Source, SyntaxTree Solution, LeftOut LeftOut, EditedText Text);
}
