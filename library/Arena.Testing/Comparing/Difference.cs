using System.Globalization;
using static TorchSharp.torch;

namespace Arena.Testing.Comparing;

/// <summary>Compares two tensors, and says how they differ.</summary>
internal static class Difference
{
    /// <summary>One screen, the most useful line first; null when they are close.</summary>
    public static string? Of(
        Tensor actual, Tensor expected, double tolerance, string[]? names, IEnumerable<(string Mistake, Tensor Value)> mistakes)
    {
        if (Dtype.Difference(actual.dtype, expected.dtype) is { } dtype) return dtype;
        if (Shape.Difference(actual.shape, expected.shape, names) is { } shape) return shape;
        var (a, e) = (Values.Of(actual), Values.Of(expected));
        var differing = Enumerable.Range(0, a.Count).Where(i => !Values.Close(a.Data[i], e.Data[i], tolerance)).ToList();
        if (differing.Count == 0) return null;
        var first = differing[0];
        return string.Create(CultureInfo.InvariantCulture, $"{differing.Count} of {a.Count} values differ by more than {tolerance:0.######}. First: [{string.Join(", ", a.Position(first))}] is {a.Data[first]:G6}, should be {e.Data[first]:G6}.");
    }
}
