using Arena.Analyzers.Shapes.Algebra;
using Microsoft.CodeAnalysis;

namespace Arena.Analyzers.Shapes.Flow;

/// <summary>The shapes of a method's expressions, as far as they are known, for hints that look back at them.</summary>
internal sealed class Observations
{
    private readonly Dictionary<SyntaxNode, TensorShape> shapes = [];

    public void Add(SyntaxNode expression, TensorValue value) => shapes[expression] = value.Shape;

    /// <summary>The shape of an expression; one of which nothing is known when it was not met.</summary>
    public TensorShape ShapeOf(IOperation expression) =>
        shapes.TryGetValue(expression.Syntax, out var shape) ? shape : TensorShape.Unknown;
}
