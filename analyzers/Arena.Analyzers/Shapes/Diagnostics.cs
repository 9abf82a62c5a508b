using Arena.Analyzers.Shapes.Flow;
using Arena.Analyzers.Shapes.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Analyzers.Shapes;

/// <summary>TSH9001 and TSH9002, which tell what is known of shapes, and where it ends.</summary>
internal static class Diagnostics
{
    /// <summary>Whether somebody has turned a rule on for a file that is off by itself.</summary>
    public static bool IsOn(DiagnosticDescriptor rule, Compilation compilation, SyntaxTree tree)
    {
        var options = compilation.Options;
        if (options.SyntaxTreeOptionsProvider is { } provider
            && (provider.TryGetDiagnosticValue(tree, rule.Id, default, out var severity)
                || provider.TryGetGlobalDiagnosticValue(rule.Id, default, out severity)))
            return IsOn(severity);
        return options.SpecificDiagnosticOptions.TryGetValue(rule.Id, out var specific) && IsOn(specific);
    }

    /// <summary>TSH9001: what a variable is set to, and what is returned.</summary>
    public static void ReportShapes(Observations seen, MethodContext method)
    {
        foreach (var pair in seen.InOrder)
        {
            var (node, value) = (pair.Key, pair.Value);
            if (value.Shape.IsUnknown) continue;
            if (NameOf(node) is { } name)
                method.Report(Rules.InferredShape, name.GetLocation(), $"{name.ValueText} is {value.Shape}");
            else if (node.Parent is ReturnStatementSyntax or ArrowExpressionClauseSyntax)
                method.Report(Rules.InferredShape, node.GetLocation(), $"the result is {value.Shape}");
        }
    }

    /// <summary>TSH9002: a statement's first expression whose shape is unknown, though its tensors' are not.</summary>
    public static void ReportLosses(Observations seen, MethodContext method)
    {
        if (method.Member is not IMethodSymbol { Parameters: var parameters } member
            || Contracts.Of(member.AssociatedSymbol ?? member) is null
            && parameters.All(parameter => Contracts.Of(parameter) is null))
            return;
        foreach (var parameter in parameters)
            if (method.Torch.IsTensor(parameter.Type) && Contracts.Of(parameter) is null
                && parameter.Locations.FirstOrDefault() is { } place)
                method.Report(Rules.TrackingLost, place, $"'{parameter.Name}' has no [Shape(\"…\")]");

        var lost = new HashSet<string>(parameters.Select(parameter => parameter.Name), StringComparer.Ordinal);
        var statements = new HashSet<SyntaxNode>();
        foreach (var pair in seen.InOrder)
        {
            var node = pair.Key;
            if (!pair.Value.Shape.IsUnknown) continue;
            if (NameOf(node) is { ValueText: var variable })
            {
                lost.Add(variable);
                continue;
            }
            if (HasUnknownPart(node, seen) || Reason(node, method, lost) is not { } reason) continue;
            if (statements.Add(node.FirstAncestorOrSelf<StatementSyntax>() ?? node))
                method.Report(Rules.TrackingLost, node.GetLocation(), $"no shape is known from here on: {reason}");
        }
    }

    private static bool IsOn(ReportDiagnostic severity) =>
        severity is not (ReportDiagnostic.Default or ReportDiagnostic.Suppress);

    // The variable that a node sets.
    private static SyntaxToken? NameOf(SyntaxNode node) => node switch
    {
        VariableDeclaratorSyntax declarator => declarator.Identifier,
        SingleVariableDesignationSyntax designation => designation.Identifier,
        IdentifierNameSyntax { Parent: AssignmentExpressionSyntax { Left: var left } } name when left == name =>
            name.Identifier,
        IdentifierNameSyntax { Parent: ArgumentSyntax { Parent: TupleExpressionSyntax tuple } } name
            when tuple.Parent is AssignmentExpressionSyntax { Left: var left } && left == tuple => name.Identifier,
        _ => null,
    };

    private static bool HasUnknownPart(SyntaxNode node, Observations seen) =>
        node.DescendantNodes().Any(part => seen.Values.TryGetValue(part, out var value) && value.Shape.IsUnknown);

    private static string? Reason(SyntaxNode node, MethodContext method, HashSet<string> lost)
    {
        var called = method.Model?.GetSymbolInfo(node).Symbol;
        return (node, called) switch
        {
            (_, ILocalSymbol or IParameterSymbol) =>
                lost.Add(called.Name) ? $"'{called.Name}' has another number of axes on another path" : null,
            (InvocationExpressionSyntax, IMethodSymbol invoked) => Reason(invoked, method.Torch),
            (ElementAccessExpressionSyntax, _) => "these indices do not tell the shape",
            (ImplicitObjectCreationExpressionSyntax or ObjectCreationExpressionSyntax, _) => null,
            (_, IFieldSymbol { ContainingType.IsTupleType: true }) => "this part of a tuple is not followed",
            (_, IFieldSymbol or IPropertySymbol)
                when called.ContainingType is { } type && !method.Torch.Declares(type) =>
                $"'{called.Name}' promises no shape; put [Shape(\"…\")] on it",
            (_, IPropertySymbol) => $"the property '{called.Name}' is not followed",
            _ => "this expression is not followed",
        };
    }

    private static string Reason(IMethodSymbol called, TorchTypes torch)
    {
        if (torch.IsModule(called.ContainingType) && called.Name is "call" or "forward")
            return "what this module does with a shape is not known";
        if (!torch.Declares(called))
            return Contracts.Of(called) is null
                ? $"'{called.Name}' promises no shape; put [return: Shape(\"…\")] on it"
                : $"'{called.Name}' promises any shape";
        return OperationTable.Has(called.Name)
            ? $"the arguments of '{called.Name}' do not tell the shape"
            : $"the operation '{called.Name}' is not in the table";
    }
}
