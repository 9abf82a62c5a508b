namespace Arena.Fundamentals.Optimisation;

/// <summary>What is chosen before a training begins.</summary>
/// <param name="Optimiser"><c>sgd</c> or <c>adamw</c>.</param>
/// <param name="LearningRate">η.</param>
/// <param name="Momentum">μ; 0 for AdamW.</param>
/// <param name="WeightDecay">λ.</param>
public sealed record Configuration(string Optimiser, double LearningRate, double Momentum, double WeightDecay);
