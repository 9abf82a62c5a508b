using static TorchSharp.torch;

namespace Arena.Testing.Comparing;

/// <summary>Element types.</summary>
internal static class Dtype
{
    /// <summary>What differs, or null.</summary>
    public static string? Difference(ScalarType actual, ScalarType expected) =>
        actual == expected ? null : $"The dtype is {actual}, should be {expected}.";
}
