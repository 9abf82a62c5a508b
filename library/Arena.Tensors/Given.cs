using Arena.Patterns;

namespace Arena.Tensors;

/// <summary>What a function was called with, as the last line of a message.</summary>
internal static class Given
{
    public static string Shape(IReadOnlyList<long> shape) => $"[{string.Join(", ", shape)}]";

    public static string One(IReadOnlyList<long> shape, IReadOnlyList<(string Axis, long Size)> sizes) =>
        $"The tensor has shape {Shape(shape)}" + (sizes.Count == 0 ? "." : $"; sizes: {AxisSizes.Describe(sizes)}.");

    public static string Many(IReadOnlyList<long[]> shapes) => shapes.Count switch
    {
        0 => "No tensor was given.",
        1 => One(shapes[0], []),
        _ => $"The tensors have shapes {string.Join(", ", shapes.Select(Shape))}.",
    };
}
