using static TorchSharp.torch;

namespace Arena.Fundamentals.ResNets;

/// <summary>What else learners may write for batch normalisation.</summary>
[SolutionOnly]
internal static class NormalisingAnswers
{
    [WrongAnswer("0.1.33", Says = "this is the unbiased variance")]
    internal static (Tensor Mean, Tensor Variance) TakesTheUnbiasedVariance(Tensor maps) =>
        (maps.mean([0, 2, 3]), maps.var([0, 2, 3]));

    [WrongAnswer("0.1.33", Says = "the mean runs over the channels")]
    internal static (Tensor Mean, Tensor Variance) RunsOverTheChannels(Tensor maps) =>
        (maps.mean([1, 2, 3]), maps.var([1, 2, 3], unbiased: false));

    [WrongAnswer("0.1.33", Says = "The shape is")]
    internal static (Tensor Mean, Tensor Variance) RunsOverThePicturesAlone(Tensor maps) =>
        (maps.mean([0]), maps.var(0, unbiased: false));

    [WrongAnswer("0.1.33", Says = "this is the standard deviation")]
    internal static (Tensor Mean, Tensor Variance) TakesTheStandardDeviation(Tensor maps) =>
        (maps.mean([0, 2, 3]), maps.std([0, 2, 3], unbiased: false));

    [WrongAnswer("0.1.33", Says = "this is the mean of the squares")]
    internal static (Tensor Mean, Tensor Variance) ForgetsToSubtractTheMean(Tensor maps) =>
        (maps.mean([0, 2, 3]), maps.square().mean([0, 2, 3]));

    [RightAnswer("0.1.33")]
    internal static (Tensor Mean, Tensor Variance) GoesByTheDefinition(Tensor maps)
    {
        var mean = maps.mean([0, 2, 3], keepdim: true);
        return (mean.flatten(), (maps - mean).square().mean([0, 2, 3]));
    }

    [WrongAnswer("0.1.34", Says = "it was divided by the variance")]
    internal static Tensor DividesByTheVariance(
        Tensor maps, Tensor mean, Tensor variance, Tensor weight, Tensor bias, double epsilon) =>
        (maps - Up(mean)) / (Up(variance) + epsilon) * Up(weight) + Up(bias);

    [WrongAnswer("0.1.34", Says = "epsilon was added to the root")]
    internal static Tensor AddsEpsilonToTheRoot(
        Tensor maps, Tensor mean, Tensor variance, Tensor weight, Tensor bias, double epsilon) =>
        (maps - Up(mean)) / (Up(variance).sqrt() + epsilon) * Up(weight) + Up(bias);

    [WrongAnswer("0.1.34", Says = "epsilon was left out")]
    internal static Tensor LeavesEpsilonOut(
        Tensor maps, Tensor mean, Tensor variance, Tensor weight, Tensor bias, double epsilon) =>
        (maps - Up(mean)) / Up(variance).sqrt() * Up(weight) + Up(bias) + 0 * epsilon;

    [WrongAnswer("0.1.34", Says = "were laid along the columns")]
    internal static Tensor LaysTheChannelsAlongTheColumns(
        Tensor maps, Tensor mean, Tensor variance, Tensor weight, Tensor bias, double epsilon) =>
        maps.shape[^1] == mean.shape[0] ? (maps - mean) / (variance + epsilon).sqrt() * weight + bias
            : AddsEpsilonInside(maps, mean, variance, weight, bias, epsilon);

    [WrongAnswer("0.1.34", Says = "the weight and the bias were exchanged")]
    internal static Tensor ExchangesWeightAndBias(
        Tensor maps, Tensor mean, Tensor variance, Tensor weight, Tensor bias, double epsilon) =>
        AddsEpsilonInside(maps, mean, variance, bias, weight, epsilon);

    [WrongAnswer("0.1.34", Says = "The input was modified")]
    internal static Tensor ShiftsInPlace(
        Tensor maps, Tensor mean, Tensor variance, Tensor weight, Tensor bias, double epsilon) =>
        maps.sub_(Up(mean)) / (Up(variance) + epsilon).sqrt() * Up(weight) + Up(bias);

    [RightAnswer("0.1.34")]
    internal static Tensor AddsEpsilonInside(
        Tensor maps, Tensor mean, Tensor variance, Tensor weight, Tensor bias, double epsilon) =>
        (maps - Up(mean)) * (Up(variance) + epsilon).rsqrt() * Up(weight) + Up(bias);

    [RightAnswer("0.1.34")]
    internal static Tensor LetsLibtorchNormalise(
        Tensor maps, Tensor mean, Tensor variance, Tensor weight, Tensor bias, double epsilon) =>
        nn.functional.batch_norm(maps, mean, variance, weight, bias, training: false, eps: epsilon);

    [WrongAnswer("0.1.35", Says = "the batch's variance is the biased one")]
    internal static (Tensor Mean, Tensor Variance) TracksTheBiasedVariance(
        (Tensor Mean, Tensor Variance) running, Tensor maps, double momentum)
    {
        using var off = no_grad();
        return ((1 - momentum) * running.Mean + momentum * maps.mean([0, 2, 3]),
            (1 - momentum) * running.Variance + momentum * maps.var([0, 2, 3], unbiased: false));
    }

    [WrongAnswer("0.1.35", Says = "old and new have changed places")]
    internal static (Tensor Mean, Tensor Variance) ExchangesOldAndNew(
        (Tensor Mean, Tensor Variance) running, Tensor maps, double momentum)
    {
        using var off = no_grad();
        return (momentum * running.Mean + (1 - momentum) * maps.mean([0, 2, 3]),
            momentum * running.Variance + (1 - momentum) * maps.var([0, 2, 3]));
    }

    [WrongAnswer("0.1.35", Says = "no gradient should flow through them")]
    internal static (Tensor Mean, Tensor Variance) KeepsTheGraph(
        (Tensor Mean, Tensor Variance) running, Tensor maps, double momentum) =>
        ((1 - momentum) * running.Mean + momentum * maps.mean([0, 2, 3]),
            (1 - momentum) * running.Variance + momentum * maps.var([0, 2, 3]));

    [WrongAnswer("0.1.35", Says = "was modified")]
    internal static (Tensor Mean, Tensor Variance) MovesTheOldOnes(
        (Tensor Mean, Tensor Variance) running, Tensor maps, double momentum)
    {
        using var off = no_grad();
        return (running.Mean.mul_(1 - momentum).add_(momentum * maps.mean([0, 2, 3])),
            running.Variance.mul_(1 - momentum).add_(momentum * maps.var([0, 2, 3])));
    }

    [RightAnswer("0.1.35")]
    internal static (Tensor Mean, Tensor Variance) GoesPartOfTheWay(
        (Tensor Mean, Tensor Variance) running, Tensor maps, double momentum)
    {
        var seen = maps.detach().transpose(0, 1).flatten(1);
        return (running.Mean + momentum * (seen.mean([1]) - running.Mean),
            running.Variance + momentum * (seen.var(1) - running.Variance));
    }

    private static Tensor Up(Tensor x) => x.reshape(1, -1, 1, 1);
}
