using Arena.Testing;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Optimisation;

public class ClippingTests
{
    [ExerciseTheory("0.2.18")]
    [InlineData(0.5)]
    [InlineData(3)]
    [InlineData(1000)]
    public void GradientsAreShortenedAsLibtorchDoes(double greatest)
    {
        var (parameters, others) = (WithGradients(), WithGradients());
        var before = Gradients(parameters);
        var wantedLength = before.norm().ToDouble();
        var sum = others.Select(x => x.grad).OfType<Tensor>().Sum(x => x.norm().ToDouble());
        // Libtorch divides by the length plus 10⁻⁶, which makes a difference of less than 10⁻⁶ of each gradient.
        nn.utils.clip_grad_norm_(others, greatest);
        var length = Clipping.ClipGradients(parameters, greatest);
        Gradients(parameters).Should().BeCloseTo(Gradients(others), tolerance: 1e-5, axes: "number", mistakes:
        [
            ("the gradients are as they were: change them in place, where the parameters will find them", before),
            ("each parameter was shortened by itself, which turns the direction; measure all together",
                EachAlone(greatest)),
            ("each number was cut off by itself, which turns the direction", before.clamp(-greatest, greatest)),
            ("gradients that were short enough became longer: leave them", before * greatest / wantedLength),
            ("this is the way to the square of the length: take the root",
                before * greatest / (wantedLength * wantedLength)),
            ("the lengths were added up: add their squares, then take the root", before * Math.Min(1, greatest / sum)),
            ("they have length 1, not the greatest length allowed", before / wantedLength),
        ]);
        length.Should().BeApproximately(wantedLength, 1e-6, "it returns the length before");
    }

    [ExerciseFact("0.2.18")]
    public void ThreeFourFive()
    {
        var (x, y) = (new Parameter(zeros(1, float64)), new Parameter(zeros(1, float64)));
        (x.grad, y.grad) = (tensor(new double[] { 30 }), tensor(new double[] { 40 }));
        Clipping.ClipGradients([x, y], 5).Should().BeApproximately(50, 1e-9);
        cat([x.grad!, y.grad!]).Should().BeCloseTo(tensor(new double[] { 3, 4 }), tolerance: 1e-5, axes: "number");
    }

    [ExerciseFact("0.2.18")]
    public void WithoutGradientsThereIsNoLength()
    {
        Clipping.ClipGradients([new Parameter(ones(3))], 1).Should().Be(0);
        var zero = new Parameter(ones(2));
        zero.grad = zeros(2);
        Clipping.ClipGradients([zero], 1).Should().Be(0);
        zero.grad!.Should().BeCloseTo(zeros(2), tolerance: 0, axes: "number");
    }

    private static Tensor EachAlone(double greatest)
    {
        var parameters = WithGradients();
        foreach (var parameter in parameters) nn.utils.clip_grad_norm_([parameter], greatest);
        return Gradients(parameters);
    }

    // Single precision, several shapes; one parameter has no gradient.
    private static List<Parameter> WithGradients()
    {
        using var generator = new Generator(5);
        long[][] shapes = [[3, 2], [4], [], [2, 1, 3]];
        List<Parameter> parameters = [.. shapes.Select(x => new Parameter(ones(x)))];
        foreach (var parameter in parameters) parameter.grad = randn(parameter.shape, generator: generator);
        parameters.Insert(1, new Parameter(ones(2)));
        return parameters;
    }

    private static Tensor Gradients(IEnumerable<Parameter> parameters) =>
        cat([.. parameters.Select(x => x.grad).OfType<Tensor>().Select(x => x.clone().flatten())]);
}
