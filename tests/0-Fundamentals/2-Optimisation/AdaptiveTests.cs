using Arena.Testing;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Optimisation;

public class AdaptiveTests
{
    [ExerciseTheory("0.2.10")]
    [InlineData(0.99, 1e-8, 0, 0, 1)]
    [InlineData(0.99, 1e-8, 0, 0, 6)]
    [InlineData(0.9, 0.05, 0, 0, 5)]
    [InlineData(0.9, 1e-3, 0.2, 0, 5)]
    [InlineData(0.95, 1e-2, 0, 0.8, 5)]
    [InlineData(0.8, 0.1, 0.1, 0.5, 6)]
    public void RmsPropIsLibtorchs(double alpha, double epsilon, double decay, double momentum, int steps)
    {
        OptimiserTest.IsLike(
            x => new RmsProp(x, 0.02, alpha, epsilon, decay, momentum),
            x => optim.RMSProp(x, 0.02, alpha, epsilon, decay, momentum),
            steps, 0.02, [
                ("ε stands under the root; it is added to the root", (w, g, s, v, _, rate) =>
                    w.sub_(rate * v.mul_(momentum).add_(Decayed(w, g) / (Squares(w, g, s) + epsilon).sqrt()))),
                ("the root is missing", (w, g, s, v, _, rate) =>
                    w.sub_(rate * v.mul_(momentum).add_(Decayed(w, g) / (Squares(w, g, s) + epsilon)))),
                ("the squares add up and never fade (that is Adagrad): average them", (w, g, s, v, _, rate) =>
                    w.sub_(rate * v.mul_(momentum).add_(
                        Decayed(w, g) / (s.add_(Decayed(w, g).square()).sqrt() + epsilon)))),
                ("α and 1 − α have changed places", (w, g, s, v, _, rate) =>
                    w.sub_(rate * v.mul_(momentum).add_(Decayed(w, g)
                        / (s.mul_(1 - alpha).addcmul_(Decayed(w, g), Decayed(w, g), alpha).sqrt() + epsilon)))),
                ("momentum is missing", (w, g, s, _, _, rate) =>
                    w.sub_(rate * Decayed(w, g) / (Squares(w, g, s).sqrt() + epsilon))),
                ("momentum comes before the division; here it averages what was divided", (w, g, s, v, _, rate) =>
                    w.sub_(rate * v.mul_(momentum).add_(Decayed(w, g)) / (Squares(w, g, s).sqrt() + epsilon))),
                ("the squares are those of the gradient without its decay; both averages see g + λ θ",
                    (w, g, s, v, _, rate) =>
                    w.sub_(rate * v.mul_(momentum).add_(
                        Decayed(w, g) / (s.mul_(alpha).addcmul_(g, g, 1 - alpha).sqrt() + epsilon)))),
                ("weight decay is missing", (w, g, s, v, _, rate) =>
                    w.sub_(rate * v.mul_(momentum).add_(
                        g / (s.mul_(alpha).addcmul_(g, g, 1 - alpha).sqrt() + epsilon)))),
                ("the squares are corrected for their first 0, as in Adam; RMSprop does not", (w, g, s, v, t, rate) =>
                    w.sub_(rate * v.mul_(momentum).add_(
                        Decayed(w, g) / ((Squares(w, g, s) / (1 - Math.Pow(alpha, t))).sqrt() + epsilon)))),
            ]);

        Tensor Decayed(Tensor w, Tensor g) => g + decay * w;
        Tensor Squares(Tensor w, Tensor g, Tensor s) =>
            s.mul_(alpha).addcmul_(Decayed(w, g), Decayed(w, g), 1 - alpha);
    }

    [ExerciseFact("0.2.10")]
    public void RmsPropHasLibtorchsDefaults()
    {
        OptimiserTest.IsLike(x => new RmsProp(x), x => optim.RMSProp(x), 4);
        OptimiserTest.IsLikeInSinglePrecision(x => new RmsProp(x), x => optim.RMSProp(x));
    }

