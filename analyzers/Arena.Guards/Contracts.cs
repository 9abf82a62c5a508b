using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Guards;

/// <summary>Calls of methods whose parameters or result carry a <c>[Shape]</c>.</summary>
internal static class Contracts
{
    private const string Border = "global::Arena.Tensors.ShapeBorder";

    private static readonly ConditionalWeakTable<Compilation, HashSet<string>> NamesElsewhere = new();

    /// <summary>
    /// Whether a call may be one, by its name: the course's own methods are capitalised, or are modules' forward.
    /// </summary>
    public static bool MayBe(string name) => name is [>= 'A' and <= 'Z', ..] or "forward";

    /// <summary>The checked call, or null when nothing was promised.</summary>
    public static Interception? Check(
        string name, InvocationExpressionSyntax syntax, SemanticModel model, CancellationToken cancelled)
    {
        if (!IsDeclared(name, model.Compilation) || Call.Of(syntax, model, cancelled) is not { } call) return null;
        var method = call.Method;
        var result = IsAsserted(syntax) ? null : Promise(method.ReturnType, method.GetReturnTypeAttributes());
        var promises = method.Parameters
            .Select(parameter => Promise(parameter.Type, parameter.GetAttributes())).ToList();
        if (result is null && promises.All(promise => promise is null)) return null;
        return call.Through(model, original => Body(method, promises, result, original), cancelled);
    }

    // To look a name up costs nothing beside binding the method that the call stands in.
    private static bool IsDeclared(string name, Compilation compilation) =>
        compilation.ContainsSymbolsWithName(name, SymbolFilter.Member)
        || NamesElsewhere.GetValue(compilation, DeclaredElsewhere).Contains(name);

    private static HashSet<string> DeclaredElsewhere(Compilation compilation)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var assembly in compilation.SourceModule.ReferencedAssemblySymbols)
            if (assembly.Modules.Any(module => module.ReferencedAssemblies.Any(other => other.Name == "Arena.Tensors")))
                AddNames(assembly.GlobalNamespace);
        return names;

        void AddNames(INamespaceOrTypeSymbol container)
        {
            if (container is INamedTypeSymbol type) names.UnionWith(type.MemberNames);
            foreach (var member in container.GetMembers())
                if (member is INamespaceOrTypeSymbol inner) AddNames(inner);
        }
    }

    private static string Body(IMethodSymbol method, IReadOnlyList<string?> promises, string? result, string original)
    {
        var body = new StringBuilder();
        body.Append($"var border = new {Border}({Literal(Name(method))});\n");
        for (var i = 0; i < promises.Count; i++)
            if (promises[i] is { } promise)
                body.Append($"border.Argument(p{i}, {Literal(promise)}, {Literal(method.Parameters[i].Name)});\n");
        if (method.ReturnsVoid) return body.Append($"{original};").ToString();
        if (result is null) return body.Append($"return {original};").ToString();
        return body.Append($"var result = {original};\n")
            .Append($"border.Result(result, {Literal(result)});\n")
            .Append("return result;").ToString();
    }

    // Assertions know more of what is wrong with a result than its shape tells: Rows(x).to(float64).Should().
    private static bool IsAsserted(InvocationExpressionSyntax syntax)
    {
        SyntaxNode node = syntax;
        while (node.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } access
            && access.Expression == node)
        {
            if (name == "Should") return true;
            node = access.Parent is InvocationExpressionSyntax call ? call : access;
        }
        return false;
    }

    // "Similarity.UnitRows (0.0.14)"
    private static string Name(IMethodSymbol method)
    {
        var name = $"{method.ContainingType.Name}.{method.Name}";
        var exercise = method.GetAttributes().FirstOrDefault(a => a.AttributeClass?.Name == "ExerciseAttribute");
        return exercise?.ConstructorArguments is [{ Value: string id }, ..] ? $"{name} ({id})" : name;
    }

    private static string? Promise(ITypeSymbol type, IEnumerable<AttributeData> attributes) =>
        TorchGuards.IsTensor(type)
        && attributes.FirstOrDefault(IsShape)?.ConstructorArguments is [{ Value: string contract }]
            ? contract
            : null;

    private static bool IsShape(AttributeData attribute) =>
        attribute.AttributeClass is
        {
            Name: "ShapeAttribute", ContainingNamespace: { Name: "Tensors", ContainingNamespace.Name: "Arena" },
        };

    private static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);
}
