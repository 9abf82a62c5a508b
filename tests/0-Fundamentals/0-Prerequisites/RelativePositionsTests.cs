using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Prerequisites;

public class RelativePositionsTests
{
    [ExerciseTheory("0.0.42")]
    [InlineData(2, 4, false)]
    [InlineData(1, 1, false)]
    [InlineData(1, 5, false)]
    [InlineData(3, 3, true)]
    public void BiasBelongsToTheDistance(long heads, long seq, bool view)
    {
        var bias = Some.Numbers(view, heads, 2 * seq - 1);
        using var unchanged = Inputs.MustStayUnchanged(bias);
        var wanted = ByPair((query, key) => key - query);
        RelativePositions.RelativeBias(bias, seq).Should().BeCloseTo(
            wanted, axes: "head query key", tolerance: 0, mistakes:
        [
            ("the distance is the other way round: it is key minus query", wanted.transpose(1, 2)),
            ("the distance has lost its sign: a key before its query is another thing than one behind it",
                ByPair((query, key) => Math.Abs(key - query))),
            ("the distance is counted from the first entry; 0 is in the middle, at seq - 1",
                ByPair((query, key) => (key - query + 2 * seq - 1) % (2 * seq - 1) - (seq - 1))),
            ("every query has the biases of the first one", ByPair((_, key) => key)),
        ]);

        Tensor ByPair(Func<long, long, long> distance)
        {
            var values = new float[heads * seq * seq];
            for (var head = 0L; head < heads; head++)
                for (var query = 0L; query < seq; query++)
                    for (var key = 0L; key < seq; key++)
                        values[(head * seq + query) * seq + key] = bias[head, distance(query, key) + seq - 1].item<float>();
            return tensor(values, [heads, seq, seq]);
        }
    }

    [ExerciseFact("0.0.42")]
    public void BiasOfTheExampleOnThePage() =>
        RelativePositions.RelativeBias(tensor(new float[] { 10, 20, 30, 40, 50 }, [1, 5]), 3).Should().BeCloseTo(
            tensor(new float[] { 30, 40, 50, 20, 30, 40, 10, 20, 30 }, [1, 3, 3]), axes: "head query key", tolerance: 0);
}
