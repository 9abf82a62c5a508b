using Arena.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace Arena.Fundamentals.ResNets;

public class ConvolutionalLayerTests
{
    private const double Tolerance = 1e-5;

    [ExerciseTheory("0.1.30")]
    [InlineData(3, 5, 2, true)]
    [InlineData(4, 1, 3, false)]
    [InlineData(1, 2, 1, true)]
    public void ConvolutionHasTheParametersOfLibtorchs(long inChannels, long outChannels, long kernel, bool hasBias)
    {
        var wanted = Maps.Parameters(nn.Conv2d(inChannels, outChannels, kernel, bias: hasBias));
        var layer = new Conv2d(inChannels, outChannels, kernel, hasBias: hasBias);
        Maps.Parameters(layer).Should().Equal(wanted, "these are its parameters, once RegisterComponents() has looked");
        layer.parameters().Should().OnlyContain(x => x.requires_grad, "they are to be learned");
    }

    [ExerciseFact("0.1.30")]
    public void ConvolutionStartsUniformly()
    {
        random.manual_seed(1);
        var layer = new Conv2d(4, 600, 3);
        var bound = 1.0 / 6;
        foreach (var (name, x) in layer.named_parameters())
        {
            var (lowest, highest) = (x.min().ToDouble(), x.max().ToDouble());
            var spread = x.std().ToDouble();
            var hint = $"{name} is drawn uniformly between -b and b with b = 1 / √(in_channels · kernel rows · kernel " +
                "columns) = 1/6 here";
            lowest.Should().BeInRange(-bound, -0.98 * bound, hint);
            highest.Should().BeInRange(0.98 * bound, bound, hint);
            // Of a uniform distribution; a normal one that is cut off has another.
            spread.Should().BeApproximately(bound / Math.Sqrt(3), 0.05 * bound, hint);
            x.mean().ToDouble().Should().BeApproximately(0, 0.08 * bound, hint);
        }
        var same = new Conv2d(4, 600, 3).weight.eq(layer.weight).all().ToBoolean();
        same.Should().BeFalse("two layers are drawn independently of each other");
    }

    [ExerciseTheory("0.1.30")]
    [InlineData(2, 3, 4, 3, 1, 0, true, 7, 6, false)]
    [InlineData(1, 1, 1, 1, 1, 0, true, 3, 4, true)]
    [InlineData(3, 2, 5, 3, 2, 1, false, 8, 5, false)]
    [InlineData(2, 4, 3, 2, 3, 2, true, 6, 9, true)]
    [InlineData(1, 2, 2, 5, 1, 2, true, 5, 5, false)]
    public void ConvolutionOfMaps(
        long batch, long inChannels, long outChannels, long kernel, long stride, long padding, bool hasBias,
        long rows, long columns, bool view)
    {
        var maps = Maps.Numbers(view, batch, inChannels, rows, columns);
        var reference = nn.Conv2d(
            inChannels, outChannels, kernel, stride: stride, padding: padding, bias: hasBias).Shuffled();
        var layer = new Conv2d(inChannels, outChannels, kernel, stride, padding, hasBias).With(reference);
        using var unchanged = Inputs.MustStayUnchanged([maps, .. layer.parameters()]);
        var wanted = reference.call(maps);
        var weight = reference.weight!;
        layer.call(maps).Should().BeCloseTo(wanted, Tolerance, "batch channel row column",
        [
            .. reference.bias is { } bias
                ? [("the bias was not added", wanted - bias.reshape(-1, 1, 1))]
                : Array.Empty<(string, Tensor)>(),
            ("the kernels were turned around", nn.functional.conv2d(
                maps, weight.flip(2, 3), reference.bias, [stride, stride], [padding, padding])),
            ("the padding was ignored", nn.functional.conv2d(maps, weight, reference.bias, [stride, stride])),
            ("the stride was ignored",
                nn.functional.conv2d(maps, weight, reference.bias, padding: [padding, padding])),
            ("the stride and the padding were ignored", nn.functional.conv2d(maps, weight, reference.bias)),
        ]);
    }

    [ExerciseFact("0.1.30")]
    public void GradientsReachTheKernels()
    {
        var maps = Maps.Numbers(false, 2, 3, 5, 5);
        var reference = nn.Conv2d(3, 2, 3).Shuffled();
        var layer = new Conv2d(3, 2, 3).With(reference);
        reference.call(maps).square().sum().backward();
        layer.call(maps).square().sum().backward();
        layer.weight.Should().HaveGradient(reference.weight!.grad!, 1e-3, "out_channel in_channel row column");
        layer.bias.Should().HaveGradient(reference.bias!.grad!, 1e-3, "out_channel");
    }

