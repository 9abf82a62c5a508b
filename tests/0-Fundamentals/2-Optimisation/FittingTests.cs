using Arena.Testing;
using TorchSharp;
using static TorchSharp.torch;
using Some = Arena.Fundamentals.Prerequisites.Some;

namespace Arena.Fundamentals.Optimisation;

public class FittingTests
{
    [ExerciseTheory("0.2.1")]
    [InlineData(false, new long[] { 4, 3 })]
    [InlineData(false, new long[] { 1, 2 })]
    [InlineData(true, new long[] { 5, 4 })]
    [InlineData(true, new long[] { 6 })]
    [InlineData(false, new long[] { 2, 3, 2 })]
    public void LossIsLibtorchs(bool view, long[] shape)
    {
        var (predictions, targets) = (Some.Numbers(view, shape).requires_grad_(), Some.Numbers(view, shape).cos());
        using var unchanged = Inputs.MustStayUnchanged(predictions, targets);
        var differences = predictions - targets;
        var loss = Loss(predictions, targets);
        loss.Should().BeCloseTo(nn.functional.mse_loss(predictions, targets), tolerance: 1e-6, axes: "", mistakes:
        [
            ("this is the sum of the squares: divide by how many there are", differences.square().sum()),
            ("the sum was divided by the number of items, not by the number of all differences",
                differences.square().sum() / shape[0]),
            ("this is the root of the mean squared error", differences.square().mean().sqrt()),
            ("these are absolute values: take squares", differences.abs().mean()),
            ("the differences were averaged before they were squared, so that they cancel",
                differences.mean().square()),
            ("there is a half too many; this definition has none", differences.square().mean() / 2),
        ]);
        loss.backward();
        predictions.Should().HaveGradient(2 * differences.detach() / differences.numel(), tolerance: 1e-6);

        static Tensor Loss(Tensor predictions, Tensor targets)
        {
            try
            {
                return Fitting.MeanSquaredError(predictions, targets);
            }
            catch (ArgumentException)
            {
                var shape = string.Join(", ", predictions.shape);
                throw Xunit.Sdk.FailException.ForFailure(
                    $"The shapes are equal, [{shape}] and [{shape}], but it threw. `!=` asks whether two arrays are " +
                    "the same object.");
            }
        }
    }

    [ExerciseFact("0.2.1")]
    public void ShapesThatOnlyBroadcastAreRefused()
    {
        (long[], long[])[] pairs = [([4, 1], [4]), ([4, 3], [3]), ([4, 3], [1, 3]), ([2, 3], [3, 2]), ([4], [])];
        foreach (var (predictions, targets) in pairs)
        {
            var attempt = () => Fitting.MeanSquaredError(ones(predictions), ones(targets));
            attempt.Should().ThrowExactly<ArgumentException>(
                "predictions of shape [{0}] and targets of shape [{1}] may broadcast, but do not belong together",
                string.Join(", ", predictions), string.Join(", ", targets));
        }
    }

    [ExerciseTheory("0.2.2")]
    [InlineData(5, false, 0.7, -0.4)]
    [InlineData(1, false, 2, 1)]
    [InlineData(8, true, -1.3, 0.6)]
    public void GradientOfTheLineIsAutograds(long items, bool view, double weight, double bias)
    {
        var x = Some.Numbers(view, items).to(float64) + 0.5;
        var targets = x.sin() + 0.3;
        using var unchanged = Inputs.MustStayUnchanged(x, targets);
        var (w, b) = (tensor(weight, requires_grad: true), tensor(bias, requires_grad: true));
        nn.functional.mse_loss(w * x + b, targets).backward();
        var errors = weight * x + bias - targets;
        var (ofWeight, ofBias) = Fitting.LineGradient(x, targets, weight, bias);
        ofWeight.Should().BeCloseTo(w.grad!, tolerance: 1e-10, axes: "", mistakes:
        [
            ("the factor 2, from the square, is missing", (errors * x).mean()),
            ("the sign is the other way round: the error is prediction minus target", -w.grad!),
            ("this is the sum over the items; the loss is a mean", 2 * (errors * x).sum()),
            ("each error has to be multiplied by its x: the prediction changes x times as fast as the weight",
                2 * errors.mean()),
            ("the mean of the errors was multiplied by the mean of x; multiply item by item, then average",
                2 * errors.mean() * x.mean()),
        ]);
        ofBias.Should().BeCloseTo(b.grad!, tolerance: 1e-10, axes: "", mistakes:
        [
            ("the factor 2, from the square, is missing", errors.mean()),
            ("the sign is the other way round: the error is prediction minus target", -b.grad!),
            ("this is the sum over the items; the loss is a mean", 2 * errors.sum()),
            ("the bias moves every prediction by the same, whatever x is", 2 * (errors * x).mean()),
        ]);
    }

    [ExerciseFact("0.2.2")]
    public void GradientIsZeroAtTheLowestPlace()
    {
        var x = tensor(new double[] { 0, 1, 2 });
        var (weight, bias) = Fitting.LineGradient(x, 2 * x + 1, 2, 1);
        weight.Should().BeCloseTo(tensor(0.0), tolerance: 1e-12, axes: "");
        bias.Should().BeCloseTo(tensor(0.0), tolerance: 1e-12, axes: "");
    }

