using static TorchSharp.torch;

namespace Arena.Fundamentals.Optimisation;

/// <summary>What else learners may write for parameters that should not shrink.</summary>
[SolutionOnly]
internal static class DecayAnswers
{
    [WrongAnswer("0.2.14")]
    internal static IReadOnlyList<ParameterGroup> GoesByTheName(nn.Module model)
    {
        var named = model.named_parameters().Where(x => x.parameter.requires_grad).ToList();
        return
        [
            new([.. named.Where(x => x.name.EndsWith("weight")).Select(x => x.parameter)]),
            new([.. named.Where(x => !x.name.EndsWith("weight")).Select(x => x.parameter)], WeightDecay: 0),
        ];
    }

    [WrongAnswer("0.2.14", Says = "it should have none (null)")]
    internal static IReadOnlyList<ParameterGroup> GivesEveryGroupAZero(nn.Module model) =>
        [.. model.parameters().Where(x => x.requires_grad)
            .GroupBy(x => x.dim() > 1)
            .OrderByDescending(x => x.Key)
            .Select(x => new ParameterGroup([.. x], WeightDecay: 0))];

    [WrongAnswer("0.2.14", Says = "the second none (0)")]
    internal static IReadOnlyList<ParameterGroup> TakesNullForNone(nn.Module model)
    {
        var trainable = model.parameters().Where(x => x.requires_grad).ToList();
        return [new([.. trainable.Where(x => x.dim() > 1)]), new([.. trainable.Where(x => x.dim() < 2)])];
    }

    [WrongAnswer("0.2.14", Says = "these have two axes or more")]
    internal static IReadOnlyList<ParameterGroup> TrainsWhatIsFrozen(nn.Module model)
    {
        var all = model.parameters().ToList();
        return [new([.. all.Where(x => x.dim() > 1)]), new([.. all.Where(x => x.dim() < 2)], WeightDecay: 0)];
    }

    [RightAnswer("0.2.14")]
    internal static IReadOnlyList<ParameterGroup> GroupsByTheAxes(nn.Module model) =>
        [.. model.parameters().Where(x => x.requires_grad)
            .GroupBy(x => x.shape.Length > 1)
            .OrderByDescending(x => x.Key)
            .Select(x => new ParameterGroup([.. x], WeightDecay: x.Key ? null : 0))];
}
