using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Transformers.Superposition;

public class PhasesTests
{
    private const int Parts = 200;

    [ExerciseTheory("1.3.5")]
    [InlineData(1, 1)]
    [InlineData(0.3, 0.5)]
    [InlineData(0.8, 3)]
    [InlineData(0.05, 0.1)]
    [InlineData(0, 1)]
    public void LossesAreThoseOfTheModel(double probability, double importance)
    {
        var (mean, loose) = (probability / 2, 1 + importance);
        var wanted = tensor(new[]
        {
            Loss(probability, importance, 1, 0, 0, mean),
            Loss(probability, importance, 0, 1, mean, 0),
            Loss(probability, importance, 1, -1, 0, 0),
        });
        var losses = Phases.ExpectedLosses(probability, importance);
        var given = tensor(new[] { losses.OnlyFirst, losses.OnlySecond, losses.Both });
        given.Should().BeCloseTo(wanted, 2e-5, axes: "strategy", mistakes:
        [
            ("feature 0 is forgotten where feature 1 should be, and the other way round",
                stack([wanted[1], wanted[0], wanted[2]])),
            ("the forgotten feature has no bias: the best one is its mean", stack(
                [tensor(importance * probability / 3), tensor(probability / 3), wanted[2]])),
            ("the importance counts in the loss of both as if feature 0 had none", stack(
                [wanted[0], wanted[1], wanted[2] * importance / loose])),
            ("both features count 1 in the loss of both", stack([wanted[0], wanted[1], wanted[2] * 2 / loose])),
            ("in the loss of both, two features are on together with the probability p², not p", stack(
                [wanted[0], wanted[1], tensor(loose * probability / 6)])),
            ("when two are on, each comes back too small by the smaller of the two; its square is 1/6 on average",
                stack([wanted[0], wanted[1], 2 * wanted[2]])),
        ]);
    }

    // The expected loss of weights and biases, by trying strengths in the middle of many equal parts.
    private static double Loss(double p, double importance, double w0, double w1, double b0, double b1)
    {
        var loss = 0.0;
        for (var on = 0; on < 4; on++)
        {
            var (first, second) = ((on & 1) != 0, (on & 2) != 0);
            var chance = (first ? p : 1 - p) * (second ? p : 1 - p);
            var sum = 0.0;
            for (var i = 0; i < (first ? Parts : 1); i++)
                for (var j = 0; j < (second ? Parts : 1); j++)
                {
                    var (x0, x1) = (first ? (i + 0.5) / Parts : 0, second ? (j + 0.5) / Parts : 0);
                    var hidden = w0 * x0 + w1 * x1;
                    var (e0, e1) = (x0 - Math.Max(0, w0 * hidden + b0), x1 - Math.Max(0, w1 * hidden + b1));
                    sum += e0 * e0 + importance * e1 * e1;
                }
            loss += chance * sum / ((first ? Parts : 1) * (second ? Parts : 1));
        }
        return loss;
    }
}
