using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Transformers.Superposition;

/// <summary>What else learners may write about directions.</summary>
[SolutionOnly]
internal static class GeometryAnswers
{
    [WrongAnswer("1.3.4", Says = "the cosine comes first")]
    internal static Tensor StartsWithTheSine(long features, double radius) =>
        Circle(features, radius, Math.Tau).flip(0);

    [WrongAnswer("1.3.4", Says = "half a turn")]
    internal static Tensor GoesHalfWayRound(long features, double radius) => Circle(features, radius, Math.PI);

    [WrongAnswer("1.3.4", Says = "the radius plays no part")]
    internal static Tensor ForgetsTheRadius(long features, double radius) => Circle(features, 1, Math.Tau);

    // Where the last one is where the first one is.
    [WrongAnswer("1.3.4")]
    internal static Tensor ClosesTheCircle(long features, double radius)
    {
        var angles = linspace(0, Math.Tau, features);
        return radius * stack([angles.cos(), angles.sin()]);
    }

    [RightAnswer("1.3.4")]
    internal static Tensor TurnsCornerByCorner(long features, double radius)
    {
        var corners = Enumerable.Range(0, (int)features).Select(i => i * Math.Tau / features)
            .Select(angle => tensor(new[] { radius * Math.Cos(angle), radius * Math.Sin(angle) }));
        return stack([.. corners], 1).to(float32);
    }

    [WrongAnswer("1.3.7", Says = "the feature itself is left out")]
    internal static Tensor LeavesOutTheFeatureItself(Tensor W)
    {
        var products = Products(W);
        var squares = W.square().sum(dim: 1);
        return (squares.square() / (products.square().sum(dim: 2) - squares.square())).nan_to_num(0);
    }

    [WrongAnswer("1.3.7", Says = "all three vectors were brought to length 1")]
    internal static Tensor NormalisesBoth(Tensor W)
    {
        var unit = nn.functional.normalize(W, dim: 1);
        return unit.square().sum(dim: 1) / Products(unit).square().sum(dim: 2).clamp(1e-9);
    }

    [WrongAnswer("1.3.7", Says = "not NaN")]
    internal static Tensor DividesByZero(Tensor W) =>
        W.square().sum(dim: 1).square() / Products(W).square().sum(dim: 2);

    [WrongAnswer("1.3.7", Says = "the products were added before they were squared")]
    internal static Tensor AddsBeforeItSquares(Tensor W) =>
        (W.square().sum(dim: 1).square() / Products(W).sum(dim: 2).square()).nan_to_num(0);

    [RightAnswer("1.3.7")]
    internal static Tensor NormalisesOne(Tensor W)
    {
        var unit = nn.functional.normalize(W, dim: 1, eps: 1e-30);
        var products = Einsum("instance hidden feature, instance hidden other -> instance feature other", unit, W);
        var squares = W.square().sum(dim: 1);
        return where(squares.eq(0), zeros_like(squares), squares / products.square().sum(dim: 2));
    }

    [WrongAnswer("1.3.10", Says = "each direction was paired with itself too")]
    internal static (double, double) PairsEachWithItself(Tensor directions)
    {
        var cosines = Cosines(directions);
        return (cosines.square().mean().item<float>(), Others(cosines).abs().max().item<float>());
    }

    [WrongAnswer("1.3.10", Says = "were counted as 0, but counted")]
    internal static (double, double) DividesByTooMany(Tensor directions)
    {
        var others = Cosines(directions) - eye(directions.shape[0]);
        return (others.square().mean().item<float>(), others.abs().max().item<float>());
    }

    [WrongAnswer("1.3.10", Says = "leave their signs out")]
    internal static (double, double) LooksForTheSmallestAngle(Tensor directions)
    {
        var others = Others(Cosines(directions));
        return (others.square().mean().item<float>(), others.max().item<float>());
    }

    [WrongAnswer("1.3.10")]
    internal static (double, double) TakesProductsForCosines(Tensor directions)
    {
        var others = Others(directions.matmul(directions.t()));
        return (others.square().mean().item<float>(), others.abs().max().item<float>());
    }

    [RightAnswer("1.3.10")]
    internal static (double, double) LooksAtEachPairOnce(Tensor directions)
    {
        var n = directions.shape[0];
        var pairs =
            from i in Enumerable.Range(0, (int)n)
            from j in Enumerable.Range(0, i)
            select (double)nn.functional.cosine_similarity(directions[i], directions[j], 0).item<float>();
        var all = pairs.ToList();
        return (all.Average(x => x * x), all.Max(Math.Abs));
    }

    [WrongAnswer("1.3.11", Says = "a division of whole numbers")]
    internal static double DividesWholeNumbers(long features, long dimensions) =>
        Math.Max(0, (features - dimensions) / (dimensions * (features - 1)));

    [WrongAnswer("1.3.11", Says = "it is never below 0")]
    internal static double GoesBelowZero(long features, long dimensions) =>
        (features - dimensions) / (dimensions * (features - 1.0));

    [RightAnswer("1.3.11")]
    internal static double ComparesFirst(long features, long dimensions) =>
        features <= dimensions ? 0 : ((double)features / dimensions - 1) / (features - 1);

    [WrongAnswer("1.3.14", Says = "not squared before they were added")]
    internal static Tensor AddsTheWeights(Tensor weights) =>
        weights.abs().sum(dim: 1).square() / weights.square().sum(dim: 1);

    [WrongAnswer("1.3.14", Says = "upside down")]
    internal static Tensor TurnsItUpsideDown(Tensor weights) =>
        weights.pow(4).sum(dim: 1) / weights.square().sum(dim: 1).square();

    [WrongAnswer("1.3.14", Says = "however small")]
    internal static Tensor CountsWeights(Tensor weights) => weights.ne(0).sum(dim: 1).to(float32);

    [RightAnswer("1.3.14")]
    internal static Tensor SquaresShares(Tensor weights) =>
        nn.functional.normalize(weights.square(), p: 1, dim: 1).square().sum(dim: 1).reciprocal();

    private static Tensor Circle(long features, double radius, double turn)
    {
        var angles = turn / features * arange(features, dtype: float32);
        return radius * stack([angles.cos(), angles.sin()]);
    }

    private static Tensor Products(Tensor W) => W.transpose(1, 2).matmul(W);

    private static Tensor Cosines(Tensor directions)
    {
        var unit = nn.functional.normalize(directions, dim: 1);
        return unit.matmul(unit.t());
    }

    private static Tensor Others(Tensor square) => square.masked_select(eye(square.shape[0]).eq(0));
}
