using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Fundamentals.ResNets;

public class NormalisationTests
{
    private const double Tolerance = 1e-5;

    [ExerciseTheory("0.1.33")]
    [InlineData(2, 3, 4, 5, false)]
    [InlineData(1, 2, 3, 3, true)]
    [InlineData(1, 4, 1, 1, false)]
    [InlineData(5, 1, 1, 2, false)]
    [InlineData(3, 3, 3, 3, true)]
    public void StatisticsOfChannels(long batch, long channels, long rows, long columns, bool view)
    {
        var maps = Maps.Numbers(view, batch, channels, rows, columns) * 2 + 1;
        using var unchanged = Inputs.MustStayUnchanged(maps);
        var (mean, variance) = Normalising.Statistics(maps);
        var lists = maps.transpose(0, 1).flatten(1);
        var count = batch * rows * columns;
        var wanted = lists.sum(dim: 1) / count;
        mean.Should().BeCloseTo(wanted, Tolerance, "channel",
        [
            ("this is the sum of each channel", lists.sum(dim: 1)),
            .. batch == channels
                ? [("the mean runs over the channels: it should run over pictures, rows and columns", maps.mean([1, 2, 3]))]
                : Array.Empty<(string, Tensor)>(),
        ]);
        var squares = (lists - wanted.unsqueeze(1)).square().sum(dim: 1);
        variance.Should().BeCloseTo(squares / count, Tolerance, "channel",
        [
            ("this is the unbiased variance: here the sum of squares is divided by their number, not by one less " +
                "(`unbiased: false`)", squares / Math.Max(1, count - 1)),
            ("this is the standard deviation; the variance is its square", (squares / count).sqrt()),
            ("this is the mean of the squares: subtract the mean before squaring", lists.square().mean([1])),
        ]);
    }

    [ExerciseTheory("0.1.34")]
    [InlineData(2, 3, 4, 5, 1e-5, false)]
    [InlineData(1, 2, 3, 2, 0.5, true)]
    [InlineData(3, 4, 1, 4, 1e-5, false)]
    [InlineData(2, 3, 3, 3, 0.1, false)]
    [InlineData(2, 1, 2, 2, 1e-5, true)]
    public void NormalisedMaps(long batch, long channels, long rows, long columns, double epsilon, bool view)
    {
        var maps = Maps.Numbers(view, batch, channels, rows, columns);
        var (mean, weight) = (Maps.Numbers(1, view, channels), Maps.Numbers(2, view, channels));
        var (variance, bias) = (Maps.Numbers(3, view, channels).square() + 0.1, Maps.Numbers(4, view, channels));
        using var unchanged = Inputs.MustStayUnchanged(maps, mean, variance, weight, bias);
        var wanted = Wanted(epsilon);
        // The default is tried where it is what is asked for.
        var actual = epsilon == 1e-5
            ? Normalising.Normalise(maps, mean, variance, weight, bias)
            : Normalising.Normalise(maps, mean, variance, weight, bias, epsilon);
        var (m, v, w, b) = (Raised(mean), Raised(variance), Raised(weight), Raised(bias));
        var normal = (maps - m) / (v + epsilon).sqrt();
        actual.Should().BeCloseTo(wanted, Tolerance, "batch channel row column",
        [
            ("it was divided by the variance: take its root", (maps - m) / (v + epsilon) * w + b),
            ("epsilon was added to the root; it belongs into it", (maps - m) / (v.sqrt() + epsilon) * w + b),
            ("epsilon was left out", Wanted(0)),
            ("neither the weight nor the bias was used", normal),
            ("the weight was not used", normal + b),
            ("the bias was not used", normal * w),
            ("the weight and the bias were exchanged", normal * b + w),
            ("the bias was added before it was multiplied by the weight", (normal + b) * w),
            ("the mean was not subtracted", maps / (v + epsilon).sqrt() * w + b),
            .. columns == channels
                ? [("the channels' numbers were laid along the columns: give them two axes of size 1 at the end",
                    (maps - mean) / (variance + epsilon).sqrt() * weight + bias)]
                : Array.Empty<(string, Tensor)>(),
        ]);

        Tensor Raised(Tensor x) => x.reshape(1, -1, 1, 1);
        Tensor Wanted(double added) =>
            nn.functional.batch_norm(maps, mean, variance, weight, bias, training: false, eps: added);
    }

