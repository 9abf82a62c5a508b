using Arena.Analyzers.Shapes.Algebra;

namespace Arena.Analyzers.Shapes.Flow;

/// <summary>One axis of a window that slides: null stands for what is not known.</summary>
internal sealed record WindowAxis(Size? Kernel, Size? Stride, Size? Padding, Size? Dilation)
{
    /// <summary>Transposed convolutions undo the arithmetic: what is added to their output.</summary>
    public Size? OutputPadding { get; init; }

    public bool IsTransposed { get; init; }

    public bool KeepsSize { get; init; }

    public bool RoundsUp { get; init; }

    /// <summary>⌊(n + 2·padding − dilation·(kernel − 1) − 1) / stride⌋ + 1, as PyTorch's Conv2d documents.</summary>
    public Size? Output(Size? size)
    {
        if (KeepsSize) return size;
        if (RoundsUp || size is null || Kernel is null || Stride is null || Padding is null || Dilation is null)
            return null;
        var reach = Kernel - Size.One is { } steps ? Dilation * steps : null;
        var padding = Padding + Padding;
        if (reach is null || padding is null) return null;
        if (IsTransposed)
            return size - Size.One is { } gaps && gaps * Stride is { } strides
                ? Plus(Plus(strides - padding, reach), Plus(OutputPadding, Size.One))
                : null;
        var room = Plus(size + padding, Minus(reach));
        return room is not null && room - Size.One is { } way ? Plus(way / Stride, Size.One) : null;
    }

    private static Size? Plus(Size? one, Size? other) => one is null || other is null ? null : one + other;

    private static Size? Minus(Size size) => Size.Of(0) - size;
}

/// <summary>What convolutions have in common with other layers that count channels.</summary>
internal static class Convolution
{
    public static void CheckChannels(string name, TensorShape input, int? axis, Size? channels, LayerReport report)
    {
        var found = axis is { } index ? input[index] : null;
        if (Size.Compare(found?.Size, channels) is var relation and (Relation.Different or Relation.NamedDifferently))
            report(
                $"this {name} was made for {channels} channels, but axis {axis} of its input is {found}: {input}",
                relation);
    }
}
