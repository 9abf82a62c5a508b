using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Prerequisites;

public class ClassificationTests
{
    private const float Infinity = float.PositiveInfinity;

    // Scores of size 1 in float32: exponentials, a sum of a few and a logarithm are off by some 1e-6.
    private const double Tolerance = 1e-5;

    // Scores of size 1e4 have float32 steps of 1e-3, and so have logarithms of that size.
    private const double LargeTolerance = 2e-3;

    // Far apart, equal, and masked out: naive exponentials overflow to ∞ or vanish to 0 in each of these rows.
    private static Tensor ExtremeScores() => tensor(
        new float[] { 1e4f, 1e4f, 9990, -1e4f, -1e4f, -9990, 1e4f, 0, -1e4f, -Infinity, 2, 1, 500, -Infinity, -Infinity },
        [5, 3]);

    [ExerciseTheory("0.0.23")]
    [InlineData(4, 4, false)]
    [InlineData(1, 3, false)]
    [InlineData(9, 2, false)]
    [InlineData(11, 5, true)]
    public void AccuracyIsTheShareOfRightAnswers(long items, long classes, bool view)
    {
        var (scores, labels) = (Some.Numbers(view, items, classes), Some.Indices(view, classes, items));
        // Half of the items get the label that has the highest score.
        for (var item = 0L; item < items; item += 2) labels[item] = scores[item].argmax();
        // And one gets the label that has the lowest, so that looking for that one gives more than 0.
        if (items > 3) labels[3] = scores[3].argmin();
        using var unchanged = Inputs.MustStayUnchanged(scores, labels);
        var right = Enumerable.Range(0, (int)items).Count(item =>
            Enumerable.Range(0, (int)classes).MaxBy(c => scores[item, c].item<float>()) == labels[item].item<long>());
        var wanted = tensor((double)right / items);
        Classification.Accuracy(scores, labels).to(float64).Should().BeCloseTo(wanted, tolerance: 1e-6, mistakes:
        [
            ("this is the share of wrong answers", 1 - wanted),
            ("this is how many are right; divide by the number of items", wanted * items),
            ("the lowest score was taken, not the highest", scores.argmin(1).eq(labels).to(float64).mean()),
            ("nothing was counted as right, or the fraction was lost in a division of whole numbers", wanted.floor()),
            ("every prediction was compared with every label: give both the same axes",
                scores.argmax(1, keepdim: true).eq(labels).to(float64).mean()),
            ("the number of right answers was divided by the number of classes", wanted * items / classes),
            .. items == classes
                ? [("for each class the item with the highest score was looked for; look for the class of each item",
                    scores.argmax(0).eq(labels).to(float64).mean())]
                : Array.Empty<(string, Tensor)>(),
        ]);
    }

    [ExerciseTheory("0.0.24")]
    [InlineData(4, 4, false)]
    [InlineData(1, 3, false)]
    [InlineData(3, 1, false)]
    [InlineData(5, 7, true)]
    public void LogSumExpOfOrdinaryScores(long items, long classes, bool view)
    {
        var scores = Some.Numbers(view, items, classes);
        using var unchanged = Inputs.MustStayUnchanged(scores);
        var wanted = scores.logsumexp(1);
        Classification.LogSumExp(scores).Should().BeCloseTo(wanted, axes: "item", tolerance: Tolerance, mistakes:
        [
            ("the highest score was subtracted, but not added again at the end", wanted - scores.amax([1])),
            ("the highest score was subtracted twice instead of being added again", wanted - 2 * scores.amax([1])),
            ("the exponentials were averaged, not added up", wanted - Math.Log(classes)),
            ("this is the sum of the exponentials: take its logarithm", scores.exp().sum(dim: 1)),
            ("the sum was added to the highest score without taking its logarithm",
                scores.amax([1]) + (wanted - scores.amax([1])).exp()),
            ("this is the highest score alone", scores.amax([1])),
            .. items == classes
                ? [("the sum runs over the items; it should run over the classes", scores.logsumexp(0))]
                : Array.Empty<(string, Tensor)>(),
        ]);
    }

    [ExerciseFact("0.0.24")]
    public void LogSumExpOfExtremeScores()
    {
        var scores = ExtremeScores();
        using var unchanged = Inputs.MustStayUnchanged(scores);
        var (small, one) = (Math.Exp(-10), Math.Exp(-1));
        var wanted = tensor(new double[]
        {
            1e4 + Math.Log(2 + small), -9990 + Math.Log(1 + 2 * small), 1e4, 2 + Math.Log(1 + one), 500,
        }).to(float32);
        Classification.LogSumExp(scores).Should().BeCloseTo(wanted, axes: "item", tolerance: LargeTolerance, mistakes:
        [
            ("the highest score was subtracted, but not added again at the end", wanted - scores.amax([1])),
            ("this is the sum of the exponentials: take its logarithm", scores.exp().sum(dim: 1)),
            ("the exponentials overflowed to ∞ or vanished to 0: subtract each row's highest score first",
                scores.exp().sum(dim: 1).log()),
            ("one highest score was subtracted from all rows: each row has its own",
                1e4f + (scores - 1e4f).exp().sum(dim: 1).log()),
        ]);
    }