    [ExerciseFact("0.1.34")]
    public void ChannelsThatNeverChange()
    {
        var maps = tensor(new float[] { 3, 3, 3, 3, 7, 7, 7, 9 }, [1, 2, 2, 2]);
        var (mean, variance) = (tensor(new float[] { 3, 7 }), tensor(new float[] { 0, 0 }));
        using var unchanged = Inputs.MustStayUnchanged(maps, mean, variance);
        var wanted = tensor(new float[] { 0, 0, 0, 0, 0, 0, 0, (float)(2 / Math.Sqrt(1e-5)) }, [1, 2, 2, 2]);
        Normalising.Normalise(maps, mean, variance, ones(2), zeros(2)).Should().BeCloseTo(
            wanted, 1e-2, "batch channel row column",
            [("0 was divided by 0: epsilon is there to prevent that", (maps - 5) * float.NaN)]);
    }

    [ExerciseTheory("0.1.35")]
    [InlineData(2, 3, 4, 5, 0.1, false)]
    [InlineData(1, 2, 2, 1, 0.1, true)]
    [InlineData(2, 1, 1, 1, 0.3, false)]
    [InlineData(4, 4, 3, 2, 0.75, true)]
    public void RunningStatisticsMoveOn(
        long batch, long channels, long rows, long columns, double momentum, bool view)
    {
        var maps = (Maps.Numbers(view, batch, channels, rows, columns) * 3 - 1).requires_grad_();
        var (mean, variance) = (Maps.Numbers(1, view, channels), Maps.Numbers(3, view, channels).square());
        using var unchanged = Inputs.MustStayUnchanged(maps, mean, variance);
        var (newMean, newVariance) = (mean.clone(), variance.clone());
        nn.functional.batch_norm(maps, newMean, newVariance, training: true, momentum: momentum);
        var (actualMean, actualVariance) = momentum == 0.1
            ? Normalising.Track((mean, variance), maps)
            : Normalising.Track((mean, variance), maps, momentum);
        var (ofBatch, centred) = (maps.mean([0, 2, 3]), maps - maps.mean([0, 2, 3], keepdim: true));
        actualMean.Should().BeCloseTo(newMean, Tolerance, "channel",
        [
            ("this is the batch's mean: most of the old one should be kept", ofBatch),
            ("old and new have changed places: the batch gets the share `momentum`, the old mean the rest",
                momentum * mean + (1 - momentum) * ofBatch),
            ("the share of the batch was added without taking anything away", mean + momentum * ofBatch),
            ("the mean stays as it was", mean),
        ]);
        var biased = centred.square().mean([0, 2, 3]);
        var unbiased = biased * batch * rows * columns / (batch * rows * columns - 1);
        actualVariance.Should().BeCloseTo(newVariance, Tolerance * 10, "channel",
        [
            ("the batch's variance is the biased one: for the running variance divide by one less than the number",
                (1 - momentum) * variance + momentum * biased),
            ("this is the batch's variance: most of the old one should be kept", unbiased),
            ("old and new have changed places: the batch gets the share `momentum`, the old variance the rest",
                momentum * variance + (1 - momentum) * unbiased),
            ("it is a standard deviation that moved; move the variance",
                (1 - momentum) * variance + momentum * unbiased.sqrt()),
        ]);
        (actualMean.requires_grad || actualVariance.requires_grad).Should().BeFalse(
            "running statistics are not learned: no gradient should flow through them, or every batch's graph would be " +
            "kept (no_grad, or detach)");
    }

    [ExerciseTheory("0.1.36")]
    [InlineData(1)]
    [InlineData(5)]
    public void NormalisationStartsAsLibtorchs(long channels)
    {
        var (layer, wanted) = (new BatchNorm2d(channels), nn.BatchNorm2d(channels));
        Maps.Parameters(layer).Should().Equal(Maps.Parameters(wanted), "these are its parameters");
        Maps.Buffers(layer).Should().BeEquivalentTo(Maps.Buffers(wanted), "these are its buffers: tensors in fields, " +
            "but no parameters, when RegisterComponents() looks");
        layer.parameters().Should().OnlyContain(x => x.requires_grad);
        layer.buffers().Should().OnlyContain(x => !x.requires_grad);
        layer.weight.Should().BeEqualTo(ones(channels), "channel");
        layer.bias.Should().BeEqualTo(zeros(channels), "channel");
        layer.running_mean.Should().BeEqualTo(zeros(channels), "channel");
        layer.running_var.Should().BeEqualTo(ones(channels), "channel");
        layer.num_batches_tracked.Should().BeEqualTo(tensor(0L));
    }

