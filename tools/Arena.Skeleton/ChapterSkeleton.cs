using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Arena.Skeleton;

/// <summary>Makes the stubs of one chapter, which is one compilation.</summary>
internal sealed class ChapterSkeleton
{
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
        sources = [.. files.Where(file => file.Path.EndsWith(".cs", StringComparison.Ordinal)).OrderBy(file => file.Path, StringComparer.Ordinal)];
        trees = [.. sources.Select(source => ChapterCompilation.Parse(LineEndings.Normalise(source.Text), $"solutions/{source.Path}"))];
        globalUsings = ChapterCompilation.GlobalUsings(files.Where(file => file.Path.EndsWith(".csproj", StringComparison.Ordinal)));
        solutions = ChapterCompilation.Create(name, trees, globalUsings);
        isReadable = !Refuse(trees.SelectMany(tree => tree.GetDiagnostics()));
    }

    public IReadOnlyList<ExerciseDeclaration> ReadExercises()
    {
        if (!isReadable) return [];
        var found = sources.Zip(trees, (source, tree) => new ExerciseReader(source, solutions.GetSemanticModel(tree), problems))
            .SelectMany(reader => reader.Read())
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
            problems.Add(error.Location.SourceTree ?? globalUsings, error.Location.SourceSpan, $"The solution does not compile: {Text(error)}");
        return errors.Count > 0;
    }

    private List<GeneratedFile> WithoutOrphans(List<Stub> stubs)
    {
        var bare = stubs.ConvertAll(stub => ChapterCompilation.Parse(stub.Text.Text, stub.Source.Path));
        var bareCompilation = ChapterCompilation.Create(name, bare, globalUsings);
        var tidied = stubs.Zip(bare, (stub, tree) => OrphanUsings.Remove(tree, bareCompilation, stub.Solution, solutions)).ToList();
        var tidy = stubs.Zip(tidied, (stub, text) => ChapterCompilation.Parse(text.Text, stub.Source.Path)).ToList();
        foreach (var error in Errors(ChapterCompilation.Create(name, tidy, globalUsings).GetDiagnostics()))
        {
            var which = tidy.IndexOf(error.Location.SourceTree!);
            var at = stubs[which].Text.OriginalPosition(tidied[which].OriginalPosition(error.Location.SourceSpan.Start));
            var unknown = tidy[which].GetRoot().FindToken(error.Location.SourceSpan.Start).ValueText;
            problems.Add(stubs[which].Solution, new(at, 0),
                stubs[which].LeftOut.WhyUnknown(unknown)
                    ?? stubs.Select(stub => stub.LeftOut.WhyUnknown(unknown)).FirstOrDefault(why => why is not null)
                    ?? $"The stub does not compile: {Text(error)}");
        }
        return [.. stubs.Zip(tidied, (stub, text) => new GeneratedFile(stub.Source.Path, text.Text))];
    }

    private static IEnumerable<Diagnostic> Errors(IEnumerable<Diagnostic> diagnostics) =>
        diagnostics
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start);

    private static string Text(Diagnostic error) =>
        $"{error.Id}: {error.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}";

    private sealed record Stub(SolutionFile Source, SyntaxTree Solution, LeftOut LeftOut, EditedText Text);
}
