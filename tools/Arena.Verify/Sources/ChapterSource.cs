using Arena.Skeleton;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Verify.Sources;

/// <summary>The solutions of one chapter, compiled in memory.</summary>
internal sealed class ChapterSource
{
    private readonly IReadOnlyDictionary<string, string> paths;
    private readonly Lazy<CSharpCompilation> solutions;

    private ChapterSource(
        string name, string assembly, CSharpCompilation compilation, IReadOnlyList<ExerciseSource> exercises,
        IReadOnlyDictionary<string, string> paths)
    {
        Name = name;
        Assembly = assembly;
        Compilation = compilation;
        Exercises = exercises;
        this.paths = paths;
        solutions = new(() => compilation.RemoveSyntaxTrees(Answer.ReadAll(this)
            .Select(x => x.Declaration.SyntaxTree)
            .Except(exercises.SelectMany(x => x.Members).Select(x => x.SyntaxTree))));
    }

    /// <summary>The chapter's folder: <c>0-Fundamentals</c>.</summary>
    public string Name { get; }

    /// <summary>The name of the assembly that tests refer to.</summary>
    public string Assembly { get; }

    /// <summary>
    /// All of its sources. A tree's path is <c>solutions/0-Fundamentals/…</c>, with forward slashes.
    /// </summary>
    public CSharpCompilation Compilation { get; }

    /// <summary>
    /// The solutions without the files of answers, which are longer than they are and would be compiled with every mutant.
    /// </summary>
    public CSharpCompilation Solutions => solutions.Value;

    /// <summary>The exercises, in the order in which they are met.</summary>
    public IReadOnlyList<ExerciseSource> Exercises { get; }

    /// <summary>A source's file name below <c>solutions/</c>: where its stub lies below <c>chapters/</c>.</summary>
    public string PathBelow(SyntaxTree tree) => paths[tree.FilePath];

    /// <summary>Reads the chapters of a kit whose skeleton can be generated.</summary>
    /// <exception cref="InvalidDataException">A solution has problems that <c>arena skeleton</c> names.</exception>
    public static IReadOnlyList<ChapterSource> ReadAll(Workspace workspace) =>
        ReadAll(SolutionFile.ReadAll(workspace));

    /// <summary>Reads chapters from files in memory.</summary>
    /// <param name="files">The files of <c>solutions/</c>.</param>
    /// <exception cref="InvalidDataException">A solution has problems that <c>arena skeleton</c> names.</exception>
    public static IReadOnlyList<ChapterSource> ReadAll(IReadOnlyList<SolutionFile> files) =>
        [.. files.Where(x => x.Chapter is not null)
            .GroupBy(x => x.Chapter!)
            .OrderBy(x => x.Key, StringComparer.Ordinal)
            .Select(x => Read(x.Key, [.. x]))];

    private static ChapterSource Read(string name, IReadOnlyList<SolutionFile> files)
    {
        var sources = files.Where(x => x.IsSource).OrderBy(x => x.Path, StringComparer.Ordinal).ToList();
        var trees = sources.ConvertAll(x =>
            ChapterCompilation.Parse(LineEndings.Normalise(x.Text), $"solutions/{x.Path}"));
        var projects = files.Where(x => !x.IsSource).ToList();
        var assembly = AssemblyName(projects);
        var compilation = ChapterCompilation.Create(assembly, trees, ChapterCompilation.GlobalUsings(projects));
        var problems = new Problems();
        var exercises = sources.Zip(trees)
            .SelectMany(x => Read(x.First, x.Second, compilation, problems))
            .OrderBy(x => x.Number)
            .ToList();
        var error = compilation.GetDiagnostics().FirstOrDefault(x => x.Severity == DiagnosticSeverity.Error);
        if (error is not null || problems.Any)
            throw new InvalidDataException(error?.ToString() ?? problems.InOrder[0].ToString());
        return new ChapterSource(name, assembly, compilation, exercises,
            trees.Zip(sources).ToDictionary(x => x.First.FilePath, x => x.Second.Path));
    }

    private static IEnumerable<ExerciseSource> Read(
        SolutionFile file, SyntaxTree tree, Compilation compilation, Problems problems)
    {
        var model = compilation.GetSemanticModel(tree);
        var members = new List<(string Exercise, MemberDeclarationSyntax Member)>();
        foreach (var member in tree.GetCompilationUnitRoot().Members) Collect(member, exercise: null, members);
        return new ExerciseReader(file, model, problems).Read().ToList().Select(x => new ExerciseSource(
            x, [.. members.Where(y => y.Exercise == x.Entry.Id).Select(y => y.Member)]));
    }

    private static void Collect(
        MemberDeclarationSyntax member, string? exercise, List<(string, MemberDeclarationSyntax)> members)
    {
        if (Markers.Find(member, Markers.SolutionOnly) is not null) return;
        if (Markers.Find(member, Markers.Given) is not null) exercise = null;
        exercise = Markers.ExerciseId(member) ?? exercise;
        if (member is BaseNamespaceDeclarationSyntax space)
            foreach (var inner in space.Members) Collect(inner, exercise, members);
        else if (member is TypeDeclarationSyntax type)
            foreach (var inner in type.Members) Collect(inner, exercise, members);
        else if (exercise is not null)
            members.Add((exercise, member));
    }

    private static string AssemblyName(IReadOnlyList<SolutionFile> projects) =>
        projects is [var project, ..] ? ChapterCompilation.AssemblyName(project) : "Chapter";
}
