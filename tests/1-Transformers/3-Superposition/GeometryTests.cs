using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Transformers.Superposition;

public class GeometryTests
{
    private const double Tolerance = 1e-5;

    [ExerciseTheory("1.3.4")]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    [InlineData(4, 0.5)]
    [InlineData(5, 1)]
    [InlineData(7, 1.5)]
    public void CornersOfAPolygon(long features, double radius)
    {
        var wanted = new float[2, features];
        for (var i = 0; i < features; i++)
        {
            var corner = System.Numerics.Complex.FromPolarCoordinates(radius, i * Math.Tau / features);
            (wanted[0, i], wanted[1, i]) = ((float)corner.Real, (float)corner.Imaginary);
        }
        var corners = tensor(wanted);
        Geometry.Polygon(features, radius).Should().BeCloseTo(corners, Tolerance, axes: "d feature", mistakes:
        [
            ("feature 0 should point along the first axis: the cosine comes first", corners.flip(0)),
            ("they run clockwise", stack([corners[0], -corners[1]])),
            ("the radius plays no part", corners / radius),
            ("half a turn was divided, not a whole one", radius * stack([
                (Math.PI / features * arange(features, dtype: float32)).cos(),
                (Math.PI / features * arange(features, dtype: float32)).sin()])),
        ]);
    }

    [ExerciseFact("1.3.4")]
    public void NeighboursInAPentagonAre72DegreesApart()
    {
        var pentagon = Geometry.Polygon(5);
        pentagon.Should().HaveDtype(float32).And.HaveShape("d feature", 2, 5);
        var (near, far) = ((Math.Sqrt(5) - 1) / 4, -(Math.Sqrt(5) + 1) / 4);
        pentagon.t().matmul(pentagon)[0].Should().BeCloseTo(
            tensor(new[] { 1, near, far, far, near }).to(float32), Tolerance, axes: "feature");
    }

    [ExerciseFact("1.3.7")]
    public void KnownArrangements()
    {
        var third = (float)(1 / Math.Sqrt(3));
        // In three dimensions: a triangle and a line across it; a tetrahedron; a pair, a line, and nothing.
        var w = stack(
        [
            tensor(new[,] { { 1, -0.5f, -0.5f, 0 }, { 0, 0.8660254f, -0.8660254f, 0 }, { 0, 0, 0, 2 } }),
            third * tensor(new float[,] { { 1, 1, -1, -1 }, { 1, -1, 1, -1 }, { 1, -1, -1, 1 } }),
            tensor(new[,] { { 1, -1, 0, 0.0f }, { 0, 0, 0, 0.5f }, { 0, 0, 0, 0 } }),
        ]);
        using var unchanged = Inputs.MustStayUnchanged(w);
        var wanted = tensor(new[,]
        {
            { 2 / 3f, 2 / 3f, 2 / 3f, 1 }, { 0.75f, 0.75f, 0.75f, 0.75f }, { 0.5f, 0.5f, 0, 1 },
        });
        Geometry.DimensionsPerFeature(w).Should().BeCloseTo(wanted, Tolerance, axes: "instance feature", mistakes:
        [
            ("the feature itself is left out of the sum; j runs over all features", (wanted / (1 - wanted))),
            ("a feature without a direction has 0 dimensions, not NaN",
                wanted.masked_fill(wanted.eq(0), double.NaN)),
            ("hidden dimensions and features were exchanged", zeros(3, 3)),
            ("both vectors of the product were brought to length 1; w_j keeps its length",
                wanted * w.square().sum(dim: 1)),
        ]);
    }

