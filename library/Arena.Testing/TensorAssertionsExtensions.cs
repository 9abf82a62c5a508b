using static TorchSharp.torch;

namespace Arena.Testing;

/// <summary>Begins an assertion on a tensor.</summary>
public static class TensorAssertionsExtensions
{
    /// <summary>Says what a tensor should be: <c>actual.Should().BeCloseTo(expected, …)</c>.</summary>
    public static TensorAssertions Should(this Tensor? actual) => new(actual);
}
