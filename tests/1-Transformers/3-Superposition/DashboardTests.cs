using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Transformers.Superposition;

public class DashboardTests
{
    [ExerciseFact("1.3.29")]
    public void DensityAndHistogram()
    {
        // On the borders of the parts too: 0.5, 1, 1.5 and 2 with four parts up to 2.
        var activations = tensor(new float[,]
        {
            { 0, 0.25f, 0.5f, 0, 2 }, { 1.75f, 0, 1, 1.49f, 0 }, { 0, 0, 0.499f, 1.5f, 0.01f },
        });
        using var unchanged = Inputs.MustStayUnchanged(activations);
        Check(Dashboard.Activity(activations, 4), 9 / 15.0, [3, 1, 2, 3], 15);
        Check(Dashboard.Activity(activations, 1), 9 / 15.0, [9], 15);
        // In two parts, 1 is the first of the upper one.
        Check(Dashboard.Activity(activations, 2), 9 / 15.0, [4, 5], 15);
    }

    [ExerciseFact("1.3.29")]
    public void AnActivationMayBeAlone()
    {
        var activations = zeros(1, 8);
        activations[0, 5] = 0.125f;
        Check(Dashboard.Activity(activations, 3), 1 / 8.0, [0, 0, 1], 8);
    }

    [ExerciseTheory("1.3.29")]
    [InlineData(3, 7, 5, false)]
    [InlineData(4, 4, 10, true)]
    public void HistogramByCounting(long texts, long positions, long parts, bool view)
    {
        var activations = Some.Numbers(view, texts, positions).clamp(0);
        using var unchanged = Inputs.MustStayUnchanged(activations);
        var active = Numbers(activations).Where(x => x > 0).ToList();
        var width = active.Max() / parts;
        long[] counts = [.. Enumerable.Range(0, (int)parts).Select(part => (long)active.Count(x =>
            part == Math.Min(parts - 1, Math.Floor(x / width))))];
        var places = activations.numel();
        Check(Dashboard.Activity(activations, parts), active.Count / (double)places, counts, places);
    }

    [ExerciseFact("1.3.30")]
    public void TheMostActivePlacesOfAll()
    {
        var activations = tensor(new float[,]
        {
            { 0, 0, 3, 0, 0, 0, 0, 5 }, { 0, 9, 8, 0, 0, 0, 7, 0 }, { 1, 0, 0, 0, 0, 0, 0, 0 },
        });
        using var unchanged = Inputs.MustStayUnchanged(activations);
        Check(Dashboard.TopFirings(activations, 3, 0), (1, 1, 9), (1, 2, 8), (1, 6, 7));
        Check(Dashboard.TopFirings(activations, 3, 1), (1, 1, 9), (1, 6, 7), (0, 7, 5));
        // With two tokens on each side, 1 and 6 have no token in common; with three they have.
        Check(Dashboard.TopFirings(activations, 9, 2), (1, 1, 9), (1, 6, 7), (0, 7, 5), (0, 2, 3), (2, 0, 1));
        Check(Dashboard.TopFirings(activations, 9, 3), (1, 1, 9), (0, 7, 5), (2, 0, 1));
        Check(Dashboard.TopFirings(activations, 1, 1), (1, 1, 9));
    }

    [ExerciseTheory("1.3.30")]
    [InlineData(4, 6, 5, 1, false)]
    [InlineData(2, 30, 100, 2, true)]
    [InlineData(1, 9, 4, 1, false)]
    public void TopFiringsByTryingInOrder(long texts, long positions, int count, long radius, bool view)
    {
        var activations = Some.Numbers(view, texts, positions).clamp(0);
        using var unchanged = Inputs.MustStayUnchanged(activations);
        var wanted = new List<(long Text, long Position, double Activation)>();
        var inOrder = Numbers(activations)
            .Select((x, i) => (Text: i / positions, Position: i % positions, Activation: x))
            .Where(x => x.Activation > 0).OrderByDescending(x => x.Activation);
        foreach (var place in inOrder)
            if (wanted.Count < count && wanted.TrueForAll(x =>
                x.Text != place.Text || Math.Abs(x.Position - place.Position) > 2 * radius))
                wanted.Add(place);
        Check(Dashboard.TopFirings(activations, count, radius), [.. wanted]);
    }

