using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Prerequisites;

public class SquigglesTests
{
    // Sums and differences of a few numbers of size 1 in float32.
    private const double Tolerance = 1e-5;

    [ExerciseTheory("0.0.43")]
    [InlineData(3, 3, false)]
    [InlineData(1, 5, false)]
    [InlineData(4, 1, false)]
    [InlineData(2, 6, true)]
    public void RowsAndColumnsAreCentred(long rows, long columns, bool view)
    {
        var x = Some.Numbers(view, rows, columns) + 2;
        if (view) x = Some.AsView(x);
        using var unchanged = Inputs.MustStayUnchanged(x);
        Squiggles.CentreBoth(x).Should().BeCloseTo(
            Centred(rows).mm(x).mm(Centred(columns)), axes: "row column", tolerance: Tolerance, mistakes: Mistakes(x));
    }

    [ExerciseFact("0.0.43")]
    public void BothMeansOfTheExampleOnThePage()
    {
        var x = tensor(new float[] { 1, 2, 6, 3, 8, 4 }, [2, 3]);
        Squiggles.CentreBoth(x).Should().BeCloseTo(
            tensor(new float[] { 0, -2, 2, 0, 2, -2 }, [2, 3]), axes: "row column", tolerance: Tolerance,
            mistakes: Mistakes(x));
    }

    [ExerciseTheory("0.0.44")]
    [InlineData(2, 3, 3, 3, 3, false)]
    [InlineData(1, 2, 1, 5, 4, false)]
    [InlineData(3, 1, 4, 2, 7, false)]
    [InlineData(2, 4, 5, 3, 2, true)]
    public void ScoresAreInnerProducts(long batch, long heads, long queries, long keys, long size, bool view)
    {
        var q = Some.Numbers(view, batch, heads, queries, size);
        var k = Some.Numbers(view, batch + 1, heads, keys, size).narrow(0, 1, batch);
        using var unchangedQueries = Inputs.MustStayUnchanged(q);
        using var unchangedKeys = Inputs.MustStayUnchanged(k);
        var wanted = Scores(q, k);
        Squiggles.AttentionScores(q, k).Should().BeCloseTo(
            wanted, axes: "batch head query key", tolerance: Tolerance, mistakes: Mistakes(wanted, q, k));
    }

    [ExerciseFact("0.0.44")]
    public void ScoresOfTheExampleOnThePage()
    {
        var q = tensor(new float[] { 1, 2, 3, 4 }, [1, 1, 1, 4]);
        var k = tensor(new float[] { 1, 1, 1, 1, 2, 0, 0, 1, 0, 0, 4, 0 }, [1, 1, 3, 4]);
        var wanted = tensor(new float[] { 5, 3, 6 }, [1, 1, 1, 3]);
        Squiggles.AttentionScores(q, k).Should().BeCloseTo(
            wanted, axes: "batch head query key", tolerance: Tolerance, mistakes: Mistakes(wanted, q, k));
    }

    // I - 1/n: a product with it takes the mean away.
    private static Tensor Centred(long size) => eye(size) - full(size, size, 1f / size);

    private static Tensor Scores(Tensor q, Tensor k)
    {
        var scores = zeros(q.shape[0], q.shape[1], q.shape[2], k.shape[2]);
        for (var query = 0L; query < q.shape[2]; query++)
            for (var key = 0L; key < k.shape[2]; key++)
                scores.select(3, key).select(2, query)
                    .copy_((q.select(2, query) * k.select(2, key)).sum(dim: 2) / Math.Sqrt(q.shape[3]));
        return scores;
    }

    private static IEnumerable<(string, Tensor)> Mistakes(Tensor x)
    {
        var (rows, columns, all) = (x.mean([1], keepdim: true), x.mean([0], keepdim: true), x.mean());
        yield return ("the mean of all was taken away twice, with the rows' and with the columns': add it once",
            x - rows - columns);
        yield return ("the mean of all was taken away three times: add it instead", x - rows - columns - all);
        yield return ("only the columns were centred", x - columns);
        yield return ("only the rows were centred", x - rows);
        yield return ("the sums of the columns were taken away, not their means",
            x - rows - x.sum(dim: 0, keepdim: true) + all);
        if (x.shape[0] == x.shape[1])
            yield return ("the rows' means were laid along the columns: keep the reduced axis (`keepdim: true`)",
                x - x.mean([1]) - columns + all);
    }

    private static IEnumerable<(string, Tensor)> Mistakes(Tensor wanted, Tensor q, Tensor k)
    {
        var root = Math.Sqrt(q.shape[3]);
        yield return ("the scores were not divided by the root of d_head", wanted * root);
        yield return ("the scores were divided by d_head; take its root", wanted / root);
        yield return ("the scores were multiplied by the root of d_head: divide by it", wanted * root * root);
        yield return ("the scores were divided by the root of the number of keys, not by that of d_head",
            wanted * root / Math.Sqrt(k.shape[2]));
        yield return ("queries and keys changed places", wanted.transpose(2, 3));
    }
}