    [ExerciseTheory("1.3.7")]
    [InlineData(2, 3, 5, false)]
    [InlineData(1, 1, 1, false)]
    [InlineData(3, 4, 4, true)]
    [InlineData(1, 6, 2, false)]
    public void DimensionsByTheFormula(long instances, long hidden, long features, bool view)
    {
        var w = Some.Numbers(view, instances, hidden, features);
        using var unchanged = Inputs.MustStayUnchanged(w);
        var wanted = zeros(instances, features);
        var (bothUnit, notSquared, leftOut) = (zeros_like(wanted), zeros_like(wanted), zeros_like(wanted));
        for (var n = 0; n < instances; n++)
            for (var i = 0; i < features; i++)
            {
                var own = w[n].select(1, i);
                var unit = own / own.norm();
                var all = w[n].unbind(1);
                var products = all.Select(x => unit.dot(x).item<float>()).ToList();
                var lengths = all.Select(x => x.norm().item<float>()).ToList();
                wanted[n, i] = own.square().sum() / products.Sum(x => x * x);
                bothUnit[n, i] = 1 / products.Zip(lengths).Sum(x => x.First * x.First / x.Second / x.Second);
                leftOut[n, i] = own.square().sum() / products.Where((_, j) => j != i).Sum(x => x * x);
                notSquared[n, i] = own.square().sum() / Math.Pow(products.Sum(), 2);
            }
        Geometry.DimensionsPerFeature(w).Should().BeCloseTo(wanted, 1e-4, axes: "instance feature", mistakes:
        [
            ("all three vectors were brought to length 1; only one of the product is", bothUnit),
            ("both vectors of the product were brought to length 1; w_j keeps its length",
                bothUnit * w.square().sum(dim: 1)),
            ("the products were added before they were squared", notSquared),
            ("the feature itself is left out of the sum; j runs over all features", leftOut),
            ("it is upside down", 1 / wanted),
        ]);
    }

    [ExerciseFact("1.3.7")]
    public void APentagonSharesTwoDimensions() =>
        Geometry.DimensionsPerFeature(3 * Pentagon().unsqueeze(0)).Should().BeCloseTo(
            full([1, 5], 0.4f), Tolerance, axes: "instance feature");

    [ExerciseFact("1.3.7")]
    public void FaintFeaturesCountAsWell() =>
        Geometry.DimensionsPerFeature(1e-4f * Pentagon().unsqueeze(0)).Should().BeCloseTo(
            full([1, 5], 0.4f), 1e-3, axes: "instance feature");

    [ExerciseFact("1.3.10")]
    public void APentagonsInterference()
    {
        var directions = Pentagon().t() * tensor(new float[] { 1, 2, 3, 0.5f, 1 }).unsqueeze(1);
        using var unchanged = Inputs.MustStayUnchanged(directions);
        // cos² of 72° and of 144°, two of each: 3/8 on average.
        Check(Geometry.Interference(directions), directions, 0.375, Math.Cos(Math.PI / 5));
    }

    [ExerciseFact("1.3.10")]
    public void OppositeDirectionsInterfereWholly()
    {
        var directions = tensor(new float[,] { { 2, 0, 0 }, { -1, 0, 0 }, { 0, 0, 3 } });
        Check(Geometry.Interference(directions), directions, 1 / 3.0, 1);
    }

    [ExerciseFact("1.3.10")]
    public void RightAnglesDoNotInterfere() => Check(Geometry.Interference(3 * eye(4)), 3 * eye(4), 0, 0);

    // The squared cosine of two random directions in d dimensions is 1/d on average.
    [ExerciseTheory("1.3.10", TimeLimit = 60)]
    [InlineData(16)]
    [InlineData(64)]
    [InlineData(256)]
    public void RandomDirectionsInterfereTheLessTheMoreDimensions(long dimensions)
    {
        var directions = Some.Numbers(false, 300, dimensions);
        var (meanSquare, largest) = Geometry.Interference(directions);
        (meanSquare * dimensions).Should().BeApproximately(1, 0.03, "the mean squared cosine is 1 / d");
        var cosines = nn.functional.cosine_similarity(directions.unsqueeze(0), directions.unsqueeze(1), 2);
        largest.Should().BeApproximately((cosines - eye(300)).abs().max().item<float>(), 1e-5);
    }