    [ExerciseTheory("0.1.36")]
    [InlineData(3, 2, 4, 5, 1e-5, 0.1, false)]
    [InlineData(1, 3, 2, 2, 1e-5, 0.1, true)]
    [InlineData(4, 2, 1, 1, 0.5, 0.4, false)]
    public void NormalisationOverStepsAndThenInEvaluation(
        long batch, long channels, long rows, long columns, double epsilon, double momentum, bool view)
    {
        var reference = nn.BatchNorm2d(channels, eps: epsilon, momentum: momentum).Shuffled();
        var layer = (momentum == 0.1 ? new BatchNorm2d(channels) : new BatchNorm2d(channels, epsilon, momentum))
            .With(reference);
        const string ranInTraining = "the running statistics were used in training: there the batch's own are wanted";
        for (var step = 0; step < 3; step++)
        {
            var maps = Maps.Numbers((ulong)step, view, batch, channels, rows, columns) * (step + 1) + step;
            using var unchanged = Inputs.MustStayUnchanged(maps);
            var before = (Mean: reference.running_mean!.clone(), Variance: reference.running_var!.clone());
            var wanted = reference.call(maps);
            layer.call(maps).Should().BeCloseTo(wanted, Tolerance * 2, "batch channel row column",
            [
                (ranInTraining, nn.functional.batch_norm(
                    maps, before.Mean, before.Variance, reference.weight, reference.bias, eps: epsilon)),
                (ranInTraining, nn.functional.batch_norm(
                    maps, reference.running_mean!, reference.running_var!, reference.weight, reference.bias, eps: epsilon)),
            ]);
            layer.running_mean.Should().BeCloseTo(reference.running_mean!, Tolerance, "channel",
                [("the running mean stayed as it was", before.Mean)]);
            layer.running_var.Should().BeCloseTo(reference.running_var!, Tolerance * 10, "channel",
                [("the running variance stayed as it was", before.Variance)]);
            ShouldHaveCounted(layer, 4L + step);
        }

        reference.eval();
        layer.eval();
        var seen = layer.running_mean.clone();
        var one = Maps.Numbers(9, view, 1, channels, rows, columns);
        layer.call(one).Should().BeCloseTo(reference.call(one), Tolerance, "batch channel row column",
            [("the batch's own statistics were used in evaluation: there the running ones are wanted", rows * columns == 1
                ? one : nn.functional.batch_norm(one, null!, null!, reference.weight, reference.bias, training: true,
                    eps: epsilon))]);
        layer.running_mean.Should().BeEqualTo(seen, "channel");
        ShouldHaveCounted(layer, 6L);
    }

    private static void ShouldHaveCounted(BatchNorm2d layer, long batches)
    {
        var counted = layer.num_batches_tracked.sum().to(int64).item<long>();
        Must.Hold(counted == batches, $"`num_batches_tracked` is {counted}, should be {batches}: " +
            (layer.training ? "add 1 for each batch in training." : "batches in evaluation do not count."));
        layer.num_batches_tracked.Should().BeEqualTo(tensor(batches));
    }

    [ExerciseTheory("0.1.36")]
    [InlineData(true)]
    [InlineData(false)]
    public void GradientsThroughTheStatistics(bool training)
    {
        var reference = nn.BatchNorm2d(2).Shuffled().In(training);
        var layer = new BatchNorm2d(2).With(reference).In(training);
        var (mine, its) = (Maps.Numbers(false, 3, 2, 2, 3).requires_grad_(), Maps.Numbers(false, 3, 2, 2, 3).requires_grad_());
        var direction = Maps.Numbers(5, false, 3, 2, 2, 3);
        (layer.call(mine) * direction).sum().backward();
        (reference.call(its) * direction).sum().backward();
        mine.Should().HaveGradient(its.grad!, Tolerance, "batch channel row column");
        layer.weight.Should().HaveGradient(reference.weight!.grad!, Tolerance, "channel");
        layer.bias.Should().HaveGradient(reference.bias!.grad!, Tolerance, "channel");
        layer.buffers().Should().OnlyContain(x => !x.requires_grad,
            "running statistics are not learned: no gradient should flow through them");
    }

    [ExerciseFact("0.1.36")]
    public void BuffersOutliveTheStep()
    {
        var (reference, layer) = (nn.BatchNorm2d(2), new BatchNorm2d(2));
        var maps = Maps.Numbers(false, 4, 2, 3, 3);
        for (var step = 0; step < 3; step++)
        {
            using var scope = NewDisposeScope();
            reference.call(maps);
            layer.call(maps);
            scope.Dispose();
            layer.running_mean.IsInvalid.Should().BeFalse("the buffers are written into (copy_, add_, …): new tensors in " +
                "their place would be gone with their scope");
        }
        layer.get_buffer("running_mean").Should().BeCloseTo(reference.running_mean!, Tolerance, "channel");
        layer.get_buffer("running_var").Should().BeCloseTo(reference.running_var!, Tolerance, "channel");
    }
}