    [ExerciseTheory("0.2.11")]
    [InlineData(0.9, 0.999, 1e-8, 1)]
    [InlineData(0.9, 0.999, 1e-8, 7)]
    [InlineData(0.5, 0.9, 0.05, 6)]
    [InlineData(0, 0.99, 1e-3, 5)]
    [InlineData(0.8, 0, 0.1, 5)]
    public void AdamIsLibtorchs(double beta1, double beta2, double epsilon, int steps) => OptimiserTest.IsLike(
        x => new Adam(x, 0.03, beta1, beta2, epsilon), x => optim.Adam(x, 0.03, beta1, beta2, epsilon),
        steps, 0.03, AdamMistakes(beta1, beta2, epsilon, decay: 0), OneClock(beta1, beta2, epsilon, decay: 0, steps));

    [ExerciseFact("0.2.11")]
    public void AdamHasLibtorchsDefaults()
    {
        OptimiserTest.IsLike(x => new Adam(x), x => optim.Adam(x), 4);
        OptimiserTest.IsLikeInSinglePrecision(x => new Adam(x, 0.01), x => optim.Adam(x, 0.01));
    }

    [ExerciseTheory("0.2.12")]
    [InlineData(0.9, 0.999, 1e-8, 0.1, 1)]
    [InlineData(0.9, 0.999, 1e-8, 0.3, 7)]
    [InlineData(0.5, 0.9, 0.05, 0.5, 6)]
    [InlineData(0.8, 0.95, 0.1, 0, 5)]
    public void AdamWIsLibtorchs(double beta1, double beta2, double epsilon, double decay, int steps) =>
        OptimiserTest.IsLike(
            x => new AdamW(x, 0.03, beta1, beta2, epsilon, decay),
            x => optim.AdamW(x, 0.03, beta1, beta2, epsilon, decay),
            steps, 0.03, AdamMistakes(beta1, beta2, epsilon, decay), OneClock(beta1, beta2, epsilon, decay, steps));

    [ExerciseFact("0.2.12")]
    public void AdamWDecaysByAHundredthUnlessSaid()
    {
        OptimiserTest.IsLike(x => new AdamW(x), x => optim.AdamW(x, weight_decay: 0.01), 4);
        OptimiserTest.IsLikeInSinglePrecision(
            x => new AdamW(x, 0.01), x => optim.AdamW(x, 0.01, weight_decay: 0.01));
    }

    // Where the gradient is 0, only the decay moves a weight: by the factor 1 − η λ, however large the gradients once
    // were.
    [ExerciseFact("0.2.12")]
    public void DecayDoesNotPassThroughTheAverages()
    {
        var x = new Parameter(tensor(new double[] { 2, -4 }));
        x.grad = zeros_like(x);
        using var optimiser = new AdamW([x], learningRate: 0.5, weightDecay: 0.1);
        optimiser.Step();
        optimiser.Step();
        x.detach().Should().BeCloseTo(tensor([2 * 0.95 * 0.95, -4 * 0.95 * 0.95]), tolerance: 1e-12, axes: "number");
    }

    private static (string, Tensor)[] OneClock(double b1, double b2, double epsilon, double decay, int steps) =>
    [
        ("t counts all steps: a parameter that gets its first gradient late begins with t = 1", Net.After(
            steps, 0.03,
            (w, g, m, v, t, rate) =>
            {
                w.sub_(rate * decay * w);
                m.mul_(b1).add_(g, alpha: 1 - b1);
                v.mul_(b2).addcmul_(g, g, 1 - b2);
                w.sub_(rate * m / (1 - Math.Pow(b1, t)) / ((v / (1 - Math.Pow(b2, t))).sqrt() + epsilon));
            },
            oneClock: true)),
    ];

