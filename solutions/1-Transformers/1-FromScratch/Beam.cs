namespace Arena.Transformers.FromScratch;

/// <summary>A text that beam search keeps.</summary>
/// <param name="Tokens">Its tokens, those of the prompt included.</param>
/// <param name="LogProbability">The logarithm of the probability of its new tokens, in nats.</param>
public sealed record Beam(IReadOnlyList<long> Tokens, double LogProbability);
