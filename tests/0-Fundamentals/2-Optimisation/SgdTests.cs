using Arena.Testing;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Optimisation;

public class SgdTests
{
    [ExerciseTheory("0.2.6")]
    [InlineData(0.1, 1)]
    [InlineData(0.3, 5)]
    public void StepsAreLibtorchs(double rate, int steps) => OptimiserTest.IsLike(
        x => new PlainSgd(x, rate), x => optim.SGD(x, rate), steps, rate, [
            ("it climbs: go against the gradient", (w, g, _, _, _, rate) => w.add_(g, alpha: rate)),
            ("the learning rate is missing", (w, g, _, _, _, _) => w.sub_(g)),
        ]);

    [ExerciseFact("0.2.6")]
    public void SingleNumbersToo() => OptimiserTest.IsLikeInSinglePrecision(
        x => new PlainSgd(x, 0.2), x => optim.SGD(x, 0.2));

    [ExerciseFact("0.2.6")]
    public void OneNumber()
    {
        var x = new Parameter(tensor(3.0));
        using var optimiser = new PlainSgd([x], learningRate: 0.1);
        x.square().backward();
        optimiser.Step();
        x.detach().Should().BeCloseTo(tensor(2.4), tolerance: 1e-12, axes: "");
        x.Should().HaveGradient(tensor(6.0), tolerance: 0);
    }

    [ExerciseTheory("0.2.7")]
    [InlineData(0.9, 2)]
    [InlineData(0.9, 6)]
    [InlineData(0.5, 4)]
    [InlineData(0, 3)]
    public void MomentumIsLibtorchs(double momentum, int steps) => OptimiserTest.IsLike(
        x => new MomentumSgd(x, 0.2, momentum), x => optim.SGD(x, 0.2, momentum), steps, 0.2,
        MomentumMistakes(momentum));

    [ExerciseFact("0.2.7")]
    public void MomentumIsNineTenthsUnlessSaid()
    {
        OptimiserTest.IsLike(x => new MomentumSgd(x, 0.1), x => optim.SGD(x, 0.1, 0.9), 4);
        OptimiserTest.IsLikeInSinglePrecision(x => new MomentumSgd(x, 0.1), x => optim.SGD(x, 0.1, 0.9));
    }

    [ExerciseTheory("0.2.8")]
    [InlineData(0, 0, false)]
    [InlineData(0, 0.1, false)]
    [InlineData(0.8, 0, false)]
    [InlineData(0.8, 0, true)]
    [InlineData(0.9, 0.2, false)]
    [InlineData(0.6, 0.3, true)]
    public void EverythingIsLibtorchs(double momentum, double weightDecay, bool nesterov)
    {
        OptimiserTest.IsLike(
            x => new Sgd(x, 0.2, momentum, weightDecay, nesterov),
            x => optim.SGD(x, 0.2, momentum, 0, weightDecay, nesterov),
            steps: 6, 0.2, [
                .. MomentumMistakes(momentum),
                ("weight decay is missing", (w, g, v, _, _, rate) =>
                    Move(w, g, v.mul_(momentum).add_(g), rate)),
                ("the weights shrink beside the momentum, without passing through it: λ θ is part of the gradient",
                    (w, g, v, _, _, rate) =>
                        Move(w, g + weightDecay * w, v.mul_(momentum).add_(g) + weightDecay * w, rate)),
                ("weight decay has the wrong sign: the weights grow", (w, g, v, _, _, rate) =>
                    Move(w, g - weightDecay * w, v.mul_(momentum).add_(g - weightDecay * w), rate)),
                ("it looks ahead from where the velocity was before; use the velocity after this step's gradient",
                    (w, g, v, _, _, rate) =>
                    {
                        var ahead = g + weightDecay * w + momentum * v;
                        v.mul_(momentum).add_(g + weightDecay * w);
                        w.sub_(rate * (nesterov ? ahead : v));
                    }),
                ("the look ahead adds the gradient without its decay", (w, g, v, _, _, rate) =>
                    Move(w, g, v.mul_(momentum).add_(g + weightDecay * w), rate)),
            ]);

        void Move(Tensor w, Tensor g, Tensor v, double rate) => w.sub_(rate * (nesterov ? g + momentum * v : v));
    }

    [ExerciseFact("0.2.8")]
    public void WithoutMomentumNothingIsAhead()
    {
        var attempt = () => new Sgd([new Parameter(ones(2))], 0.1, nesterov: true);
        attempt.Should().Throw<ArgumentException>();
        using var defaults = new Sgd([new Parameter(ones(2))], 0.1);
        OptimiserTest.IsLike(x => new Sgd(x, 0.1), x => optim.SGD(x, 0.1), 3);
    }

    [ExerciseFact("0.2.8")]
    public void SingleNumbersTooWithEverything() => OptimiserTest.IsLikeInSinglePrecision(
        x => new Sgd(x, 0.1, 0.9, 0.01, true), x => optim.SGD(x, 0.1, 0.9, 0, 0.01, true));

    private static IEnumerable<(string, Net.Rule)> MomentumMistakes(double momentum) =>
    [
        ("the velocity plays no part: these are steps along the gradient", (w, g, _, _, _, rate) => w.sub_(rate * g)),
        ("the gradient is weighted with 1 − μ; here it goes into the velocity whole", (w, g, v, _, _, rate) =>
            w.sub_(rate * v.mul_(momentum).add_((1 - momentum) * g))),
        ("the step was taken with the velocity before this gradient: first change the velocity, then use it", (w, g, v, _, _, rate) =>
        {
            w.sub_(rate * v);
            v.mul_(momentum).add_(g);
        }),
        ("the velocity never fades: multiply it by μ in each step", (w, g, v, _, _, rate) => w.sub_(rate * v.add_(g))),
        ("the learning rate is in the velocity already and changes with it too late", (w, g, v, _, _, rate) =>
            w.sub_(v.mul_(momentum).add_(rate * g))),
    ];
}