    [ExerciseTheory("0.0.25")]
    [InlineData(4, 4, false)]
    [InlineData(1, 3, false)]
    [InlineData(3, 1, false)]
    [InlineData(5, 7, true)]
    public void SoftmaxOfOrdinaryScores(long items, long classes, bool view)
    {
        var scores = Some.Numbers(view, items, classes);
        using var unchanged = Inputs.MustStayUnchanged(scores);
        Classification.Softmax(scores).Should().BeCloseTo(
            nn.functional.softmax(scores, 1), axes: "item class", tolerance: Tolerance,
            mistakes: SoftmaxMistakes(scores));
    }

    [ExerciseFact("0.0.25")]
    public void SoftmaxOfExtremeScores()
    {
        var scores = ExtremeScores();
        using var unchanged = Inputs.MustStayUnchanged(scores);
        var (small, one) = (Math.Exp(-10), Math.Exp(-1));
        var wanted = tensor(new double[]
        {
            1 / (2 + small), 1 / (2 + small), small / (2 + small),
            small / (1 + 2 * small), small / (1 + 2 * small), 1 / (1 + 2 * small),
            1, 0, 0,
            0, 1 / (1 + one), one / (1 + one),
            1, 0, 0,
        }, [5, 3]).to(float32);
        Classification.Softmax(scores).Should().BeCloseTo(wanted, axes: "item class", tolerance: Tolerance, mistakes:
        [
            .. SoftmaxMistakes(scores),
            ("the exponentials overflowed to ∞ or vanished to 0: subtract each row's highest score first",
                scores.exp() / scores.exp().sum(dim: 1, keepdim: true)),
            ("one highest score was subtracted from all rows: each row has its own",
                (scores - 1e4f).exp() / (scores - 1e4f).exp().sum(dim: 1, keepdim: true)),
        ]);
    }

    [ExerciseTheory("0.0.26")]
    [InlineData(4, 4, false)]
    [InlineData(1, 3, false)]
    [InlineData(3, 1, false)]
    [InlineData(5, 7, true)]
    public void LogSoftmaxOfOrdinaryScores(long items, long classes, bool view)
    {
        var scores = Some.Numbers(view, items, classes);
        using var unchanged = Inputs.MustStayUnchanged(scores);
        Classification.LogSoftmax(scores).Should().BeCloseTo(
            nn.functional.log_softmax(scores, 1), axes: "item class", tolerance: Tolerance,
            mistakes: LogSoftmaxMistakes(scores));
    }

    [ExerciseFact("0.0.26")]
    public void LogSoftmaxOfExtremeScores()
    {
        var scores = ExtremeScores();
        using var unchanged = Inputs.MustStayUnchanged(scores);
        var (two, some, last) = (Math.Log(2 + Math.Exp(-10)), Math.Log(1 + 2 * Math.Exp(-10)), Math.Log(1 + Math.Exp(-1)));
        var wanted = tensor(new double[]
        {
            -two, -two, -10 - two,
            -10 - some, -10 - some, -some,
            0, -1e4, -2e4,
            double.NegativeInfinity, -last, -1 - last,
            0, double.NegativeInfinity, double.NegativeInfinity,
        }, [5, 3]).to(float32);
        // Where the scores themselves are rounded to 1e-3 their differences are still exact here.
        Classification.LogSoftmax(scores).Should().BeCloseTo(
            wanted, axes: "item class", tolerance: LargeTolerance, mistakes:
        [
            .. LogSoftmaxMistakes(scores),
            ("a probability vanished to 0 before its logarithm was taken: work with logarithms all the way",
                nn.functional.softmax(scores, 1).log()),
            ("the exponentials overflowed to ∞ or vanished to 0: subtract each row's highest score first",
                scores - scores.exp().sum(dim: 1, keepdim: true).log()),
        ]);
    }

    [ExerciseTheory("0.0.27")]
    [InlineData(4, 4, false)]
    [InlineData(1, 3, false)]
    [InlineData(3, 1, false)]
    [InlineData(5, 7, true)]
    public void CrossEntropyOfOrdinaryScores(long items, long classes, bool view)
    {
        var (scores, labels) = (Some.Numbers(view, items, classes), Some.Indices(view, classes, items));
        using var unchanged = Inputs.MustStayUnchanged(scores, labels);
        var wanted = nn.functional.cross_entropy(scores, labels, reduction: nn.Reduction.None);
        Classification.CrossEntropy(scores, labels).Should().BeCloseTo(
            wanted, axes: "item", tolerance: Tolerance, mistakes: CrossEntropyMistakes(scores, labels, wanted));
    }