    [ExerciseTheory("0.2.3")]
    [InlineData(false, new long[0])]
    [InlineData(false, new long[] { 1 })]
    [InlineData(false, new long[] { 4 })]
    [InlineData(true, new long[] { 2, 3 })]
    [InlineData(false, new long[] { 3, 1, 2 })]
    public void TriedGradientIsAutograds(bool view, long[] shape)
    {
        var x = Some.Numbers(view, shape).to(float64).requires_grad_();
        if (view) x = x.detach().t().contiguous().t().requires_grad_();
        using var unchanged = Inputs.MustStayUnchanged(x);
        var before = x.detach().clone();
        var places = arange(1, x.numel() + 1, dtype: float64).reshape(shape);
        function(x).backward();
        var gradient = Fitting.NumericGradient(function, x.detach());
        var axes = string.Join(' ', shape.Select((_, i) => $"axis{i}"));
        gradient.Should().BeCloseTo(x.grad!, tolerance: 1e-7, axes, mistakes:
        [
            ("the difference was divided by the distance, but the two places are twice that far apart", 2 * x.grad!),
            ("x was moved to one side only", ToOneSide(1e-5)),
            ("x was moved to one side only", ToOneSide(-1e-5)),
        ]);
        gradient.requires_grad.Should().BeFalse("a number found by trying belongs to no graph");

        Tensor function(Tensor at)
        {
            Assert.True(
                x.detach().eq(before).all().item<bool>(),
                "x itself was moved while the function was asked: move a copy, `clone()`. x belongs to the caller.");
            at.shape.Should().Equal(shape, "the function is asked about tensors of the shape of x");
            return (places * at.sin() + at.square() * 0.3).sum() + at.exp().mean();
        }

        Tensor ToOneSide(double by) => stack([.. eye(x.numel(), dtype: float64).unbind(0).Select(
            unit => (function(before + by * unit.reshape(shape)) - function(before)) / by)]).reshape(shape);
    }

    // Of a cube the difference is exactly 3x² + h², to both sides; to one side it is 3x² ± 3xh + h².
    [ExerciseTheory("0.2.3")]
    [InlineData(0.5)]
    [InlineData(0.25)]
    public void ItMovesToBothSidesByTheDistance(double distance)
    {
        var x = tensor(new double[] { -1, 0.5, 2 });
        using var unchanged = Inputs.MustStayUnchanged(x);
        var (slopes, square) = (3 * x.square(), distance * distance);
        Fitting.NumericGradient(at => at.pow(3).sum(), x, distance).Should().BeCloseTo(
            slopes + square, tolerance: 1e-9, axes: "element", mistakes:
        [
            ("it moves to one side only; move up and down by the distance, and take the difference of these two",
                slopes + 3 * distance * x + square),
            ("it moves to one side only; move up and down by the distance, and take the difference of these two",
                slopes - 3 * distance * x + square),
            ("it moves by half of the distance", slopes + square / 4),
            ("the difference was divided by the distance, but the two places are twice that far apart",
                2 * (slopes + square)),
            ("the distance that was passed plays no part", slopes),
            ("the sign is the other way round", -(slopes + square)),
        ]);
    }

    [ExerciseTheory("0.2.4")]
    [InlineData(0.1, 1)]
    [InlineData(0.03, 4)]
    public void StepsGoAgainstTheGradient(double learningRate, int steps)
    {
        var (weight, bias) = (Some.Numbers(false, 3, 2).requires_grad_(), Some.Numbers(true, 2).requires_grad_());
        var (w, b) = (weight.detach().clone().requires_grad_(), bias.detach().clone().requires_grad_());
        var (climbing, added) = (weight.detach().clone(), weight.detach().clone());
        // What an earlier user of the parameters may have left there.
        weight.grad = ones_like(weight);
        for (var step = 0; step < steps; step++)
        {
            var wanted = Loss(w, b);
            var (ofWeight, ofBias) = (autograd.grad([wanted], [w], retain_graph: true)[0],
                autograd.grad([wanted], [b])[0]);
            climbing = w.detach() + learningRate * ofWeight;
            added = w.detach() - learningRate * (ofWeight + 1);
            w = (w.detach() - learningRate * ofWeight).requires_grad_();
            b = (b.detach() - learningRate * ofBias).requires_grad_();

            var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
            var loss = Fitting.DescentStep(() => Loss(weight, bias), [weight, bias], learningRate);
            // The loss of this test leaves nothing behind, and a gradient that was already read is no new one.
            (DisposeScopeManager.Statistics.ThreadTotalLiveCount - before).Should().BeLessThanOrEqualTo(
                0, "a step should free what it made (`NewDisposeScope`); thousands follow");

            loss.Should().BeApproximately(wanted.ToDouble(), 1e-5, "it returns the loss before the step");
            weight.Should().BeCloseTo(w.detach(), tolerance: 1e-5, axes: "input output", mistakes:
            [
                ("it climbs: go against the gradient", climbing),
                ("the gradient of an earlier step was added: backward() adds to what is there, so clear it before",
                    added),
            ]);
            bias.Should().BeCloseTo(b.detach(), tolerance: 1e-5, axes: "output");
            foreach (var parameter in new[] { weight, bias })
            {
                Assert.True(
                    parameter.grad is null || parameter.grad.count_nonzero().item<long>() == 0,
                    "A gradient is left over: whoever calls backward() next would add to it.");
                Assert.True(parameter.requires_grad && parameter.is_leaf, "The parameters have to stay parameters.");
            }
        }
    }

    private static Tensor Loss(Tensor weight, Tensor bias)
    {
        using var scope = NewDisposeScope();
        var x = Some.Numbers(false, 5, 3);
        return (tanh(x.matmul(weight) + bias) - 0.2).square().mean().MoveToOuterDisposeScope();
    }
}
