using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Verify.Sources;

/// <summary>Where a chapter's test methods are written.</summary>
internal sealed class TestLocations
{
    private readonly string folder;
    private readonly Dictionary<string, (string File, int Line)> methods = [];

    /// <summary>Reads a chapter's tests.</summary>
    /// <param name="workspace">The kit.</param>
    /// <param name="chapter">The chapter's folder: <c>0-Fundamentals</c>.</param>
    public TestLocations(Workspace workspace, string chapter)
    {
        folder = $"tests/{chapter}";
        var path = Path.Combine(workspace.Root, folder);
        foreach (var file in Directory.EnumerateFiles(path, "*.cs", SearchOption.AllDirectories))
        {
            var below = Path.GetRelativePath(path, file).Replace('\\', '/');
            if (below.Split('/')[0] is "bin" or "obj") continue;
            var tree = CSharpSyntaxTree.ParseText(File.ReadAllText(file));
            foreach (var method in tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>())
            {
                if (method.Parent is not TypeDeclarationSyntax type) continue;
                var line = method.Identifier.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
                methods.TryAdd($"{type.Identifier.Text}.{method.Identifier.Text}", ($"{folder}/{below}", line));
            }
        }
    }

    /// <summary>Where a test is; its chapter's folder when it is not found.</summary>
    /// <param name="test">Its display name: <c>Namespace.Class.Method(arguments)</c>.</param>
    public (string File, int Line) Of(string test) =>
        methods.TryGetValue(Short(MethodOf(test)), out var place) ? place : (folder, 1);

    /// <summary><c>Namespace.Class.Method</c> of a test's display name.</summary>
    public static string MethodOf(string test) => test.IndexOf('(') is >= 0 and var at ? test[..at] : test;

    /// <summary><c>Class.Method</c>.</summary>
    public static string Short(string method) => string.Join('.', method.Split('.').TakeLast(2));
}