    [ExerciseFact("1.3.30")]
    public void PlacesLeaveNothingBehind()
    {
        var activations = Some.Numbers(false, 3, 9).clamp(0);
        Dashboard.TopFirings(activations, 2, 1);
        Some.LeftBehind(() => Dashboard.TopFirings(activations, 9, 1)).Should().BeLessThan(
            2, "numbers are returned, no tensors: open a dispose scope");
    }

    [ExerciseTheory("1.3.31")]
    [InlineData(3, 7, 2, false)]
    [InlineData(1, 3, 3, false)]
    [InlineData(5, 5, 1, true)]
    [InlineData(4, 4, 3, false)]
    public void RaisedAndLowered(long dModel, long vocabulary, int count, bool view)
    {
        var (direction, unembedding) = (Some.Numbers(view, dModel), Some.Numbers(5, view, dModel, vocabulary));
        using var unchanged = Inputs.MustStayUnchanged(direction, unembedding);
        var inOrder = direction.unsqueeze(0).matmul(unembedding)[0].argsort(0, descending: true);
        var (forIt, against) = Dashboard.TopTokens(direction, unembedding, count);
        (string, Tensor)[] square = dModel == vocabulary
            ? [("the unembedding was multiplied from the other side",
                unembedding.matmul(direction).argsort(0, descending: true)[..count])]
            : [];
        forIt.to(int64).Should().BeCloseTo(inOrder[..count], 0, axes: "token", mistakes:
        [
            ("the most lowered ones come here", inOrder.flip(0)[..count]),
            .. square,
        ], what: "For");
        against.to(int64).Should().BeCloseTo(inOrder.flip(0)[..count], 0, axes: "token", mistakes:
        [
            ("the most lowered one comes first", inOrder[^count..]),
            ("the most raised ones come here", inOrder[..count]),
        ], what: "Against");
    }

    // A direction that speaks for one token, planted: what it speaks for most is not what has the longest unembedding.
    [ExerciseFact("1.3.31")]
    public void APlantedDirection()
    {
        var unembedding = stack(
        [
            tensor(new float[] { 2, 0, 0 }), tensor(new float[] { 0, 9, 0 }), tensor(new float[] { -1, -9, 3 }),
            tensor(new float[] { -3, 5, 0 }),
        ], 1);
        var (forIt, against) = Dashboard.TopTokens(tensor(new float[] { 1, 0, 0 }), unembedding, 1);
        forIt.to(int64).Should().BeCloseTo(tensor(new long[] { 0 }), 0, axes: "token");
        against.to(int64).Should().BeCloseTo(tensor(new long[] { 3 }), 0, axes: "token");
    }

    private static void Check(LatentActivity found, double density, long[] counts, long places)
    {
        var active = counts.Sum();
        tensor(found.Density).Should().BeCloseTo(tensor(density), 1e-6, axes: "", mistakes:
        [
            ("this is how many places; divide by how many there are", tensor((double)active)),
            ("places with an activation of 0 do not count as active", tensor(1.0)),
        ], what: "Density");
        var zero = new long[counts.Length];
        zero[0] = places - active;
        found.Counts.to(int64).Should().BeCloseTo(tensor(counts), 0, axes: "part", mistakes:
        [
            ("the places where it is not active were counted too", tensor(counts) + tensor(zero)),
            ("the parts go the other way", tensor(counts).flip(0)),
        ], what: "Counts");
    }

    private static void Check(
        IReadOnlyList<Firing> found, params (long Text, long Position, double Activation)[] wanted)
    {
        var (are, should) = (
            Places(found.Select(x => (x.Text, x.Position))), Places(wanted.Select(x => (x.Text, x.Position))));
        Assert.True(are == should, "The most active place comes first, and none is within twice the radius of a more "
            + $"active one in its text. The places (text, position) are {are}, should be {should}.");
        found.Select(x => x.Activation).Should().Equal(
            wanted.Select(x => x.Activation), (x, y) => Math.Abs(x - y) < 1e-6, "each comes with its activation");
    }

    private static string Places(IEnumerable<(long Text, long Position)> places) =>
        string.Join(' ', places.Select(place => $"({place.Text}, {place.Position})"));

    private static double[] Numbers(Tensor x) => [.. x.to(float64).contiguous().data<double>()];
}