    private static IEnumerable<(string, Net.Rule)> AdamMistakes(double b1, double b2, double epsilon, double decay)
    {
        (string, double, Func<Tensor, Tensor, int, Tensor>)[] wrong =
        [
            ("the averages are not corrected for the 0 that they began with", decay,
                (m, v, _) => m / (v.sqrt() + epsilon)),
            ("only the average of the gradients is corrected, not that of the squares", decay,
                (m, v, t) => m / (1 - Math.Pow(b1, t)) / (v.sqrt() + epsilon)),
            ("only the average of the squares is corrected, not that of the gradients", decay,
                (m, v, t) => m / ((v / (1 - Math.Pow(b2, t))).sqrt() + epsilon)),
            ("the steps are counted from 0 in the correction: t is 1 in the first", decay,
                (m, v, t) => m / (1 - Math.Pow(b1, t - 1)) / ((v / (1 - Math.Pow(b2, t - 1))).sqrt() + epsilon)),
            ("the correction is that of the first step in every step: take β to the power of t", decay,
                (m, v, _) => m / (1 - b1) / ((v / (1 - b2)).sqrt() + epsilon)),
            ("the correction multiplies where it should divide", decay,
                (m, v, t) => m * (1 - Math.Pow(b1, t)) / ((v * (1 - Math.Pow(b2, t))).sqrt() + epsilon)),
            ("ε stands under the root; it is added to the root", decay,
                (m, v, t) => m / (1 - Math.Pow(b1, t)) / (v / (1 - Math.Pow(b2, t)) + epsilon).sqrt()),
            ("the corrected averages were put into memory", decay,
                (m, v, t) => m.div_(1 - Math.Pow(b1, t)) / (v.div_(1 - Math.Pow(b2, t)).sqrt() + epsilon)),
            ("the corrected average was put into memory", decay,
                (m, v, t) => m.div_(1 - Math.Pow(b1, t)) / ((v / (1 - Math.Pow(b2, t))).sqrt() + epsilon)),
            ("the root is missing", decay,
                (m, v, t) => m / (1 - Math.Pow(b1, t)) / (v / (1 - Math.Pow(b2, t)) + epsilon)),
        ];
        foreach (var (mistake, lambda, step) in wrong) yield return (mistake, Rule(step, lambda));
        yield return ("β₁ and β₂ have changed places", Exchanged);
        if (decay == 0) yield break;
        yield return ("weight decay goes into the gradient, as in Adam, and is divided away with it: shrink the "
            + "weights themselves", (w, g, m, v, t, rate) => Adam(w, g + decay * w, m, v, t, rate));
        yield return ("weight decay is missing", Adam);
        yield return ("the weights shrink by λ, whatever the learning rate is; it should be by η λ", ByLambda);
        yield return ("the weights shrink after Adam's step; they should before", Afterwards);

        Net.Rule Rule(Func<Tensor, Tensor, int, Tensor> step, double lambda)
        {
            return Change;

            void Change(Tensor w, Tensor g, Tensor m, Tensor v, int t, double rate)
            {
                w.sub_(rate * lambda * w);
                m.mul_(b1).add_(g, alpha: 1 - b1);
                v.mul_(b2).addcmul_(g, g, 1 - b2);
                w.sub_(rate * step(m, v, t));
            }
        }

        void Adam(Tensor w, Tensor g, Tensor m, Tensor v, int t, double rate) => w.sub_(
            rate * Corrected(m.mul_(b1).add_(g, alpha: 1 - b1), v.mul_(b2).addcmul_(g, g, 1 - b2), t, b1, b2));

        void Exchanged(Tensor w, Tensor g, Tensor m, Tensor v, int t, double rate)
        {
            w.sub_(rate * decay * w);
            w.sub_(rate * Corrected(m.mul_(b2).add_(g, alpha: 1 - b2), v.mul_(b1).addcmul_(g, g, 1 - b1), t, b2, b1));
        }

        void ByLambda(Tensor w, Tensor g, Tensor m, Tensor v, int t, double rate)
        {
            w.sub_(decay * w);
            Adam(w, g, m, v, t, rate);
        }

        void Afterwards(Tensor w, Tensor g, Tensor m, Tensor v, int t, double rate)
        {
            Adam(w, g, m, v, t, rate);
            w.sub_(rate * decay * w);
        }

        Tensor Corrected(Tensor m, Tensor v, int t, double ofMean, double ofSquare) =>
            m / (1 - Math.Pow(ofMean, t)) / ((v / (1 - Math.Pow(ofSquare, t))).sqrt() + epsilon);
    }
}
