using Arena.Testing.Comparing;
using static TorchSharp.torch;

namespace Arena.Testing.Tests.Comparing;

public class DiagnosisTests
{
    private const double Tolerance = 1e-5;

    [Theory]
    [MemberData(nameof(WrongAnswers.Rows), MemberType = typeof(WrongAnswers))]
    public void A_wrong_answer_gets_its_diagnosis_and_no_other(int index, int which)
    {
        var (wrong, actual, expected) = WrongAnswers.Of(index, which);
        var comparison = Compare(actual, expected, wrong.Axes);

        var spoke = Doctor.All.Where(diagnosis => diagnosis.Of(comparison) is not null).Select(d => d.GetType().Name);

        Doctor.Diagnose(comparison).Should().Contain(sentence => sentence.Contains(wrong.Says));
        spoke.Should().BeEquivalentTo(
            wrong.Diagnosis is "OtherOrder" or "OnlyFirstRight" ? [] : [wrong.Diagnosis, .. wrong.Also]);
    }

    [Theory]
    [MemberData(nameof(WrongAnswers.Rows), MemberType = typeof(WrongAnswers))]
    public void The_right_answer_gets_none(int index, int which)
    {
        var (wrong, _, expected) = WrongAnswers.Of(index, which);

        Doctor.Diagnose(Compare(expected.clone(), expected, wrong.Axes)).Should().BeEmpty();
        Difference.Of(expected.clone(), expected, Tolerance, names: null, []).Should().BeNull();
    }

    [Theory]
    [MemberData(nameof(WrongAnswers.Rows), MemberType = typeof(WrongAnswers))]
    public void Noise_gets_none(int index, int which)
    {
        var (wrong, _, expected) = WrongAnswers.Of(index, which);
        var right = Values.Of(expected);
        var noise = new Random(index).NextDouble;

        var comparison = new Comparison(right.Map(value => double.IsFinite(value) ? 4 * noise() - 2 : value), right,
            Tolerance, wrong.Axes.Split(' '));

        Doctor.Diagnose(comparison).Should().BeEmpty();
    }

    [Theory]
    [MemberData(nameof(WrongAnswers.Rows), MemberType = typeof(WrongAnswers))]
    public void One_more_wrong_element_silences_what_claims_every_value(int index, int which)
    {
        var (wrong, actual, expected) = WrongAnswers.Of(index, which);
        if (actual.shape.Length == 0 || actual.dtype != ScalarType.Float32) return;
        var worse = actual.clone();
        var middle = worse.shape.Select(size => TensorIndex.Single(size / 2)).ToArray();
        worse[middle] = tensor(123.456f);

        Doctor.Diagnose(Compare(worse, expected, wrong.Axes)).Should()
            .NotContain(sentence => sentence.StartsWith("Every value") || sentence.StartsWith("The values are right"));
    }

    [Fact]
    public void Rounding_gets_none()
    {
        var symmetric = tensor(new float[,] { { 1, 2, 3 }, { 2, 4, 5 }, { 3, 5, 6 } });
        var rounded = symmetric * 1.000001f;

        Doctor.Diagnose(new Comparison(Values.Of(rounded), Values.Of(symmetric), tolerance: 0, names: null)).Should()
            .BeEmpty();
    }

    /// <summary>Too few values, or too uniform ones, to be sure: the diagnosis, is, should be.</summary>
    public static TheoryData<string, double[], double[], long[]> Unsure => new()
    {
        // One wrong value at the edge is a wrong value, no loop that ends too early.
        { "EdgeWrong", [1, 2, 3, 4, 5, 6, 7, 8, 90], [1, 2, 3, 4, 5, 6, 7, 8, 9], [3, 3] },
        // Of 0 and 1 in turn, moved and inverted look the same.
        { "Shifted", [1, 0, 1, 0, 1, 0], [0, 1, 0, 1, 0, 1], [6] },
        // Two values have some ratio in one case of many; only a known factor says more.
        { "ConstantRatio", [1.37, 2.74], [1, 2], [2] },
        { "ConstantOffset", [1.37, 2.37], [1, 2], [2] },
        { "WrongTriangle", [1, 2, 0, 3], [1, 0, 2, 3], [2, 2] },
    };

    [Theory]
    [MemberData(nameof(Unsure))]
    public void A_diagnosis_that_is_not_sure_says_nothing(
        string name, double[] actual, double[] expected, long[] shape) =>
        Doctor.All.Single(diagnosis => diagnosis.GetType().Name == name)
            .Of(new Comparison(new Values(shape, actual), new Values(shape, expected), Tolerance, names: null))
            .Should().BeNull();

    [Fact]
    public void An_offset_is_found_behind_an_infinite_value() =>
        Doctor.Diagnose(Compare(
            tensor(new[] { float.NegativeInfinity, 4, 6, 11 }), tensor(new[] { float.NegativeInfinity, 1, 3, 8 }), "key"))
            .Should().Contain("Every value is 3 too large.");

    [Fact]
    public void One_value_is_no_slice() =>
        Doctor.Diagnose(Compare(tensor(new[] { 1, float.NaN, 3 }), tensor(new[] { 1f, 2, 3 }), "key"))
            .Should().ContainSingle().Which.Should().StartWith("1 value of 3 is NaN, first at [key 1]:");

    [Fact]
    public void No_more_than_three_sentences_are_said()
    {
        var expected = tensor(new float[,] { { 0, 1, -1 }, { 0, 1, -1 }, { 0, 1, 1 } });
        var comparison = Compare(expected.abs(), expected, "week day");

        Doctor.All.Count(diagnosis => diagnosis.Of(comparison) is not null).Should().BeGreaterThan(3);
        Doctor.Diagnose(comparison).Should().HaveCount(3);
    }

    [Fact]
    public void Every_diagnosis_is_produced_in_at_least_two_shapes() =>
        WrongAnswers.All.SelectMany(wrong => wrong.Shapes.Select(_ => wrong.Diagnosis)).CountBy(name => name)
            .Where(count => count.Value >= 2).Select(count => count.Key)
            .Should().BeEquivalentTo(Doctor.All.Concat(Doctor.LastResorts).Select(d => d.GetType().Name));

    private static Comparison Compare(Tensor actual, Tensor expected, string axes) =>
        new(Values.Of(actual), Values.Of(expected), Tolerance, axes.Split(' '));
}
