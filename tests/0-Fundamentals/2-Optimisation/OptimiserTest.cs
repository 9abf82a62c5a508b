using Arena.Testing;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Optimisation;

/// <summary>How an optimiser is compared with another.</summary>
internal static class OptimiserTest
{
    // In float64, where another order of the same operations makes a difference of some 10⁻¹⁶ a step; the gradients do
    // not make it grow by more than a factor of thousands in the few steps of a test.
    private const double Tolerance = 1e-10;

    /// <summary>The optimiser under test leaves the numbers that it should leave.</summary>
    /// <param name="make">Makes it.</param>
    /// <param name="wanted">Libtorch's own.</param>
    /// <param name="steps">How many steps they take.</param>
    /// <param name="mistakes">Rules that are wrong, for <paramref name="rate"/>.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="others">What other mistakes lead to.</param>
    public static void IsLike(
        Func<IReadOnlyList<Parameter>, Optimiser> make, Func<IReadOnlyList<Parameter>, optim.Optimizer> wanted,
        int steps, double rate = 0, IEnumerable<(string Mistake, Net.Rule Rule)>? mistakes = null,
        IEnumerable<(string Mistake, Tensor Value)>? others = null) =>
        IsLike(make, Net.After(steps, x => [wanted(x)]), steps, rate,
            mistakes, [("the learning rate of the first steps was kept: ask LearningRate in every step",
                Net.After(steps, x => [wanted(x)], halves: false)), .. others ?? []]);

    /// <summary>The optimiser under test leaves these numbers.</summary>
    public static void IsLike(
        Func<IReadOnlyList<Parameter>, Optimiser> make, Tensor wanted, int steps, double rate = 0,
        IEnumerable<(string Mistake, Net.Rule Rule)>? mistakes = null,
        IEnumerable<(string Mistake, Tensor Value)>? others = null, bool onlyMatrices = false)
    {
        var net = Net.Make(onlyMatrices);
        using var optimiser = MadeInAScope(make, net);
        net.Train(optimiser, steps).Should().BeCloseTo(wanted, Tolerance, axes: "number", mistakes:
        [
            ("no parameter has moved: change them in place", Net.Make(onlyMatrices).Numbers()),
            .. others ?? [],
            .. (mistakes ?? []).Select(x => (x.Mistake, Net.After(steps, rate, x.Rule, onlyMatrices))),
        ]);
    }

    /// <summary>In float32 too; there the numbers are exact to 10⁻⁷ each step.</summary>
    public static void IsLikeInSinglePrecision(
        Func<IReadOnlyList<Parameter>, Optimiser> make, Func<IReadOnlyList<Parameter>, optim.Optimizer> wanted)
    {
        var net = Net.Make(dtype: float32);
        using var optimiser = MadeInAScope(make, net);
        net.Train(optimiser, 5).Should().BeCloseTo(
            Net.After(5, x => [wanted(x)], dtype: float32), 1e-5, axes: "number");
    }

    // What it remembers has to outlive the scope that it was made in.
    private static Optimiser MadeInAScope(Func<IReadOnlyList<Parameter>, Optimiser> make, Net net)
    {
        using var scope = NewDisposeScope();
        return make(net.Parameters);
    }
}
