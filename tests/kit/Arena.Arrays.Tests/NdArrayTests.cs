using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Arrays.Tests;

/// <summary>Plain arrays do what libtorch does with the same numbers.</summary>
public class NdArrayTests
{
    private const double Tolerance = 1e-12;

    [Theory]
    [InlineData("2 3", "2 3")]
    [InlineData("2 3", "3")]
    [InlineData("2 1", "1 3")]
    [InlineData("", "2 3")]
    [InlineData("4 1 3", "2 1")]
    public void Two_arrays_are_broadcast(string left, string right)
    {
        var (x, y) = (new Noise(1).Normal(Shape(left)), new Noise(2).Normal(Shape(right)));
        var (a, b) = (Torch(x), Torch(y));
        Torch(x + y).Should().BeCloseTo(a + b, Tolerance);
        Torch(x - y).Should().BeCloseTo(a - b, Tolerance);
        Torch(x * y).Should().BeCloseTo(a * b, Tolerance);
        Torch(x / y).Should().BeCloseTo(a / b, 1e-9);
        Torch(NdArray.Maximum(x, y)).Should().BeCloseTo(a.maximum(b), Tolerance);
        Torch(x > y).Should().BeCloseTo(a.gt(b).to(float64), Tolerance);
        Torch(x <= y).Should().BeCloseTo(a.le(b).to(float64), Tolerance);
    }

    [Fact]
    public void Comparisons_let_equal_ones_in_or_out()
    {
        var (x, y) = (new NdArray([1, 2, 3], 3), new NdArray([2, 2, 2], 3));
        (x > y).Data.ToArray().Should().Equal(0, 0, 1);
        (x >= y).Data.ToArray().Should().Equal(0, 1, 1);
        (x < y).Data.ToArray().Should().Equal(1, 0, 0);
        (x <= y).Data.ToArray().Should().Equal(1, 1, 0);
        x.EqualTo(y).Data.ToArray().Should().Equal(0, 1, 0);
    }

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 9, 7)]
    [InlineData(2, 4, 16)]
    // Large enough to be shared between cores.
    [InlineData(70, 130, 90)]
    public void Matrices_are_multiplied(int rows, int inner, int columns)
    {
        var (x, y) = (new Noise(1).Normal(rows, inner), new Noise(2).Normal(inner, columns));
        Torch(x.MatMul(y)).Should().BeCloseTo(Torch(x).mm(Torch(y)), 1e-10);
    }

    [Fact]
    public void Axes_are_moved_summed_stretched_and_picked_from()
    {
        var x = new Noise(1).Normal(2, 3, 4);
        var t = Torch(x);
        Torch(x.Permute(2, 0, 1)).Should().BeCloseTo(t.permute(2, 0, 1), Tolerance);
        Torch(x.Permute(-1, 0, 1)).Should().BeCloseTo(t.permute(2, 0, 1), Tolerance);
        Torch(x.Reshape(6, 4)).Should().BeCloseTo(t.reshape(6, 4), Tolerance);
        Torch(x.BroadcastTo(5, 2, 3, 4)).Should().BeCloseTo(t.expand(5, 2, 3, 4), Tolerance);
        Torch(x.Sum([0, -1])).Should().BeCloseTo(t.sum([0, 2]), Tolerance);
        Torch(x.Sum([1], keepDims: true)).Should().BeCloseTo(t.sum([1], keepdim: true), Tolerance);
        Torch(x.Sum()).Should().BeCloseTo(t.sum(), Tolerance);
        Torch(x.Max([1])).Should().BeCloseTo(t.amax([1]), Tolerance);
        Torch(x.Take([1, 0, 1])).Should().BeCloseTo(t.index_select(0, tensor(new[] { 1L, 0, 1 })), Tolerance);
        Torch(x.Take([1, 0], [2, 2])).Should().BeCloseTo(stack([t[1, 2], t[0, 2]]), Tolerance);
        x.Reshape(6, 4).ArgMax().Should().Equal(t.reshape(6, 4).argmax(1).data<long>().ToArray().Select(i => (int)i));
    }

    [Fact]
    public void Only_changes_in_place_are_counted()
    {
        var x = NdArray.Zeros(2, 2);
        _ = (x + 1).Permute(1, 0).Sum();
        x.Version.Should().Be(0);
        x[1, 0] = 5;
        x.AddInPlace(new NdArray([1, 2], 2));
        x.Version.Should().Be(2);
        x.Data.ToArray().Should().Equal(1, 2, 6, 2);
        var copy = x.Copy();
        copy.FillInPlace(7);
        x.Version.Should().Be(2);
        x.Data.ToArray().Should().Equal(1, 2, 6, 2);
    }

    [Fact]
    public void A_reshaped_array_has_memory_of_its_own()
    {
        var x = NdArray.Zeros(2, 3);
        var y = x.Reshape(6);
        y.FillInPlace(1);
        x.Data.ToArray().Should().AllBeEquivalentTo(0.0);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var x = NdArray.Zeros(2, 3);
        FluentActions.Invoking(() => x + NdArray.Zeros(2)).Should().Throw<ArgumentException>()
            .WithMessage("*[2, 3]*[2]*");
        FluentActions.Invoking(() => x.MatMul(x)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => x.Reshape(4)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => x.Permute(0, 0)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => x.BroadcastTo(3, 2)).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => x.Sum([2])).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => x.Take([2])).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => x.Take([0], [0, 1])).Should().Throw<ArgumentException>();
        FluentActions.Invoking(() => x[0, 3]).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => x[0]).Should().Throw<ArgumentOutOfRangeException>();
        FluentActions.Invoking(() => x.Number).Should().Throw<InvalidOperationException>();
        FluentActions.Invoking(() => new NdArray([1, 2, 3], 2)).Should().Throw<ArgumentException>();
    }

    [Fact]
    public void Noise_is_the_same_everywhere()
    {
        // The first number of SplitMix64 from seed 0 is 0xE220A8397B1DCDAF.
        new Noise(0).Next().Should().BeApproximately(0xE220A8397B1DCDAFUL / Math.Pow(2, 64), 1e-15);
        var noise = new Noise(3);
        noise.Order(50).Order().Should().Equal(Enumerable.Range(0, 50));
        var numbers = Torch(noise.Normal(20_000));
        numbers.mean().item<double>().Should().BeApproximately(0, 0.03);
        numbers.std().item<double>().Should().BeApproximately(1, 0.03);
        noise.Uniform(-2, 3, 1000).Data.ToArray().Should().OnlyContain(x => x >= -2 && x < 3);
    }

    private static int[] Shape(string sizes) =>
        [.. sizes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(int.Parse)];

    private static Tensor Torch(NdArray x) => tensor(x.Data.ToArray(), [.. x.Shape.Select(size => (long)size)]);
}
