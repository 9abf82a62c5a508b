using System.Collections.Immutable;
using Arena.Analyzers.Shapes.Algebra;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;

namespace Arena.Analyzers.Shapes.Flow;

/// <summary>What is the same all through the analysis of one method.</summary>
internal sealed class MethodContext(
    TorchTypes torch, ClassFacts facts, ISymbol member, Action<Diagnostic> report,
    Action<SyntaxNode, TensorValue>? observe)
{
    private readonly HashSet<(string Id, Location Place)> reported = [];

    public TorchTypes Torch { get; } = torch;

    /// <summary>What is known of the fields of the class.</summary>
    public ClassFacts Facts { get; } = facts;

    /// <summary>The method or field that is analysed.</summary>
    public ISymbol Member { get; } = member;

    /// <summary>The model of the file that is analysed: operations of a control-flow graph have none.</summary>
    public SemanticModel? Model { get; init; }

    /// <summary>Goes into a lambda, from what is known where it is made.</summary>
    public Action<IFlowAnonymousFunctionOperation, FlowState>? Enter { get; set; }

    /// <summary>Variables that a lambda or local function changes: nothing is known of them.</summary>
    public HashSet<ISymbol> Untracked { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>The variables that the compiler keeps in captures, to set them later.</summary>
    public HashSet<(CaptureId Id, IOperation Variable)> Captured { get; } = [];

    /// <summary>Reports a finding, once.</summary>
    /// <param name="rule">The rule.</param>
    /// <param name="place">Where.</param>
    /// <param name="message">What is wrong.</param>
    /// <param name="relation">How sure that is: sizes that only have different names are never an error.</param>
    /// <param name="related">Where the shapes come from.</param>
    /// <param name="properties">What a fix needs to know.</param>
    public void Report(
        DiagnosticDescriptor rule, Location place, string message, Relation relation = Relation.Different,
        IEnumerable<Location>? related = null, ImmutableDictionary<string, string?>? properties = null)
    {
        if (!reported.Add((rule.Id, place))) return;
        var severity = relation != Relation.Different && rule.DefaultSeverity == DiagnosticSeverity.Error
            ? DiagnosticSeverity.Warning
            : rule.DefaultSeverity;
        report(Diagnostic.Create(
            rule, place, severity, related?.Where(other => other != place && other.IsInSource).Distinct(), properties,
            message));
    }

    /// <summary>Tells whoever wants to know what was found out about an expression.</summary>
    public void Observe(SyntaxNode expression, TensorValue value) => observe?.Invoke(expression, value);
}
