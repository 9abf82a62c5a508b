using Arena.Testing;
using TorchSharp.Modules;
using static TorchSharp.torch;
using Some = Arena.Fundamentals.Prerequisites.Some;

namespace Arena.Fundamentals.Optimisation;

public class MuonTests
{
    [ExerciseTheory("0.2.24")]
    [InlineData(3, 5, false)]
    [InlineData(5, 3, false)]
    [InlineData(4, 4, true)]
    [InlineData(1, 6, false)]
    [InlineData(6, 1, true)]
    [InlineData(1, 1, false)]
    public void SingularValuesGoThroughThePolynomial(long rows, long columns, bool view)
    {
        var matrix = Some.Numbers(view, rows, columns).to(float64) * 3;
        using var unchanged = Inputs.MustStayUnchanged(matrix);
        NewtonSchulz.Orthogonalise(matrix).Should().BeCloseTo(
            Wanted(matrix, 5), tolerance: 1e-6, axes: "row column", mistakes:
        [
            ("there is one round too few", Wanted(matrix, 4)),
            ("there is one round too many", Wanted(matrix, 6)),
            ("the matrix was not divided by its Frobenius norm first", Wanted(matrix, 5, divide: false)),
            ("the matrix lies on its side: turn it back at the end", Wanted(matrix, 5).t()),
            ("the sign is the other way round", -Wanted(matrix, 5)),
        ]);
    }

    [ExerciseTheory("0.2.24")]
    [InlineData(8, 20)]
    [InlineData(20, 8)]
    public void SingularValuesAreAroundOne(long rows, long columns)
    {
        var matrix = Some.Numbers(false, rows, columns);
        var values = linalg.svdvals(NewtonSchulz.Orthogonalise(matrix));
        values.Should().HaveDtype(float32);
        Assert.True(
            values.min().item<float>() > 0.65 && values.max().item<float>() < 1.25,
            $"The singular values are {values.min().item<float>():0.00} to {values.max().item<float>():0.00}; they "
                + "should be around 1.");
    }

    [ExerciseFact("0.2.24")]
    public void WhatIsTinyIsDividedByHardlyMoreThanThat()
    {
        var matrix = Some.Numbers(false, 2, 3).to(float64) * 1e-8;
        NewtonSchulz.Orthogonalise(matrix).Should().BeCloseTo(
            Wanted(matrix, 5), tolerance: 1e-6, axes: "row column",
            mistakes: [("10⁻⁷ is missing in the divisor", Wanted(matrix, 5, plus: 0))]);
    }

    [ExerciseFact("0.2.24")]
    public void NothingStaysNothing() => NewtonSchulz.Orthogonalise(zeros(2, 3)).Should().BeCloseTo(
        zeros(2, 3), tolerance: 0, axes: "row column",
        mistakes: [("10⁻⁷ is missing in the divisor", full(2, 3, float.NaN))]);

    [ExerciseTheory("0.2.25")]
    [InlineData(0.95, 1)]
    [InlineData(0.95, 5)]
    [InlineData(0.5, 4)]
    [InlineData(0, 3)]
    public void StepsAreEquallyLongInAllDirections(double momentum, int steps) => OptimiserTest.IsLike(
        x => new Muon(x, 0.05, momentum), Net.After(steps, 0.05, Step(momentum), onlyMatrices: true), steps, 0.05,
        [
            ("momentum is missing", Step(0)),
            ("the gradient is weighted with 1 − μ, or the orthogonal steps are averaged: the momentum comes first",
                (w, g, v, _, _, rate) => w.sub_(rate * Stretch(w) * v.mul_(momentum).add_(Wanted(g, 5)))),
            ("the step is not stretched for tall matrices: √max(1, rows / columns)",
                (w, g, v, _, _, rate) => w.sub_(rate * Wanted(v.mul_(momentum).add_(g), 5))),
            ("the root is missing: √max(1, rows / columns)",
                (w, g, v, _, _, rate) => w.sub_(rate * Math.Pow(Stretch(w), 2) * Wanted(v.mul_(momentum).add_(g), 5))),
            ("steps of wide matrices are shortened; the stretch is never below 1", (w, g, v, _, _, rate) =>
                w.sub_(rate * Math.Sqrt((double)w.shape[0] / w.shape[1]) * Wanted(v.mul_(momentum).add_(g), 5))),
            ("rows and columns have changed places", (w, g, v, _, _, rate) =>
                w.sub_(rate * Math.Sqrt(Math.Max(1, (double)w.shape[1] / w.shape[0]))
                    * Wanted(v.mul_(momentum).add_(g), 5))),
            ("whole numbers were divided", (w, g, v, _, _, rate) =>
                w.sub_(rate * Math.Sqrt(Math.Max(1, w.shape[0] / w.shape[1])) * Wanted(v.mul_(momentum).add_(g), 5))),
        ], onlyMatrices: true);

    [ExerciseFact("0.2.25")]
    public void ItHasThePublishedDefaults() => OptimiserTest.IsLike(
        x => new Muon(x), Net.After(4, 0.02, Step(0.95), onlyMatrices: true), 4, onlyMatrices: true);

    [ExerciseTheory("0.2.25")]
    [InlineData(new long[] { 3 })]
    [InlineData(new long[] { 2, 3, 4 })]
    [InlineData(new long[0])]
    public void OnlyMatricesAreTaken(long[] shape)
    {
        var attempt = () => new Muon([new Parameter(ones(2, 2)), new Parameter(ones(shape))]);
        attempt.Should().Throw<ArgumentException>("biases and convolutions need another optimiser");
    }

    private static Net.Rule Step(double momentum) => (w, g, v, _, _, rate) =>
        w.sub_(rate * Stretch(w) * Wanted(v.mul_(momentum).add_(g), 5));

    private static double Stretch(Tensor w) => w.shape[0] > w.shape[1] ? Math.Sqrt(w.shape[0] / (double)w.shape[1]) : 1;

    // The products only ever change the singular values: each goes through a x + b x³ + c x⁵, round after round.
    private static Tensor Wanted(Tensor matrix, int rounds, bool divide = true, double plus = 1e-7)
    {
        var (u, s, v) = linalg.svd(matrix, fullMatrices: false);
        if (divide) s = s / (s.norm() + plus);
        for (var i = 0; i < rounds; i++) s = s * 3.4445 - s.pow(3) * 4.775 + s.pow(5) * 2.0315;
        return u.matmul(diag(s)).matmul(v);
    }
}
