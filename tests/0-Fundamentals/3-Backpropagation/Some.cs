using Arena.Arrays;
using FluentAssertions.Execution;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Backpropagation;

/// <summary>Inputs for the tests of this section, the same in every run, and what takes them to libtorch.</summary>
internal static class Some
{
    /// <summary>Shapes that broadcasting stretches: the first one, the second one, both, or none.</summary>
    public static readonly TheoryData<string, string> Broadcasts = new()
    {
        { "2 3", "2 3" },
        { "2 3", "3" },
        { "3", "2 3" },
        { "2 1", "1 3" },
        { "1 3", "2 1" },
        { "2 3", "" },
        { "", "3 2" },
        { "4 1 3", "2 1" },
        { "5 1", "2 3 1 4" },
        { "1", "1" },
        { "1 3", "3" },
        { "3", "1 1 3" },
    };

    /// <summary>"2 1 3", as one size an axis; an empty text is the shape of a single number.</summary>
    public static int[] Shape(string sizes) =>
        [.. sizes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];

    /// <summary>Numbers around 0.</summary>
    public static NdArray Numbers(int seed, params IReadOnlyList<int> shape) => new Noise(seed).Normal(shape);

    /// <summary>Numbers from 0.5 to 2.5.</summary>
    public static NdArray Positive(int seed, params IReadOnlyList<int> shape) =>
        new Noise(seed).Uniform(0.5, 2.5, shape);

    /// <summary>Numbers from 0.5 to 2.5 with either sign.</summary>
    public static NdArray AwayFromZero(int seed, params IReadOnlyList<int> shape) =>
        Positive(seed, shape) * ((Numbers(seed + 1, shape) > 0) * 2 - 1);

    /// <summary>The same numbers as a tensor.</summary>
    public static Tensor Torch(this NdArray x) =>
        tensor(x.Data.ToArray(), [.. x.Shape.Select(size => (long)size)]);

    /// <summary>The same numbers as a plain array.</summary>
    public static NdArray Plain(this Tensor x) =>
        new(x.detach().cpu().to(float64).contiguous().data<double>().ToArray(), [.. x.shape.Select(size => (int)size)]);

    /// <summary>
    /// Remembers arrays, and fails at the end of the scope when one of them has other numbers.
    /// </summary>
    public static IDisposable MustStayUnchanged(params NdArray[] inputs) => new Memory(inputs);

    private sealed class Memory(NdArray[] inputs) : IDisposable
    {
        private readonly double[][] numbers = [.. inputs.Select(input => input.Data.ToArray())];

        public void Dispose()
        {
            for (var i = 0; i < inputs.Length; i++)
                Execute.Assertion.ForCondition(inputs[i].Data.SequenceEqual(numbers[i]))
                    .FailWith($"Input {i + 1} of {inputs.Length} was modified. Make a new array instead.");
        }
    }
}
