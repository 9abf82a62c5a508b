using System.Collections.Immutable;
using Arena.Analyzers.Shapes.Algebra;
using Arena.Analyzers.Shapes.Operations;

namespace Arena.Analyzers.Shapes.Flow;

/// <summary>A module whose making was seen: what it asks of its input, and the shape that it makes of it.</summary>
/// <param name="Name">The module's type, for messages: <c>Linear</c>.</param>
internal abstract record Layer(string Name)
{
    /// <summary>The shape of the output; reports an input that cannot be.</summary>
    public abstract TensorShape Apply(TensorShape input, LayerReport report);
}

/// <summary>Tells that a layer's input cannot be.</summary>
/// <param name="message">What is wrong, in a sentence without its full stop.</param>
/// <param name="relation">How sure it is.</param>
internal delegate void LayerReport(string message, Relation relation);

/// <summary>A layer that keeps the shape: an activation, a dropout.</summary>
internal sealed record SameLayer(string Name) : Layer(Name)
{
    public override TensorShape Apply(TensorShape input, LayerReport report) => input;
}

internal sealed record LinearLayer(Size? In, Size? Out) : Layer("Linear")
{
    public override TensorShape Apply(TensorShape input, LayerReport report)
    {
        var last = input[-1];
        if (Size.Compare(last?.Size, In) is var relation and (Relation.Different or Relation.NamedDifferently))
            report(
                $"this Linear was made for {In} inputs, but the last axis of its input is {last}: {input}", relation);
        return input.IsUnknown ? TensorShape.Around([], "", [new Axis(Out)]) : input.With(-1, new Axis(Out));
    }
}

internal sealed record EmbeddingLayer(Size? Width) : Layer("Embedding")
{
    public override TensorShape Apply(TensorShape input, LayerReport report) =>
        input.Rest is null
            ? TensorShape.Of(input.Axes.Add(new Axis(Width)))
            : TensorShape.Around(input.First, input.Rest, input.Last.Add(new Axis(Width)));
}

internal sealed record LayerNormLayer(ImmutableArray<Size?> Normalized) : Layer("LayerNorm")
{
    public override TensorShape Apply(TensorShape input, LayerReport report)
    {
        for (var i = 1; i <= Normalized.Length; i++)
        {
            var (axis, wanted) = (input[-i], Normalized[Normalized.Length - i]);
            if (Size.Compare(axis?.Size, wanted) is var relation and (Relation.Different or Relation.NamedDifferently))
            {
                report($"this LayerNorm was made for an axis of {wanted}, but gets {axis}: {input}", relation);
                break;
            }
        }
        return input;
    }
}

/// <summary>A layer that wants a number of channels along axis 1, and keeps the shape: BatchNorm, GroupNorm.</summary>
internal sealed record ChannelLayer(string Name, Size? Channels) : Layer(Name)
{
    public override TensorShape Apply(TensorShape input, LayerReport report)
    {
        // Of an unknown number of axes, BatchNorm2d's are the last three.
        var spatial = Name[Name.Length - 2] is '2' or '3' ? Name[Name.Length - 2] - '0' : 0;
        var channel = input.Rank is { } rank ? rank >= 2 ? 1 : null : spatial > 0 ? -spatial - 1 : (int?)null;
        Convolution.CheckChannels(Name, input, channel, Channels, report);
        return input;
    }
}

/// <summary>A convolution or pooling over some last axes.</summary>
internal sealed record ConvolutionLayer(
    string Name, Size? In, Size? Out, ImmutableArray<WindowAxis> Windows) : Layer(Name)
{
    /// <summary>Whether it mixes channels; a pooling does not.</summary>
    public bool MixesChannels { get; init; } = true;

    public override TensorShape Apply(TensorShape input, LayerReport report)
    {
        var spatial = Windows.Length;
        if (input.Rank is not { } rank)
        {
            if (MixesChannels) Convolution.CheckChannels(Name, input, -spatial - 1, In, report);
            return TensorShape.Around([], "",
            [
                MixesChannels ? new Axis(Out) : input[-spatial - 1] ?? Axis.Unknown,
                .. Windows.Select((window, axis) => new Axis(window.Output(input[axis - spatial]?.Size))),
            ]);
        }
        if (rank != spatial + 1 && rank != spatial + 2)
        {
            report(
                $"this {Name} takes {spatial + 2} axes (batch, channel and {spatial} more) or {spatial + 1}, "
                + $"but its input has {rank}: {input}",
                Relation.Different);
            return TensorShape.Unknown;
        }
        var channel = rank - spatial - 1;
        if (MixesChannels) Convolution.CheckChannels(Name, input, channel, In, report);
        var axes = input.Axes.ToBuilder();
        if (MixesChannels) axes[channel] = new Axis(Out);
        for (var i = 0; i < spatial; i++)
        {
            var at = channel + 1 + i;
            axes[at] = new Axis(Windows[i].Output(axes[at].Size));
        }
        return TensorShape.Of(axes);
    }
}

/// <summary>A layer that pools to a fixed size.</summary>
internal sealed record AdaptivePoolLayer(string Name, ImmutableArray<Size?> Sizes) : Layer(Name)
{
    public override TensorShape Apply(TensorShape input, LayerReport report) =>
        input.Rank is { } rank && rank > Sizes.Length
            ? TensorShape.Of(input.Axes.Take(rank - Sizes.Length).Concat(Sizes.Select(size => new Axis(size))))
            : TensorShape.Unknown;
}

internal sealed record FlattenLayer(long Start, long End) : Layer("Flatten")
{
    public override TensorShape Apply(TensorShape input, LayerReport report) => Reshaping.Flatten(input, Start, End);
}

internal sealed record SequentialLayer(ImmutableArray<Layer?> Layers) : Layer("Sequential")
{
    public override TensorShape Apply(TensorShape input, LayerReport report)
    {
        // What does not fit whatever the input is has been reported where the layers were put together.
        var known = new HashSet<int>();
        Follow(TensorShape.Unknown, (layer, _, _) => known.Add(layer));
        return Follow(input, (layer, message, relation) =>
        {
            if (!known.Contains(layer)) report($"layer {layer} of this Sequential: {message}", relation);
        });
    }

    /// <summary>Follows a shape through the layers; reports with the layer's index.</summary>
    public TensorShape Follow(TensorShape input, Action<int, string, Relation> report)
    {
        var shape = input;
        for (var i = 0; i < Layers.Length; i++)
        {
            var index = i;
            var output = Layers[i]?.Apply(shape, (message, relation) => report(index, message, relation));
            shape = output ?? TensorShape.Unknown;
        }
        return shape;
    }

    public bool Equals(SequentialLayer? other) => other is not null && Layers.SequenceEqual(other.Layers);

    public override int GetHashCode() => Layers.Length;
}

/// <summary>A loss, which compares two tensors.</summary>
internal sealed record LossLayer(string Name, bool IsReduced, bool IsOfClasses) : Layer(Name)
{
    public override TensorShape Apply(TensorShape input, LayerReport report) => TensorShape.Unknown;
}

/// <summary>A module of the user's own, whose <c>forward</c> promises shapes.</summary>
internal sealed record UnknownLayer() : Layer("module")
{
    public override TensorShape Apply(TensorShape input, LayerReport report) => TensorShape.Unknown;
}