    [ExerciseTheory("0.1.31")]
    [InlineData(2, 3, 2, null, 0, 6, 8, false)]
    [InlineData(1, 1, 3, null, 0, 7, 5, true)]
    [InlineData(3, 2, 3, 2L, 1, 7, 6, false)]
    [InlineData(2, 4, 3, 1L, 0, 5, 5, true)]
    [InlineData(2, 2, 2, 3L, 1, 4, 7, false)]
    public void PoolingOfMaps(
        long batch, long channels, long kernel, long? stride, long padding, long rows, long columns, bool view)
    {
        // Below 0, so that a border of zeros would be the largest.
        var maps = Maps.Numbers(view, batch, channels, rows, columns) - 5;
        using var unchanged = Inputs.MustStayUnchanged(maps);
        var wanted = nn.MaxPool2d(kernel, stride: stride ?? kernel, padding: padding).call(maps);
        var zeros = nn.functional.pad(maps, [padding, padding, padding, padding]);
        var layer = new MaxPool2d(kernel, stride, padding);
        layer.call(maps).Should().BeEqualTo(wanted, "batch channel row column",
        [
            ("the border is 0; it should never be the largest number", nn.functional.max_pool2d(zeros, kernel,
                stride ?? kernel)),
            ("this is the mean of each window, not the largest number",
                nn.functional.avg_pool2d(maps, kernel, stride ?? kernel, padding)),
            ("the window moves on by one; without a stride it moves on by its own size",
                nn.functional.max_pool2d(maps, kernel, 1, padding)),
            ("the stride was ignored", nn.functional.max_pool2d(maps, kernel, kernel, padding)),
            ("the padding was ignored", nn.functional.max_pool2d(maps, kernel, stride ?? kernel)),
        ]);
        Maps.Parameters(layer).Should().BeEmpty("there is nothing to learn in a pooling");
    }

    [ExerciseTheory("0.1.32")]
    [InlineData(1, 10, false)]
    [InlineData(3, 4, true)]
    public void ScoresOfDigits(long batch, long classes, bool view)
    {
        var images = Maps.Numbers(view, batch, 1, 28, 28);
        using var unchanged = Inputs.MustStayUnchanged(images);
        var reference = nn.Sequential(
            nn.Conv2d(1, 16, 3, padding: 1), nn.ReLU(), nn.MaxPool2d(2L, 2L),
            nn.Conv2d(16, 32, 3, padding: 1), nn.ReLU(), nn.MaxPool2d(2L, 2L),
            nn.Flatten(), nn.Linear(1568, classes)).Shuffled();
        var model = (classes == 10 ? new DigitNet() : new DigitNet(classes)).With(reference);
        var parameters = reference.parameters().ToArray();
        var last = nn.functional.linear(
            Convolved(Convolved(images, 0, rectified: true), 2, rectified: false).flatten(1), parameters[4], parameters[5]);
        var first = nn.functional.linear(
            Convolved(Convolved(images, 0, rectified: false), 2, rectified: true).flatten(1), parameters[4], parameters[5]);
        model.call(images).Should().BeCloseTo(reference.call(images), Tolerance, "batch classes",
        [
            ("the first ReLU is missing", first),
            ("the second ReLU is missing", last),
            ("these are probabilities; the loss wants scores",
                nn.functional.softmax(reference.call(images), 1)),
            ("there is a ReLU after the last layer: scores may be negative", reference.call(images).relu()),
        ]);

        Tensor Convolved(Tensor maps, int at, bool rectified)
        {
            var made = nn.functional.conv2d(maps, parameters[at], parameters[at + 1], padding: [1, 1]);
            return nn.functional.max_pool2d(rectified ? made.relu() : made, 2, 2);
        }
    }

    [ExerciseTheory("0.1.37")]
    [InlineData(2, 3, 4, 5, false)]
    [InlineData(1, 1, 7, 1, false)]
    [InlineData(3, 4, 1, 1, false)]
    [InlineData(4, 4, 4, 4, true)]
    public void AverageOfMaps(long batch, long channels, long rows, long columns, bool view)
    {
        var maps = Maps.Numbers(view, batch, channels, rows, columns);
        using var unchanged = Inputs.MustStayUnchanged(maps);
        var wanted = nn.functional.adaptive_avg_pool2d(maps, 1).squeeze(-1).squeeze(-1);
        new AveragePool().call(maps).Should().BeCloseTo(wanted, 1e-6, "batch channel",
        [
            ("this is the sum of each map; divide by the number of places", wanted * rows * columns),
            ("this is the largest number of each map, not the mean", maps.amax([2, 3])),
            .. rows == channels && columns == channels
                ? [("the mean was taken over the channels", maps.mean([1, 2])),
                    ("the mean was taken over the pictures", maps.mean([0, 2]))]
                : Array.Empty<(string, Tensor)>(),
        ]);
    }
}
