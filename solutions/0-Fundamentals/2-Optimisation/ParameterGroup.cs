using TorchSharp.Modules;

namespace Arena.Fundamentals.Optimisation;

/// <summary>Parameters that are treated alike, and how.</summary>
/// <param name="Parameters">The parameters.</param>
/// <param name="LearningRate">Their own learning rate; null for the one of all.</param>
/// <param name="WeightDecay">Their own weight decay; null for the one of all.</param>
public sealed record ParameterGroup(
    IReadOnlyList<Parameter> Parameters, double? LearningRate = null, double? WeightDecay = null);
