using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Prerequisites;

public class SimilarityTests
{
    // Numbers of size 1 in float32, a sum of a few squares and a division: errors of some 1e-7.
    private const double Tolerance = 1e-5;

    [ExerciseTheory("0.0.14")]
    [InlineData(4, 4, false)]
    [InlineData(1, 5, false)]
    [InlineData(3, 1, false)]
    [InlineData(5, 7, true)]
    public void RowsHaveLengthOne(long rows, long columns, bool view)
    {
        var x = Some.Numbers(view, rows, columns);
        using var unchanged = Inputs.MustStayUnchanged(x);
        Similarity.UnitRows(x).Should().BeCloseTo(
            nn.functional.normalize(x, 2, 1), axes: "row column", tolerance: Tolerance, mistakes: UnitRowsMistakes(x));
    }

    [ExerciseFact("0.0.14")]
    public void RowsOfTheExampleOnThePage()
    {
        var x = tensor(new float[] { 3, 4, 0, -2 }, [2, 2]);
        Similarity.UnitRows(x).Should().BeCloseTo(
            tensor(new float[] { 0.6f, 0.8f, 0, -1 }, [2, 2]), axes: "row column", tolerance: Tolerance,
            mistakes: UnitRowsMistakes(x));
    }

    [ExerciseTheory("0.0.15")]
    [InlineData(4, 4, false)]
    [InlineData(1, 5, false)]
    [InlineData(3, 1, false)]
    [InlineData(5, 7, true)]
    public void SimilaritiesAreCosines(long rows, long columns, bool view)
    {
        var x = Some.Numbers(view, rows, columns);
        using var unchanged = Inputs.MustStayUnchanged(x);
        var wanted = nn.functional.cosine_similarity(x.unsqueeze(1), x.unsqueeze(0), 2);
        var centred = x - x.mean([1], keepdim: true);
        var columnUnit = nn.functional.normalize(x, 2, 0);
        Similarity.CosineSimilarities(x).Should().BeCloseTo(wanted, axes: "row other", tolerance: Tolerance, mistakes:
        [
            ("these are plain inner products: divide by the lengths of both rows", x.mm(x.t())),
            ("only one of the two rows was divided by its length", nn.functional.normalize(x, 2, 1).mm(x.t())),
            ("the columns were compared, not the rows", columnUnit.t().mm(columnUnit)),
            ("the columns were divided by their lengths, not the rows", columnUnit.mm(columnUnit.t())),
            ("the inner products were divided by the squares of the lengths; take the root of the sums of squares",
                wanted / (x.norm(1, keepdim: true) * x.norm(1))),
            ("each row was compared with itself only: in an `Einsum`, its two rows need two names", wanted.diagonal()),
            ("these are correlations: do not subtract the mean of each row",
                nn.functional.cosine_similarity(centred.unsqueeze(1), centred.unsqueeze(0), 2)),
            ("the absolute value was taken: rows in opposite directions have -1", wanted.abs()),
        ]);
    }

    private static IEnumerable<(string, Tensor)> UnitRowsMistakes(Tensor x) =>
    [
        ("the columns have length 1, not the rows", nn.functional.normalize(x, 2, 0)),
        ("each row was divided by the sum of its squares; take the square root of it",
            x / x.square().sum(dim: 1, keepdim: true)),
        ("each row was divided by the sum of its elements, which makes the sum 1, not the length",
            x / x.sum(dim: 1, keepdim: true)),
        ("each row was divided by the sum of its absolute values, which is another kind of length",
            nn.functional.normalize(x, 1, 1)),
        ("everything was divided by one length; each row has its own", x / x.norm()),
        ("each row was divided by its largest element, which is another kind of length",
            x / x.abs().amax([1], keepdim: true)),
        ("each row was divided by the root of the mean of its squares; take the root of their sum",
            x / x.square().mean([1], keepdim: true).sqrt()),
        .. x.shape[0] == x.shape[1]
            ? [("the rows' lengths were laid along the columns: keep the reduced axis (`keepdim: true`)",
                x / x.square().sum(dim: 1).sqrt())]
            : Array.Empty<(string, Tensor)>(),
    ];
}
