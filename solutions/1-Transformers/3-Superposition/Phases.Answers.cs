namespace Arena.Transformers.Superposition;

/// <summary>What else learners may write for two features in one dimension.</summary>
[SolutionOnly]
internal static class PhasesAnswers
{
    [WrongAnswer("1.3.5", Says = "the forgotten feature has no bias")]
    internal static StrategyLosses ForgetsTheBias(double probability, double importance)
    {
        var square = probability / 3;
        return new(importance * square, square, (1 + importance) * probability * probability / 6);
    }

    [WrongAnswer("1.3.5", Says = "feature 0 is forgotten where feature 1 should be")]
    internal static StrategyLosses ForgetsTheWrongOne(double probability, double importance)
    {
        var variance = probability / 3 - probability * probability / 4;
        return new(variance, importance * variance, (1 + importance) * probability * probability / 6);
    }

    [WrongAnswer("1.3.5", Says = "with the probability p², not p")]
    internal static StrategyLosses LetsThemAlwaysMeet(double probability, double importance)
    {
        var variance = probability / 3 - probability * probability / 4;
        return new(importance * variance, variance, (1 + importance) * probability / 6);
    }

    [WrongAnswer("1.3.5", Says = "as if feature 0 had none")]
    internal static StrategyLosses CountsOnlyTheSecondError(double probability, double importance)
    {
        var variance = probability / 3 - probability * probability / 4;
        return new(importance * variance, variance, importance * probability * probability / 6);
    }

    [WrongAnswer("1.3.5")]
    internal static StrategyLosses TakesTheSquareOfAStrengthForTheMinimum(double probability, double importance)
    {
        var variance = probability / 3 - probability * probability / 4;
        return new(importance * variance, variance, (1 + importance) * probability * probability / 3);
    }

    [RightAnswer("1.3.5")]
    internal static StrategyLosses AddsUpByCases(double probability, double importance)
    {
        // On: mean 1/2, variance 1/12. Off: 0. Around the mean p / 2.
        var mean = probability / 2;
        var forgotten = probability * (1 / 12.0 + Math.Pow(0.5 - mean, 2)) + (1 - probability) * mean * mean;
        return new(importance * forgotten, forgotten, probability * probability * (1 + importance) / 6);
    }
}
