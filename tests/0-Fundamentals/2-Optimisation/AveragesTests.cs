using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Optimisation;

public class AveragesTests
{
    private const string CarriedOnMistake =
        "the corrected average was carried on: carry on the plain one, the corrected one is for looking at";

    // The average after t values is (1 − β) Σ βᵗ⁻ⁱ valueᵢ, and the weights of the corrected one add up to 1.
    [ExerciseTheory("0.2.9")]
    [InlineData(0.9, 12)]
    [InlineData(0.5, 4)]
    [InlineData(0.99, 1)]
    [InlineData(0, 3)]
    public void AveragesAreWeightedSums(double beta, int count)
    {
        double[] values = [.. Enumerable.Range(0, count).Select(i => 3 + 2 * Math.Sin(i))];
        var weights = Enumerable.Range(1, count)
            .Select(t => Enumerable.Range(1, t).Select(i => Math.Pow(beta, t - i)).ToArray()).ToArray();
        double[] sums = [.. weights.Select(x => x.Zip(values, (weight, value) => weight * value).Sum())];
        var (plain, corrected) = (Row(sums.Select(x => (1 - beta) * x)), Row(sums.Zip(weights, (x, w) => x / w.Sum())));

        var averages = Averages.Exponential(values, beta);
        Row(averages.Select(x => x.Plain)).Should().BeCloseTo(plain, tolerance: 1e-12, axes: "value", mistakes:
        [
            ("β and 1 − β have changed places", Row(values.Select((_, t) =>
                beta * values.Take(t + 1).Select((x, i) => Math.Pow(1 - beta, t - i) * x).Sum()))),
            ("the average begins with the first value; it should with 0", Row(values.Select((_, t) =>
                Math.Pow(beta, t) * beta * values[0] + sums[t] * (1 - beta)))),
            ("the new value goes in whole: give it the weight 1 − β", Row(sums)),
            ("the corrected average came first", corrected),
            (CarriedOnMistake, Row(CarriedOn().Select(x => x.Plain))),
            (CarriedOnMistake, Row(CarriedOn().Select(x => x.Corrected))),
        ]);
        Row(averages.Select(x => x.Corrected)).Should().BeCloseTo(corrected, tolerance: 1e-12, axes: "value", mistakes:
        [
            ("the average is not corrected", plain),
            ("it was divided by 1 − β in every step: take β to the power of t", Row(sums)),
            (CarriedOnMistake, Row(CarriedOn().Select(x => x.Corrected))),
        ]);

        IEnumerable<(double Plain, double Corrected)> CarriedOn()
        {
            var average = 0.0;
            for (var t = 0; t < values.Length; t++)
            {
                var plain = beta * average + (1 - beta) * values[t];
                average = plain / (1 - Math.Pow(beta, t + 1));
                yield return (plain, average);
            }
        }
    }

    private static Tensor Row(IEnumerable<double> numbers) => tensor(numbers.ToArray());
}