    [ExerciseTheory("1.3.11")]
    [InlineData(5, 2, 0.375)]
    [InlineData(3, 2, 0.25)]
    [InlineData(2, 1, 1)]
    [InlineData(4, 3, 1 / 9.0)]
    [InlineData(3, 3, 0)]
    [InlineData(4, 7, 0)]
    [InlineData(101, 1, 1)]
    [InlineData(10, 4, 6 / 36.0)]
    public void LeastInterference(long features, long dimensions, double wanted) =>
        tensor(Geometry.LeastInterference(features, dimensions)).Should().BeCloseTo(
            tensor(wanted), 1e-9, axes: "", mistakes:
        [
            ("the fraction was lost in a division of whole numbers", tensor(wanted).floor()),
            ("with enough dimensions there is no interference: it is never below 0",
                tensor((features - dimensions) / (double)(dimensions * (features - 1)))),
            ("the other features are n − 1, not n", tensor(wanted) * (features - 1) / features),
            ("this is the largest cosine at least, the root of it", tensor(wanted).sqrt()),
        ]);

    [ExerciseFact("1.3.14")]
    public void NeuronsThatServeSomeFeatures()
    {
        var weights = tensor(new float[,]
        {
            { 0, -2, 0, 0 }, { 1, 1, 0, 0 }, { -3, 3, -3, 3 }, { 2, 1, 0, 0 }, { 0.1f, 0.1f, 0.1f, 0 },
        });
        using var unchanged = Inputs.MustStayUnchanged(weights);
        var wanted = tensor(new float[] { 1, 2, 4, 25 / 17f, 3 });
        Geometry.FeaturesPerNeuron(weights).Should().BeCloseTo(wanted, Tolerance, axes: "neuron", mistakes:
        [
            ("the weights were not squared before they were added",
                weights.abs().sum(dim: 1).square() / weights.square().sum(dim: 1)),
            ("weights of opposite signs cancel: square them first",
                weights.sum(dim: 1).square() / weights.square().sum(dim: 1)),
            ("it is upside down", 1 / wanted),
            ("this is how many weights are not 0, however small", weights.ne(0).sum(dim: 1).to(float32)),
        ]);
    }

    [ExerciseTheory("1.3.14")]
    [InlineData(1, 3, false)]
    [InlineData(4, 4, true)]
    [InlineData(3, 1, false)]
    public void FeaturesByTheFormula(long neurons, long features, bool view)
    {
        var weights = Some.Numbers(view, neurons, features);
        using var unchanged = Inputs.MustStayUnchanged(weights);
        var shares = weights.square() / weights.square().sum(dim: 1, keepdim: true);
        Geometry.FeaturesPerNeuron(weights).Should().BeCloseTo(
            1 / shares.square().sum(dim: 1), 1e-4, axes: "neuron", mistakes: neurons == features
                ? [("the sums run over the neurons",
                    weights.square().sum(dim: 0).square() / weights.pow(4).sum(dim: 0))]
                : []);
    }

    private static Tensor Pentagon()
    {
        var angles = Math.Tau / 5 * arange(5, dtype: float32);
        return stack([angles.cos(), angles.sin()]);
    }

    private static void Check(
        (double MeanSquare, double Largest) found, Tensor directions, double meanSquare, double largest)
    {
        var n = directions.shape[0];
        var cosines = nn.functional.cosine_similarity(directions.unsqueeze(0), directions.unsqueeze(1), 2);
        tensor(found.MeanSquare).Should().BeCloseTo(tensor(meanSquare), Tolerance, axes: "", mistakes:
        [
            ("each direction was paired with itself too", tensor((meanSquare * (n - 1) + 1) / n)),
            ("the pairs of a direction with itself were counted as 0, but counted", tensor(meanSquare * (n - 1) / n)),
            ("this is not the mean of squares but of cosines without their signs",
                (cosines.abs().sum() - n).to(float64) / (n * (n - 1))),
        ], what: "The mean squared cosine");
        tensor(found.Largest).Should().BeCloseTo(tensor(largest), Tolerance, axes: "", mistakes:
        [
            ("this is a direction with itself", tensor(1.0)),
            ("cosines below 0 count as well: leave their signs out", tensor(Math.Cos(0.4 * Math.PI))),
        ], what: "The largest cosine");
    }
}
