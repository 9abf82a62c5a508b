namespace Arena.Transformers.Superposition;

/// <summary>What each of three strategies loses when two features have one dimension.</summary>
/// <param name="OnlyFirst">Keep feature 0, forget feature 1.</param>
/// <param name="OnlySecond">Keep feature 1, forget feature 0.</param>
/// <param name="Both">Keep both in opposite directions.</param>
public readonly record struct StrategyLosses(double OnlyFirst, double OnlySecond, double Both);

/// <summary>Two features, one dimension: what the best model does, worked out on paper.</summary>
public static class Phases
{
    /// <summary>
    /// The expected losses of a toy model with two features and one hidden dimension. Each feature is on with some
    /// probability, by itself, with a strength that is uniform from 0 to 1. The importance of feature 0 is 1. A feature
    /// that is kept alone has the weight 1 and the bias 0; one that is forgotten has the weight 0 and the best bias
    /// there is; both together have the weights 1 and −1 and no bias.
    /// </summary>
    /// <param name="probability">How likely a feature is on.</param>
    /// <param name="importance">The importance of feature 1.</param>
    [Exercise("1.3.5", "Forget it, or share a dimension?",
        Minutes = 20, Difficulty = 3, Importance = 4, Model = MentalModel.Features)]
    public static StrategyLosses ExpectedLosses(double probability, double importance)
    {
        var variance = probability / 3 - probability * probability / 4;
        var overlap = probability * probability / 6;
        return new StrategyLosses(importance * variance, variance, (1 + importance) * overlap);
    }
}
