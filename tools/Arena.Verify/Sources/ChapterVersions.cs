using System.Globalization;
using Arena.Skeleton;
using Arena.Verify.Wire;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Arena.Verify.Sources;

/// <summary>A version of a chapter: its assembly, or why it does not compile.</summary>
internal sealed record ChapterVersion(byte[]? Assembly, string? Error);

/// <summary>Makes versions of a chapter that differ from its solutions in a few places.</summary>
/// <param name="chapter">The chapter.</param>
internal sealed class ChapterVersions(ChapterSource chapter)
{
    // The given parts of a class may be all that uses something that its stubbed members did.
    private readonly CSharpCompilation compilation = chapter.Solutions
        .WithOptions(chapter.Solutions.Options.WithGeneralDiagnosticOption(ReportDiagnostic.Suppress));

    /// <summary>The solutions, telling which exercises' code is reached.</summary>
    public ChapterVersion Reporting()
    {
        var changes = chapter.Exercises.SelectMany(exercise => exercise.Members
            .Where(member => !member.Modifiers.Any(SyntaxKind.AbstractKeyword))
            .SelectMany(member => Bodies.Begin(member, Report(exercise.Id))
                .Select(change => (member.SyntaxTree, change))));
        return Compile(compilation, changes);
    }

    /// <summary>The solutions, with one exercise as learners get it.</summary>
    public ChapterVersion Without(ExerciseSource exercise)
    {
        var stubbed = compilation;
        foreach (var file in exercise.Members.GroupBy(x => x.SyntaxTree))
        {
            var root = file.Key.GetCompilationUnitRoot();
            var problems = new Problems();
            var edits = new TextEdits(file.Key.GetText());
            var bodies = new BodyStub(root, edits, new LeftOut(root, problems), problems);
            foreach (var member in file) bodies.Stub(member, exercise.Declaration, own: null);
            stubbed = Replace(stubbed, file.Key, SourceText.From(edits.Apply().Text));
        }
        return Emit(stubbed);
    }

    /// <summary>The solutions, with an answer in the place of its exercise.</summary>
    public ChapterVersion With(Answer answer, ExerciseSource exercise) =>
        answer.Symbol is IMethodSymbol method
            ? WithMethod(method, exercise, Including(answer))
            : WithClass(answer, exercise, Including(answer));

    private CSharpCompilation Including(Answer answer) =>
        compilation.ContainsSyntaxTree(answer.Declaration.SyntaxTree)
            ? compilation
            : compilation.AddSyntaxTrees(answer.Declaration.SyntaxTree);

    private static ChapterVersion WithMethod(
        IMethodSymbol answer, ExerciseSource exercise, CSharpCompilation solutions)
    {
        if (exercise.Members.FirstOrDefault(x => Markers.Find(x, Markers.Exercise) is not null)
            is not MethodDeclarationSyntax method)
            return new(null, "the exercise is no method, so its answer has to be a class");
        var isStatic = method.Modifiers.Any(SyntaxKind.StaticKeyword);
        var arguments = method.ParameterList.Parameters.Select(x => x.Identifier.Text);
        if (!isStatic) arguments = arguments.Prepend("this");
        var name = answer.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat
            .WithMemberOptions(SymbolDisplayMemberOptions.IncludeContainingType));
        var isAsync = method.Modifiers.Any(SyntaxKind.AsyncKeyword);
        var call = $"{(isAsync ? "await " : "")}{name}({string.Join(", ", arguments)});";
        var statement = Bodies.ReturnsValue(method) ? $"return {call}" : call;
        return Compile(solutions, [(method.SyntaxTree, Bodies.Replace(method, statement))]);
    }

    // The answer takes over the name, and with it everything that is said of the class elsewhere.
    private ChapterVersion WithClass(Answer answer, ExerciseSource exercise, CSharpCompilation solutions)
    {
        var replaced = exercise.Members[0].FirstAncestorOrSelf<TypeDeclarationSyntax>()!;
        var name = Symbol(replaced);
        if (!SymbolEqualityComparer.Default.Equals(name.ContainingSymbol, answer.Symbol.ContainingSymbol))
            return new(null, $"it has to stand where {name.Name} stands, in {name.ContainingSymbol}");
        var model = chapter.Compilation.GetSemanticModel(answer.Declaration.SyntaxTree);
        var renamed = answer.Declaration.DescendantTokens()
            .Where(x => x.IsKind(SyntaxKind.IdentifierToken) && x.ValueText == answer.Name)
            .Where(x => x.Parent == answer.Declaration || x.Parent is ConstructorDeclarationSyntax
                || SymbolEqualityComparer.Default.Equals(model.GetSymbolInfo(x.Parent!).Symbol, answer.Symbol))
            .Select(x => new TextChange(x.Span, replaced.Identifier.Text));
        // Tests see what the solution lets them see.
        var visible = answer.Declaration.Modifiers.First(x => x.Kind() is SyntaxKind.InternalKeyword
            or SyntaxKind.PublicKeyword or SyntaxKind.PrivateKeyword);
        var visibility = new TextChange(visible.Span, SyntaxFacts.GetText(name.DeclaredAccessibility));
        return Compile(solutions,
        [
            .. renamed.Append(visibility).Select(x => (answer.Declaration.SyntaxTree, x)),
            (replaced.SyntaxTree, new TextChange(replaced.Span, "")),
        ]);
    }

    private ISymbol Symbol(TypeDeclarationSyntax type) =>
        chapter.Compilation.GetSemanticModel(type.SyntaxTree).GetDeclaredSymbol(type)!;

    private static ChapterVersion Compile(
        CSharpCompilation compilation, IEnumerable<(SyntaxTree Tree, TextChange Change)> changes)
    {
        foreach (var file in changes.GroupBy(x => x.Tree, x => x.Change))
            compilation = Replace(
                compilation, file.Key, file.Key.GetText().WithChanges(file.OrderBy(x => x.Span.Start)));
        return Emit(compilation);
    }

    private static CSharpCompilation Replace(CSharpCompilation compilation, SyntaxTree tree, SourceText text) =>
        compilation.ReplaceSyntaxTree(tree, tree.WithChangedText(text));

    private static ChapterVersion Emit(CSharpCompilation compilation)
    {
        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly);
        if (result.Success) return new(assembly.ToArray(), null);
        var error = result.Diagnostics.First(x => x.Severity == DiagnosticSeverity.Error);
        return new(null, $"{error.Id}: {error.GetMessage(CultureInfo.InvariantCulture)}");
    }

    private static string Report(string exercise) =>
        $"((global::System.Action<string>)global::System.AppContext.GetData(\"{Spelling.Reached}\")!)(\"{exercise}\");";
}
