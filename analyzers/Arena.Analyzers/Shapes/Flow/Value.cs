using System.Collections.Immutable;
using Arena.Analyzers.Shapes.Algebra;
using Microsoft.CodeAnalysis;

namespace Arena.Analyzers.Shapes.Flow;

/// <summary>What is known of an expression's value.</summary>
internal abstract record Value
{
    /// <summary>Nothing.</summary>
    public static Value Unknown { get; } = new UnknownValue();

    private sealed record UnknownValue : Value;
}

/// <summary>A tensor.</summary>
/// <param name="Shape">Its shape.</param>
/// <param name="Id">Tells it from other tensors: two with one id are the same tensor, or the same expression.</param>
/// <param name="Source">Where its shape comes from.</param>
internal sealed record TensorValue(TensorShape Shape, string Id, Location Source) : Value
{
    /// <summary>What it was reduced from, when axes were.</summary>
    public ReducedFrom? Reduced { get; init; }

    /// <summary>For every axis, which one it was in memory, when axes were exchanged since.</summary>
    public ImmutableArray<int> Order { get; init; } = [];

    /// <summary>The tensor that this one was made from element by element; its own id when there is none.</summary>
    public string Root
    {
        get => field ?? Id;
        init;
    }

    public TensorValue With(TensorShape shape) => this with { Shape = shape };
}

/// <summary>That a tensor is a reduction of another one.</summary>
/// <param name="Root">What the other one was made from.</param>
/// <param name="Rank">The other one's number of axes.</param>
/// <param name="Dims">The axes that were reduced, from the front.</param>
/// <param name="Call">The reduction.</param>
internal sealed record ReducedFrom(string Root, int Rank, ImmutableArray<int> Dims, SyntaxNode Call)
{
    /// <summary>Whether the axes were kept, or taken away by hand after that: then nothing was forgotten.</summary>
    public bool IsKept { get; init; }
}

/// <summary>A whole number.</summary>
/// <param name="Size">The number.</param>
/// <param name="Name">The variable that holds it, for messages.</param>
internal sealed record NumberValue(Size Size, string? Name = null) : Value
{
    public bool Equals(NumberValue? other) => other is not null && Size.Equals(other.Size);

    public override int GetHashCode() => Size.GetHashCode();
}

/// <summary>The array of sizes that <c>x.shape</c> returns.</summary>
internal sealed record ShapeValue(TensorValue Tensor) : Value;

/// <summary>An array, a tuple or a list whose items are known.</summary>
internal sealed record ListValue(ImmutableArray<Value> Items) : Value
{
    public bool Equals(ListValue? other) => other is not null && Items.SequenceEqual(other.Items);

    public override int GetHashCode() => Items.Length;
}

/// <summary>An array of tensors of one shape, however many there are.</summary>
internal sealed record TensorsValue(TensorValue Each) : Value;

/// <summary>A range of an index, <c>..3</c>: from the bounds to how many are left.</summary>
internal sealed record RangeValue(Value? Start, bool StartFromEnd, Value? End, bool EndFromEnd) : Value;

/// <summary>An index from the end, <c>^1</c>.</summary>
internal sealed record FromEndValue(Value Index) : Value;

/// <summary>A module, as what it does with a shape.</summary>
internal sealed record LayerValue(Layer Layer) : Value;

/// <summary>The literal <c>null</c>.</summary>
internal sealed record NullValue : Value;

/// <summary><c>...</c>, <c>:</c> or <c>None</c> of an index.</summary>
internal sealed record IndexValue(string Kind) : Value;
