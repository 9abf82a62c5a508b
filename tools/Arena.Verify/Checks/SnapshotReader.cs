using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Verify.Checks;

/// <summary>A call in which a test compares something with a snapshot.</summary>
internal sealed class SnapshotReader
{
    private readonly TestSources project;
    private readonly MethodDeclarationSyntax test;
    private readonly InvocationExpressionSyntax call;
    private readonly Lazy<HashSet<string>?> names;

    private SnapshotReader(
        TestSources project, string @class, MethodDeclarationSyntax test, InvocationExpressionSyntax call)
    {
        (this.project, Class, this.test, this.call) = (project, @class, test, call);
        names = new(Names);
    }

    /// <summary>The class that the test runs in, which may inherit it.</summary>
    public string Class { get; }

    /// <summary>The test's name.</summary>
    public string Test => test.Identifier.ValueText;

    /// <summary>The test's file, from the kit's root, with forward slashes.</summary>
    public string File => test.SyntaxTree.FilePath;

    /// <summary>The test's line, from 1.</summary>
    public int Line => Syntax.Line(test);

    /// <summary>The exercise that the test is about.</summary>
    public string? Exercise => TestQuality.ExerciseId(test, project);

    /// <summary>Whether it compares numbers, not a text.</summary>
    public bool IsOfTensors => Syntax.Name(call.Expression) == "MatchSnapshot";

    /// <summary>The readers of a project, those in helpers of a test too.</summary>
    public static IEnumerable<SnapshotReader> In(TestSources project) =>
        from test in project.Tests
        from call in Calls(project, test, [])
        from name in Classes(project, test)
        select new SnapshotReader(project, name, test, call);

    /// <summary>Whether it is a snapshot's reader.</summary>
    /// <param name="workspace">The kit.</param>
    /// <param name="folder">The snapshot's folder, from the kit's root.</param>
    /// <param name="file">Its name: <c>TestClass.TestMethod</c> or <c>TestClass.TestMethod.name</c>.</param>
    public bool Reads(Workspace workspace, string folder, string file)
    {
        var (own, rest) = file.Split('.', 3) switch
        {
            [var @class, var method] => ((@class, method), (string?)null),
            [var @class, var method, var name] => ((@class, method), name),
            _ => default,
        };
        if (own != (Class, Test) || (Given("name") is null) != (rest is null)) return false;
        var isNamed = rest is null
            || (names.Value?.Contains(rest) ?? HasDataBeside(Path.Combine(workspace.Root, folder), rest));
        var isElsewhere = Given("sourceFile") is not null;
        return isNamed && (isElsewhere
            ? folder.StartsWith(project.Path, StringComparison.Ordinal)
            : folder == Folder(call.SyntaxTree));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{File}({Line})";

    // A name that is made while the test runs is that of a file with the test's data.
    private static bool HasDataBeside(string folder, string name) =>
        Directory.EnumerateFiles(folder, name + ".*").Any();

    // Each constant that the name can be; null when it is made while the test runs.
    private HashSet<string>? Names()
    {
        var found = new HashSet<string>();
        return Given("name") is { } given && Add(given) ? found : null;

        bool Add(ExpressionSyntax expression)
        {
            if (project.Text(expression) is { } text)
            {
                found.Add(text);
                return true;
            }
            if (project.SymbolOf(expression) is not IParameterSymbol { ContainingSymbol: var method } parameter)
                return false;
            if (SymbolEqualityComparer.Default.Equals(method, project.Declared(test)))
                return Rows().All(row => row is { Arguments: var data } && parameter.Ordinal < data.Count
                    && Add(data[parameter.Ordinal].Expression));
            return Syntax.CallsIn(test, method.Name)
                .Where(x => SymbolEqualityComparer.Default.Equals(project.SymbolOf(x), method))
                .Select(x => x.ArgumentList.Arguments.ElementAtOrDefault(parameter.Ordinal)?.Expression)
                .All(x => x is not null && Add(x));
        }
    }

    // The rows of a theory; one that is not written in the code is null.
    private IEnumerable<AttributeArgumentListSyntax?> Rows() =>
        test.AttributeLists.SelectMany(x => x.Attributes)
            .Where(x => Syntax.Name(x.Name) is { } name && name.EndsWith("Data", StringComparison.Ordinal))
            .Select(x => Syntax.Name(x.Name) == "InlineData" ? x.ArgumentList : null);

    private ExpressionSyntax? Given(string parameter)
    {
        var arguments = call.ArgumentList.Arguments;
        if (arguments.FirstOrDefault(x => x.NameColon?.Name.Identifier.ValueText == parameter) is { } named)
            return named.Expression;
        var at = (parameter, IsOfTensors) switch
        {
            ("name", false) => 1,
            ("name", true) or ("sourceFile", false) => 2,
            _ => 3,
        };
        return at < arguments.Count && arguments[at].NameColon is null ? arguments[at].Expression : null;
    }

    private static IEnumerable<InvocationExpressionSyntax> Calls(
        TestSources project, SyntaxNode code, HashSet<SyntaxNode> visited)
    {
        foreach (var node in code.DescendantNodes())
        {
            if (node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax called } call
                && (Syntax.Name(called), Syntax.Name(called.Expression)) is
                    ("MatchSnapshot", _) or ("Match", "Snapshot"))
                yield return call;
            if (node is not SimpleNameSyntax) continue;
            if (project.SymbolOf(node) is not IMethodSymbol helper || !project.Declares(helper)) continue;
            foreach (var declaration in helper.DeclaringSyntaxReferences.Select(x => x.GetSyntax()).Where(visited.Add))
                foreach (var inner in Calls(project, declaration, visited)) yield return inner;
        }
    }

    // A test is run in its class, or, when that is abstract, in those that inherit it.
    private static IEnumerable<string> Classes(TestSources project, MethodDeclarationSyntax test)
    {
        var own = (INamedTypeSymbol)project.Declared(test)!.ContainingType;
        return project.Nodes<ClassDeclarationSyntax>().Select(x => (INamedTypeSymbol)project.Declared(x)!)
            .Where(x => !x.IsAbstract && Bases(x).Contains(own, SymbolEqualityComparer.Default))
            .Select(x => x.Name)
            .Distinct();
    }

    private static IEnumerable<INamedTypeSymbol> Bases(INamedTypeSymbol type)
    {
        for (var at = type; at is not null; at = at.BaseType) yield return at.OriginalDefinition;
    }

    private static string Folder(SyntaxTree tree) => tree.FilePath[..tree.FilePath.LastIndexOf('/')];
}
