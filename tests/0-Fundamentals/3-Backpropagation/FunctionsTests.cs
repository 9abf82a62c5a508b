using Arena.Arrays;
using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Backpropagation;

public class FunctionsTests
{
    private const double Tolerance = 1e-10;
    private const string OfScores = "The gradient with respect to scores";

    [ExerciseTheory("0.3.24")]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("2 1 3")]
    public void Relu(string shape)
    {
        var x = new Variable(Some.AwayFromZero(1, Some.Shape(shape)), requiresGrad: true);
        using var unchanged = Some.MustStayUnchanged(x.Array);
        var t = x.Array.Torch().requires_grad_();
        var result = Functions.Relu(x);
        var wanted = nn.functional.relu(t);
        result.Array.Torch().Should().BeCloseTo(wanted, Tolerance, mistakes:
        [
            ("the negative numbers were kept, and the positive ones are gone", t.minimum(tensor(0.0))),
            ("the negative numbers turned positive; they should become 0", t.abs()),
            ("the numbers were cut off at 1", t.maximum(tensor(1.0))),
        ]);
        var gradient = Some.AwayFromZero(2, x.Shape);
        result.RequiresGrad.Should().BeTrue("the graph was cut: compute with variables, not with their arrays");
        Autograd.Backprop(result, gradient);
        wanted.backward([gradient.Torch()]);
        x.Grad!.Torch().Should().BeCloseTo(t.grad!, Tolerance, what: "The gradient with respect to x");
    }

    [ExerciseTheory("0.3.25")]
    [InlineData(1, 3)]
    [InlineData(4, 4)]
    [InlineData(3, 1)]
    [InlineData(5, 7)]
    public void LogSoftmax(int items, int classes)
    {
        var scores = new Variable(Some.Numbers(1, items, classes) * 3, requiresGrad: true);
        using var unchanged = Some.MustStayUnchanged(scores.Array);
        var t = scores.Array.Torch().requires_grad_();
        var result = Functions.LogSoftmax(scores);
        var wanted = nn.functional.log_softmax(t, 1);
        result.Array.Torch().Should().BeCloseTo(wanted, Tolerance, axes: "item class", mistakes:
        [
            ("these are probabilities: take their logarithms", wanted.exp()),
            ("the probabilities add up to 1 over the items; they should over the classes",
                nn.functional.log_softmax(t, 0)),
            ("the sum runs over the whole array; it should run over each row", t - t.flatten().logsumexp(0)),
            ("the highest score was subtracted from the exponents, but not from the scores themselves",
                wanted + t.amax([1], keepdim: true)),
        ]);
        var gradient = Some.AwayFromZero(2, items, classes);
        result.RequiresGrad.Should().BeTrue("the graph was cut: compute with variables, not with their arrays");
        Autograd.Backprop(result, gradient);
        wanted.backward([gradient.Torch()]);
        scores.Grad!.Torch().Should().BeCloseTo(
            t.grad!, Tolerance, axes: "item class", what: OfScores, mistakes:
        [
            ("the sum of the exponentials was treated as a constant: it depends on the scores too", gradient.Torch()),
        ]);
    }

    [ExerciseFact("0.3.25")]
    public void LogSoftmaxOfExtremeScores()
    {
        var scores = new Variable(
            new NdArray([1e4, 1e4, 9990, -1e4, -1e4, -9990, 0, 800, -800], 3, 3), requiresGrad: true);
        var t = scores.Array.Torch().requires_grad_();
        var result = Functions.LogSoftmax(scores);
        var wanted = nn.functional.log_softmax(t, 1);
        result.Array.Torch().Should().BeCloseTo(wanted, tolerance: 1e-8, axes: "item class", mistakes:
        [
            ("the exponentials overflowed to ∞ or vanished to 0: subtract each row's highest score first",
                t - t.exp().sum(dim: 1, keepdim: true).log()),
            ("a probability vanished to 0 before its logarithm was taken: work with logarithms all the way",
                nn.functional.softmax(t, 1).log()),
            ("one highest score was subtracted from all rows: each row has its own",
                (t - t.max()) - (t - t.max()).exp().sum(dim: 1, keepdim: true).log()),
        ]);
        Autograd.Backprop(result, Some.AwayFromZero(2, 3, 3));
        wanted.backward([Some.AwayFromZero(2, 3, 3).Torch()]);
        scores.Grad!.Torch().Should().BeCloseTo(
            t.grad!, Tolerance, axes: "item class", what: OfScores);
    }

    [ExerciseTheory("0.3.26")]
    [InlineData(1, 3)]
    [InlineData(4, 4)]
    [InlineData(6, 2)]
    [InlineData(5, 7)]
    public void CrossEntropy(int items, int classes)
    {
        var scores = new Variable(Some.Numbers(1, items, classes) * 3, requiresGrad: true);
        var noise = new Noise(5);
        var labels = Enumerable.Range(0, items).Select(_ => noise.Below(classes)).ToArray();
        var copy = labels.ToArray();
        using var unchanged = Some.MustStayUnchanged(scores.Array);
        var (t, right) = (scores.Array.Torch().requires_grad_(), tensor(labels.Select(x => (long)x).ToArray()));
        var result = Functions.CrossEntropy(scores, labels);
        var wanted = nn.functional.cross_entropy(t, right);
        result.Array.Torch().Should().BeCloseTo(wanted, Tolerance, mistakes:
        [
            ("the sign is the other way round: a loss is never negative", -wanted),
            ("this is the sum over the items; the mean is asked for", wanted * items),
            ("each item has a loss here; their mean is asked for",
                nn.functional.cross_entropy(t, right, reduction: nn.Reduction.None)),
            ("it was divided by the number of classes, too or instead", wanted * items / classes),
            ("the scores were taken for logarithms of probabilities: log-softmax makes them such",
                -t.gather(1, right.unsqueeze(1)).mean()),
            ("every item got the losses of all labels: pick one number of each row, with two lists of indices",
                -nn.functional.log_softmax(t, 1).index_select(1, right).sum() / items),
        ]);
        labels.Should().Equal(copy);
        result.RequiresGrad.Should().BeTrue("the graph was cut: compute with variables, not with their arrays");
        Autograd.Backprop(result);
        wanted.backward();
        scores.Grad!.Torch().Should().BeCloseTo(
            t.grad!, Tolerance, axes: "item class", what: OfScores);
    }

    [ExerciseFact("0.3.26")]
    public void CrossEntropyOfExtremeScores()
    {
        var scores = new Variable(new NdArray([1e4, 0, -1e4, 1e4, 0, -1e4], 2, 3), requiresGrad: true);
        var loss = Functions.CrossEntropy(scores, [0, 2]);
        loss.Array.Number.Should().BeApproximately(1e4, 1e-6, "the mean of 0 and 20,000");
        Autograd.Backprop(loss);
        scores.Grad!.Torch().Should().BeCloseTo(
            tensor(new[] { 0, 0, 0, 0.5, 0, -0.5 }, [2, 3]), Tolerance, axes: "item class", what: OfScores);
    }
}
