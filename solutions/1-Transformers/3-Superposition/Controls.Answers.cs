using static TorchSharp.torch;

namespace Arena.Transformers.Superposition;

/// <summary>What else learners may write for controls.</summary>
[SolutionOnly]
internal static class ControlsAnswers
{
    [WrongAnswer("1.3.32", Says = "precision and recall were exchanged")]
    internal static (double, double) ExchangesThem(Tensor activations, Tensor isOfKind)
    {
        var (precision, recall) = Of(activations.gt(0), isOfKind);
        return (recall, precision);
    }

    [WrongAnswer("1.3.32", Says = "each yes counts the same")]
    internal static (double, double) WeighsByStrength(Tensor activations, Tensor isOfKind)
    {
        var positive = activations.relu();
        var all = positive.sum().item<float>();
        var (_, recall) = Of(activations.gt(0), isOfKind);
        return (all == 0 ? 0 : (positive * isOfKind).sum().item<float>() / all, recall);
    }

    [WrongAnswer("1.3.32", Says = "has a precision of 0")]
    internal static (double, double) DividesByZero(Tensor activations, Tensor isOfKind)
    {
        var right = activations.gt(0).logical_and(isOfKind).sum().item<long>();
        return ((double)right / activations.gt(0).sum().item<long>(), (double)right / isOfKind.sum().item<long>());
    }

    // The reading of a dashboard that shows only the top: "all of them are of the kind".
    [WrongAnswer("1.3.32")]
    internal static (double, double) LooksAtTheStrongestOnly(Tensor activations, Tensor isOfKind) =>
        Of(activations.gt(activations.max() / 2), isOfKind);

    [RightAnswer("1.3.32")]
    internal static (double, double) SelectsFirst(Tensor activations, Tensor isOfKind)
    {
        var yes = activations.gt(0);
        var kindOfYes = isOfKind.masked_select(yes).to(float64);
        return (
            kindOfYes.numel() == 0 ? 0 : kindOfYes.mean().item<double>(),
            yes.masked_select(isOfKind).to(float64).mean().item<double>());
    }

    [WrongAnswer("1.3.36", Says = "some chance is always left")]
    internal static double LeavesTheDirectionOut(
        Func<Tensor, double> effect, Tensor direction, int count, Generator generator) =>
        AsLarge(effect, direction, count, generator) / (double)Math.Max(1, count);

    [WrongAnswer("1.3.36", Says = "as large counts as large")]
    internal static double AsksForMore(Func<Tensor, double> effect, Tensor direction, int count, Generator generator) =>
        (1.0 + AsLarge(effect, direction, count, generator, isStrict: true)) / (1 + count);

    [WrongAnswer("1.3.36", Says = "random directions have the length of the direction")]
    internal static double DrawsAnyLength(
        Func<Tensor, double> effect, Tensor direction, int count, Generator generator) =>
        (1.0 + AsLarge(effect, direction, count, generator, ownLength: false)) / (1 + count);

    // The numbers of a direction in another order, or all of them above 0, are not any direction.
    [WrongAnswer("1.3.36")]
    internal static double DrawsFromACorner(
        Func<Tensor, double> effect, Tensor direction, int count, Generator generator)
    {
        var wanted = effect(direction);
        var asLarge = Enumerable.Range(0, count).Count(_ =>
        {
            using var scope = NewDisposeScope();
            var random = rand(direction.shape, generator: generator);
            return effect(direction.norm() * random / random.norm()) >= wanted;
        });
        return (1.0 + asLarge) / (1 + count);
    }

    [WrongAnswer("1.3.36")]
    internal static double ForgetsTheGenerator(
        Func<Tensor, double> effect, Tensor direction, int count, Generator generator)
    {
        using var other = new Generator(1);
        return (1.0 + AsLarge(effect, direction, count, other)) / (1 + count);
    }

    [RightAnswer("1.3.36")]
    internal static double CountsTheDirectionFirst(
        Func<Tensor, double> effect, Tensor direction, int count, Generator generator) =>
        (1.0 + AsLarge(effect, direction, count, generator)) / (1 + count);

    private static (double, double) Of(Tensor yes, Tensor isOfKind)
    {
        var right = yes.logical_and(isOfKind).sum().item<long>();
        return ((double)right / Math.Max(1, yes.sum().item<long>()), (double)right / isOfKind.sum().item<long>());
    }

    private static int AsLarge(
        Func<Tensor, double> effect, Tensor direction, int count, Generator generator, bool isStrict = false,
        bool ownLength = true)
    {
        var wanted = effect(direction);
        var asLarge = 0;
        for (var i = 0; i < count; i++)
        {
            using var scope = NewDisposeScope();
            var random = randn(direction.shape, generator: generator);
            var found = effect(ownLength ? random * (direction.norm() / random.norm()) : random);
            if (isStrict ? found > wanted : found >= wanted) asLarge++;
        }
        return asLarge;
    }
}
