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

    [Fact]
    public void Every_diagnosis_is_produced_in_at_least_two_shapes() =>
        WrongAnswers.All.SelectMany(wrong => wrong.Shapes.Select(_ => wrong.Diagnosis)).CountBy(name => name)
            .Where(count => count.Value >= 2).Select(count => count.Key)
            .Should().BeEquivalentTo(Doctor.All.Concat(Doctor.LastResorts).Select(d => d.GetType().Name));

    private static Comparison Compare(Tensor actual, Tensor expected, string axes) =>
        new(Values.Of(actual), Values.Of(expected), Tolerance, axes.Split(' '));
}
