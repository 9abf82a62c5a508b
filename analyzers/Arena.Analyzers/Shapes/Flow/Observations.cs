using Arena.Analyzers.Shapes.Algebra;
using Microsoft.CodeAnalysis;

namespace Arena.Analyzers.Shapes.Flow;

/// <summary>
/// What was found out about every expression of one method, for whoever wants to know it after the method was followed.
/// </summary>
internal sealed class Observations
{
    private readonly Dictionary<SyntaxNode, TensorValue> values = [];

    /// <summary>The tensors, by expression; what a variable is set to, at its declaration or on the left.</summary>
    public IReadOnlyDictionary<SyntaxNode, TensorValue> Values => values;

    /// <summary>The expressions in the order of the text, outer ones before inner ones.</summary>
    public IEnumerable<KeyValuePair<SyntaxNode, TensorValue>> InOrder =>
        values.OrderBy(value => value.Key.SpanStart).ThenByDescending(value => value.Key.Span.Length);

    public void Record(SyntaxNode expression, TensorValue value) => values[expression] = value;

    /// <summary>The shape of an expression; one of which nothing is known when it was not met.</summary>
    public TensorShape ShapeOf(IOperation expression) =>
        values.TryGetValue(expression.Syntax, out var value) ? value.Shape : TensorShape.Unknown;
}
