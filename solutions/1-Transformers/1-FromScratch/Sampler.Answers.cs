using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

/// <summary>What else learners may write for choosing a token.</summary>
[SolutionOnly]
internal static class SamplerAnswers
{
    [WrongAnswer("1.1.27", Says = "for each token the text with the highest score")]
    internal static Tensor SearchesTheTexts(Tensor logits) => logits.argmax(0);

    [WrongAnswer("1.1.27", Says = "the *lowest* score")]
    internal static Tensor TakesTheLowest(Tensor logits) => logits.argmin(1);

    [RightAnswer("1.1.27")]
    internal static Tensor TakesTheFirstOfOne(Tensor logits) => logits.topk(1, 1).indexes.squeeze(1);

    [WrongAnswer("1.1.28", Says = "the scores were multiplied")]
    internal static Tensor MultipliesByTheTemperature(Tensor logits, double temperature)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(temperature);
        return logits * temperature;
    }

    [WrongAnswer("1.1.28", Says = "a temperature has to be above 0")]
    internal static Tensor DividesByAnything(Tensor logits, double temperature) => logits / temperature;

    [WrongAnswer("1.1.28", Says = "probabilities were divided")]
    internal static Tensor DividesProbabilities(Tensor logits, double temperature)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(temperature);
        return logits.softmax(1) / temperature;
    }

    [RightAnswer("1.1.28")]
    internal static Tensor MultipliesByTheInverse(Tensor logits, double temperature) =>
        temperature > 0 ? logits * (1 / temperature) : throw new ArgumentOutOfRangeException(nameof(temperature));

    [WrongAnswer("1.1.29", Says = "the most likely token is always taken")]
    internal static Tensor TakesTheBest(Tensor logits, Generator? generator = null) => logits.argmax(1);

    [WrongAnswer("1.1.29", Says = "every possible token is drawn equally often")]
    internal static Tensor IgnoresTheScores(Tensor logits, Generator? generator = null) =>
        logits.isinf().logical_not().to(float32).multinomial(1, generator: generator).squeeze(1);

    [WrongAnswer("1.1.29", Says = "pass it on")]
    internal static Tensor IgnoresTheGenerator(Tensor logits, Generator? generator = null) =>
        logits.softmax(1).multinomial(1).squeeze(1);

    [WrongAnswer("1.1.29", Says = "too many")]
    internal static Tensor KeepsAnAxis(Tensor logits, Generator? generator = null) =>
        logits.softmax(1).multinomial(1, generator: generator);

    [RightAnswer("1.1.29")]
    internal static Tensor LetsTokensRace(Tensor logits, Generator? generator = null) =>
        (logits - (-rand(logits.shape, generator: generator).log()).log()).argmax(1);

    [RightAnswer("1.1.29")]
    internal static Tensor CountsBorders(Tensor logits, Generator? generator = null)
    {
        var uniform = rand([logits.shape[0], 1], generator: generator);
        var borders = logits.softmax(1).cumsum(1);
        return (borders / borders[.., ^1..] <= uniform).sum(dim: 1);
    }

    [WrongAnswer("1.1.30", Says = "one token too few")]
    internal static Tensor CutsTheBorderAway(Tensor logits, int k)
    {
        var lowest = logits.topk((int)Math.Min(k, logits.shape[1]), 1).values.amin([1], keepdim: true);
        return logits.masked_fill(logits <= lowest, double.NegativeInfinity);
    }

    [WrongAnswer("1.1.30", Says = "it should have -∞")]
    internal static Tensor GivesTheOthersZero(Tensor logits, int k)
    {
        var lowest = logits.topk((int)Math.Min(k, logits.shape[1]), 1).values.amin([1], keepdim: true);
        return logits.masked_fill(logits < lowest, 0);
    }

    [WrongAnswer("1.1.30")]
    internal static Tensor TrustsInK(Tensor logits, int k)
    {
        var lowest = logits.topk(k, 1).values.amin([1], keepdim: true);
        return logits.masked_fill(logits < lowest, double.NegativeInfinity);
    }

    [WrongAnswer("1.1.30", Says = "keep the other tokens' places")]
    internal static Tensor ReturnsTheBestAlone(Tensor logits, int k) =>
        logits.topk((int)Math.Min(k, logits.shape[1]), 1).values;

    [RightAnswer("1.1.30")]
    internal static Tensor ScattersTheBest(Tensor logits, int k)
    {
        var (best, places) = logits.topk((int)Math.Min(k, logits.shape[1]), 1);
        return full_like(logits, double.NegativeInfinity).scatter(1, places, best);
    }

    [WrongAnswer("1.1.31", Says = "the others do not reach p without it")]
    internal static Tensor RulesOutTheOneThatReachesP(Tensor logits, double p)
    {
        var (sorted, order) = logits.sort(1, descending: true);
        var isOut = sorted.softmax(1).cumsum(1) > p;
        isOut[.., 0] = false;
        return logits.masked_fill(zeros_like(isOut).scatter(1, order, isOut), double.NegativeInfinity);
    }

    [WrongAnswer("1.1.31", Says = "put them back in their own places")]
    internal static Tensor ForgetsToPutThemBack(Tensor logits, double p)
    {
        var probabilities = logits.sort(1, descending: true).Values.softmax(1);
        return logits.masked_fill(probabilities.cumsum(1) - probabilities >= p, double.NegativeInfinity);
    }

    [WrongAnswer("1.1.31", Says = "put each back to where its token came from")]
    internal static Tensor PicksTheDecisions(Tensor logits, double p)
    {
        var (sorted, order) = logits.sort(1, descending: true);
        var probabilities = sorted.softmax(1);
        return logits.masked_fill(
            (probabilities.cumsum(1) - probabilities >= p).gather(1, order), double.NegativeInfinity);
    }

    [WrongAnswer("1.1.31")]
    internal static Tensor SortsUpwards(Tensor logits, double p)
    {
        var (sorted, order) = logits.sort(1);
        var probabilities = sorted.softmax(1);
        var isOut = probabilities.cumsum(1) - probabilities >= p;
        return logits.masked_fill(zeros_like(isOut).scatter(1, order, isOut), double.NegativeInfinity);
    }

    [WrongAnswer("1.1.31")]
    internal static Tensor TakesThoseAboveP(Tensor logits, double p) =>
        logits.masked_fill(logits.softmax(1) < p, double.NegativeInfinity);

    [RightAnswer("1.1.31")]
    internal static Tensor ComparesEveryPair(Tensor logits, double p)
    {
        var probabilities = logits.softmax(1);
        var isAbove = logits.unsqueeze(1) > logits.unsqueeze(2);
        var above = (isAbove.to(float32) * probabilities.unsqueeze(1)).sum(dim: 2);
        return logits.masked_fill(above >= p, double.NegativeInfinity);
    }

    [RightAnswer("1.1.31")]
    internal static Tensor SortsBack(Tensor logits, double p)
    {
        var (sorted, order) = logits.sort(1, descending: true);
        var probabilities = sorted.softmax(1);
        var kept = sorted.masked_fill(probabilities.cumsum(1) - probabilities >= p, double.NegativeInfinity);
        return kept.gather(1, order.argsort(1));
    }

    [WrongAnswer("1.1.32", Says = "was penalised once")]
    internal static Tensor PenalisesPresence(Tensor logits, Tensor tokens, double penalty) =>
        logits - penalty * nn.functional.one_hot(tokens.contiguous(), logits.shape[1]).amax([1]);

    [WrongAnswer("1.1.32", Says = "was penalised once")]
    internal static Tensor SubtractsAtIndices(Tensor logits, Tensor tokens, double penalty)
    {
        var result = logits.clone();
        for (var text = 0L; text < tokens.shape[0]; text++) result[text, tokens[text]] -= penalty;
        return result;
    }

    [WrongAnswer("1.1.32", Says = "the scores were raised")]
    internal static Tensor RewardsRepeating(Tensor logits, Tensor tokens, double penalty) =>
        logits + penalty * nn.functional.one_hot(tokens.contiguous(), logits.shape[1]).sum(dim: 1);

    [WrongAnswer("1.1.32", Says = "each text has its own")]
    internal static Tensor CountsAllTextsTogether(Tensor logits, Tensor tokens, double penalty) =>
        logits - penalty * tokens.flatten().bincount(null, logits.shape[1]);

    [RightAnswer("1.1.32")]
    internal static Tensor AddsUpOneHotVectors(Tensor logits, Tensor tokens, double penalty) =>
        logits - penalty * nn.functional.one_hot(tokens.contiguous(), logits.shape[1]).sum(dim: 1);

    [WrongAnswer("1.1.33", Says = "the penalty came after the temperature")]
    internal static Tensor PenalisesAfterTheTemperature(
        Tensor logits, Tensor tokens, SamplingOptions options, Generator? generator = null)
    {
        if (options.Temperature > 0) logits = Sampler.ApplyTemperature(logits, options.Temperature);
        logits = Sampler.PenaliseFrequency(logits, tokens, options.FrequencyPenalty);
        if (options.Temperature == 0) return Sampler.Greedy(logits);
        if (options.TopK is { } k) logits = Sampler.KeepTopK(logits, k);
        if (options.TopP is { } p) logits = Sampler.KeepTopP(logits, p);
        return Sampler.Draw(logits, generator);
    }

    [WrongAnswer("1.1.33", Says = "the temperature came after")]
    internal static Tensor HeatsAtTheEnd(
        Tensor logits, Tensor tokens, SamplingOptions options, Generator? generator = null)
    {
        logits = Sampler.PenaliseFrequency(logits, tokens, options.FrequencyPenalty);
        if (options.Temperature == 0) return Sampler.Greedy(logits);
        if (options.TopK is { } k) logits = Sampler.KeepTopK(logits, k);
        if (options.TopP is { } p) logits = Sampler.KeepTopP(logits, p);
        return Sampler.Draw(Sampler.ApplyTemperature(logits, options.Temperature), generator);
    }

    [WrongAnswer("1.1.33", Says = "the penalty is applied at temperature 0 too")]
    internal static Tensor IsGreedyTooEarly(
        Tensor logits, Tensor tokens, SamplingOptions options, Generator? generator = null)
    {
        if (options.Temperature == 0) return Sampler.Greedy(logits);
        logits = Sampler.PenaliseFrequency(logits, tokens, options.FrequencyPenalty);
        logits = Sampler.ApplyTemperature(logits, options.Temperature);
        if (options.TopK is { } k) logits = Sampler.KeepTopK(logits, k);
        if (options.TopP is { } p) logits = Sampler.KeepTopP(logits, p);
        return Sampler.Draw(logits, generator);
    }

    [RightAnswer("1.1.33")]
    internal static Tensor ReplacesMissingOptions(
        Tensor logits, Tensor tokens, SamplingOptions options, Generator? generator = null)
    {
        var penalised = Sampler.PenaliseFrequency(logits, tokens, options.FrequencyPenalty);
        if (options.Temperature == 0) return Sampler.Greedy(penalised);
        var scores = Sampler.KeepTopK(
            Sampler.ApplyTemperature(penalised, options.Temperature), options.TopK ?? int.MaxValue);
        return Sampler.Draw(options.TopP is null ? scores : Sampler.KeepTopP(scores, options.TopP.Value), generator);
    }
}
