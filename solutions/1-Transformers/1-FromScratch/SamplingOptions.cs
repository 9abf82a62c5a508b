namespace Arena.Transformers.FromScratch;

/// <summary>How the next token is chosen from the scores.</summary>
/// <param name="Temperature">What the scores are divided by; 0 always takes the highest one.</param>
/// <param name="TopK">How many tokens may be drawn; null is all of them.</param>
/// <param name="TopP">How much probability the tokens that may be drawn have in all at least; null is all of it.</param>
/// <param name="FrequencyPenalty">How much a token's score loses for each time that it is in the text already.</param>
public sealed record SamplingOptions(
    double Temperature = 1, int? TopK = null, double? TopP = null, double FrequencyPenalty = 0);
