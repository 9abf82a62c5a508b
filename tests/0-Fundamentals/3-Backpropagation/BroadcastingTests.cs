using Arena.Arrays;
using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Backpropagation;

public class BroadcastingTests
{
    [ExerciseTheory("0.3.3")]
    [InlineData("2 3 4", "2 3 4")]
    [InlineData("2 3 4", "3 4")]
    [InlineData("2 3 4", "4")]
    [InlineData("2 3 4", "")]
    [InlineData("2 3 4", "1 3 4")]
    [InlineData("2 3 4", "2 1 4")]
    [InlineData("2 3 4", "2 3 1")]
    [InlineData("2 3 4", "1 1 1")]
    [InlineData("2 3 4", "3 1")]
    [InlineData("2 3 4", "1 4")]
    [InlineData("3 3 3", "3 1")]
    [InlineData("3 3 3", "1 3")]
    [InlineData("3 3 3", "3")]
    [InlineData("1 1 3", "3")]
    [InlineData("1 3", "1 1")]
    [InlineData("1", "")]
    [InlineData("", "")]
    [InlineData("2 1 5 3", "1 5 1")]
    public void SumsWhatWasStretched(string from, string to)
    {
        var (gradient, shape) = (Some.AwayFromZero(1, Some.Shape(from)), Some.Shape(to));
        var numbers = gradient.Torch();
        var wanted = Wanted(numbers, shape);
        using var unchanged = Some.MustStayUnchanged(gradient);
        var copy = shape.ToArray();
        Broadcasting.Unbroadcast(gradient, shape).Torch().Should().BeCloseTo(wanted, tolerance: 1e-12, mistakes:
        [
            ("nothing was summed", numbers),
            ("the mean was taken: a number that was used several times gets the sum",
                wanted * wanted.numel() / numbers.numel()),
            ("one of the copies' gradients was taken; all of them have to be summed", First(numbers, shape)),
            ("the axes of size 1 were summed, but the new axes on the left were not",
                Wanted(numbers, [.. Some.Shape(from).SkipLast(shape.Length), .. shape])),
            ("the new axes on the left were summed, but those of size 1 were not",
                numbers.sum([.. Enumerable.Range(0, numbers.shape.Length - shape.Length).Select(axis => (long)axis)])),
            ("the axes of size 1 are gone; they have to stay", wanted.squeeze()),
        ]);
        shape.Should().Equal(copy);
    }

    [ExerciseFact("0.3.3")]
    public void TheExampleOfThePage()
    {
        var gradient = new NdArray([1, 2, 3, 4, 5, 6], 2, 3);
        Broadcasting.Unbroadcast(gradient, [3]).Torch().Should().BeEqualTo(tensor(new[] { 5.0, 7, 9 }));
        Broadcasting.Unbroadcast(gradient, [2, 1]).Torch().Should().BeEqualTo(tensor(new[] { 6.0, 15 }, [2, 1]));
        Broadcasting.Unbroadcast(gradient, []).Torch().Should().BeEqualTo(tensor(21.0));
    }

    // By libtorch's own hand: the gradient of stretching.
    private static Tensor Wanted(Tensor gradient, int[] shape)
    {
        var small = zeros([.. shape.Select(size => (long)size)], dtype: float64, requires_grad: true);
        small.broadcast_to(gradient.shape).backward([gradient]);
        return small.grad!;
    }

    private static Tensor First(Tensor gradient, int[] shape)
    {
        var first = gradient;
        while (first.shape.Length > shape.Length) first = first[0];
        for (var axis = 0; axis < shape.Length; axis++) if (shape[axis] == 1) first = first.narrow(axis, 0, 1);
        return first;
    }
}
