namespace Arena.Analyzers.Shapes.Algebra;

/// <summary>One axis of a tensor.</summary>
/// <param name="Size">Its size; null when nothing is known of it.</param>
/// <param name="Name">Its name, when a contract, a pattern or a variable gave it one.</param>
/// <param name="IsOpened">
/// Whether the axis has size 1 because somebody opened it there, to have it broadcast.
/// </param>
internal sealed record Axis(Size? Size, string? Name = null, bool IsOpened = false)
{
    /// <summary>An axis of which nothing is known.</summary>
    public static Axis Unknown { get; } = new((Size?)null);

    /// <summary>An axis of size 1 that was opened on purpose.</summary>
    public static Axis Opened { get; } = new(Size.One, null, IsOpened: true);

    public static Axis Of(long size) => new(Size.Of(size));

    /// <summary>Whether it is stretched along any other axis.</summary>
    public bool IsOne => Size is { IsOne: true };

    /// <summary>"d_model (512)", "d_model", "512", or "?".</summary>
    public override string ToString() =>
        Size is null ? Name ?? "?"
        : Name is null || Size.ToString() == Name ? $"{Size}"
        : $"{Name} {Size}";
}