    [ExerciseFact("0.0.27")]
    public void CrossEntropyOfExtremeScores()
    {
        var scores = tensor(new float[] { 1e4f, 0, -1e4f, 1e4f, 0, -1e4f, -1e4f, -1e4f, -1e4f }, [3, 3]);
        var labels = tensor(new long[] { 0, 2, 1 });
        using var unchanged = Inputs.MustStayUnchanged(scores, labels);
        var wanted = tensor(new float[] { 0, 2e4f, (float)Math.Log(3) });
        Classification.CrossEntropy(scores, labels).Should().BeCloseTo(
            wanted, axes: "item", tolerance: LargeTolerance, mistakes:
        [
            .. CrossEntropyMistakes(scores, labels, wanted),
            ("a probability vanished to 0 before its logarithm was taken: work with logarithms all the way",
                -nn.functional.softmax(scores, 1).log().gather(1, labels.unsqueeze(1)).squeeze(1)),
            ("the exponentials overflowed to ∞ or vanished to 0: subtract each row's highest score first",
                -(scores - scores.exp().sum(dim: 1, keepdim: true).log()).gather(1, labels.unsqueeze(1)).squeeze(1)),
        ]);
    }

    private static Tensor Shifted(Tensor scores) => scores - scores.max(1, keepdim: true).values;

    private static IEnumerable<(string, Tensor)> SoftmaxMistakes(Tensor scores) =>
    [
        ("the probabilities add up to 1 over the items; they should over the classes",
            nn.functional.softmax(scores, 0)),
        ("the probabilities add up to 1 over the whole tensor; they should in each row",
            nn.functional.softmax(scores.flatten(), 0).reshape(scores.shape)),
        ("these are exponentials: divide by their sum", scores.exp()),
        ("these are exponentials: divide by their sum", Shifted(scores).exp()),
        ("the scores were divided by their sum without taking exponentials",
            scores / scores.sum(dim: 1, keepdim: true)),
        ("the scores have the wrong sign: the highest score should get the highest probability",
            nn.functional.softmax(-scores, 1)),
        .. scores.shape[0] == scores.shape[1]
            ? [("the rows' highest scores were laid along the classes: keep the reduced axis (`keepdim: true`)",
                nn.functional.normalize((scores - scores.amax([1])).exp(), 1, 1))]
            : Array.Empty<(string, Tensor)>(),
    ];

    private static IEnumerable<(string, Tensor)> LogSoftmaxMistakes(Tensor scores) =>
    [
        ("the sum runs over the items; it should run over the classes", nn.functional.log_softmax(scores, 0)),
        ("the sum runs over the whole tensor; it should run over each row", scores - scores.flatten().logsumexp(0)),
        ("the sign is the other way round: logarithms of probabilities are never positive",
            -nn.functional.log_softmax(scores, 1)),
        ("these are probabilities: take their logarithms", nn.functional.softmax(scores, 1)),
        ("the highest score was subtracted a second time",
            nn.functional.log_softmax(scores, 1) - scores.amax([1], keepdim: true)),
        ("the highest score was subtracted from the exponents, but not from the scores themselves",
            nn.functional.log_softmax(scores, 1) + scores.amax([1], keepdim: true)),
        ("the sum of the exponentials was subtracted without taking its logarithm",
            nn.functional.log_softmax(scores, 1) + Shifted(scores).logsumexp(1, keepdim: true)
                - Shifted(scores).exp().sum(dim: 1, keepdim: true)),
    ];

    private static IEnumerable<(string, Tensor)> CrossEntropyMistakes(Tensor scores, Tensor labels, Tensor wanted) =>
    [
        ("the sign is the other way round: a loss is never negative", -wanted),
        ("this is the mean over the items; each item has its own loss", wanted.mean().expand(wanted.shape[0])),
        ("these are probabilities of the right classes: take minus their logarithms", (-wanted).exp()),
        ("these are minus the scores of the right classes: turn scores into logarithms of probabilities first",
            -scores.gather(1, labels.unsqueeze(1)).squeeze(1)),
        ("this is the loss of the class with the highest score, not of the right class",
            nn.functional.cross_entropy(scores, scores.argmax(1), reduction: nn.Reduction.None)),
        .. wanted.shape[0] > 1
            ? [
                ("this is the mean over the items; each item has its own loss", wanted.mean()),
                ("this is the sum over the items; each item has its own loss", wanted.sum()),
                ("each item got the column of every label; it should get that of its own (`gather`)",
                    -nn.functional.log_softmax(scores, 1).index_select(1, labels)),
            ]
            : Array.Empty<(string, Tensor)>(),
        .. scores.shape[0] == scores.shape[1]
            ? [("the labels were taken as rows; they name columns (`gather` along axis 1)",
                -nn.functional.log_softmax(scores, 1).gather(0, labels.unsqueeze(0)).squeeze(0))]
            : Array.Empty<(string, Tensor)>(),
    ];
}
