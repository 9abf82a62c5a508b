using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

public class SamplerTests
{
    private const float Out = float.NegativeInfinity;

    [ExerciseTheory("1.1.27")]
    [InlineData(3, 5, false)]
    [InlineData(1, 2, false)]
    [InlineData(4, 4, true)]
    public void TheHighestScoreWins(long batch, long vocabulary, bool view)
    {
        var logits = Some.Numbers(view, batch, vocabulary);
        using var unchanged = Inputs.MustStayUnchanged(logits);
        var rows = logits.unbind(0).Select(row => row.contiguous().data<float>().ToArray()).ToArray();
        Sampler.Greedy(logits).Should().BeCloseTo(
            tensor([.. rows.Select(row => (long)Array.IndexOf(row, row.Max()))]), 0, "batch", mistakes:
        [
            ("the token with the *lowest* score was taken", logits.argmin(1)),
            ("for each token the text with the highest score was looked for", logits.argmax(0)),
            ("the axis that was searched is still there", logits.argmax(1, keepdim: true)),
        ]);
    }

    [ExerciseTheory("1.1.28")]
    [InlineData(0.5, false)]
    [InlineData(1, false)]
    [InlineData(3, true)]
    public void ScoresAreDividedByTheTemperature(double temperature, bool view)
    {
        var logits = Some.Numbers(view, 2, 5);
        using var unchanged = Inputs.MustStayUnchanged(logits);
        var wanted = stack([.. logits.unbind(0).Select(row =>
            tensor([.. row.contiguous().data<float>().ToArray().Select(x => (float)(x / temperature))]))]);
        Sampler.ApplyTemperature(logits, temperature).Should().BeCloseTo(wanted, 1e-5, "batch vocabulary", mistakes:
        [
            ("the scores were multiplied by the temperature: a high one should make them more alike", logits * temperature),
            ("these are probabilities: only divide the scores", wanted.softmax(1)),
            ("probabilities were divided: divide the scores", logits.softmax(1) / temperature),
        ]);
    }

    [ExerciseTheory("1.1.28")]
    [InlineData(0)]
    [InlineData(-1)]
    public void OtherTemperaturesAreRefused(double temperature)
    {
        var act = () => Sampler.ApplyTemperature(Some.Numbers(false, 2, 3), temperature);
        act.Should().Throw<ArgumentOutOfRangeException>("a temperature has to be above 0, and {0} is not", temperature);
    }

    [ExerciseTheory("1.1.29")]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void DrawsHaveTheirProbabilities(ulong seed)
    {
        var row = tensor(new float[] { 1, 2.5f, Out, 0.5f, -1 });
        var logits = row.expand(Chance.Draws, 5);
        using var unchanged = Inputs.MustStayUnchanged(logits);
        using var generator = new Generator(seed);
        var draws = Sampler.Draw(logits, generator);
        draws.Should().HaveShape("batch", Chance.Draws);
        Chance.Check(draws, row.softmax(0), Mistakes(row));
    }

    [ExerciseFact("1.1.29")]
    public void EachTextHasItsOwnScores()
    {
        var logits = full([4, 6], Out);
        for (var text = 0; text < 4; text++) logits[text, text + 1] = -5;
        Sampler.Draw(logits).Should().BeCloseTo(tensor(new long[] { 1, 2, 3, 4 }), 0, "batch");
        Sampler.Draw(logits[..1]).Should().HaveShape("batch", 1);
    }

    [ExerciseFact("1.1.29")]
    public void DrawsComeFromTheGenerator()
    {
        var logits = zeros(30, 4);
        random.manual_seed(1);
        var first = From(7);
        random.manual_seed(2);
        Must.Hold(From(7).Equals(first), "The same generator should draw the same tokens: pass it on.");
        Must.Hold(!From(8).Equals(first), "Another generator should draw other tokens.");
        Must.Hold(!Sampler.Draw(logits).Equals(Sampler.Draw(logits)), "Two draws were the same: do not set a seed.");

        Tensor From(ulong seed)
        {
            using var generator = new Generator(seed);
            return Sampler.Draw(logits, generator);
        }
    }

    [ExerciseTheory("1.1.30")]
    [InlineData(3, 6, 2, false)]
    [InlineData(1, 4, 1, false)]
    [InlineData(2, 5, 5, false)]
    [InlineData(2, 3, 7, false)]
    [InlineData(4, 4, 3, true)]
    public void TheKBestStay(long batch, long vocabulary, int k, bool view)
    {
        var logits = Some.Numbers(view, batch, vocabulary);
        using var unchanged = Inputs.MustStayUnchanged(logits);
        Sampler.KeepTopK(logits, k).Should().BeCloseTo(Kept(logits, k), 0, "batch vocabulary", mistakes:
        [
            ("one token too few stays", Kept(logits, k - 1)),
            ("one token too many stays", Kept(logits, k + 1)),
            ("the k lowest stay", -Kept(-logits, k).masked_fill(Kept(-logits, k).isinf(), double.PositiveInfinity)),
            ("what is ruled out has the score 0, which is a score like any other: it should have -∞",
                Kept(logits, k).nan_to_num(neginf: 0)),
            ("the k best of all texts together stay: each text has its own",
                Kept(logits.reshape(1, -1), k).reshape(batch, vocabulary)),
            ("these are the k scores alone: keep the other tokens' places, with -∞",
                logits.topk((int)Math.Min(k, vocabulary), 1).values),
        ]);

        static Tensor Kept(Tensor scores, int k) => Map(
            scores, row => row.Select(x => row.Count(other => other > x) < k ? x : Out));
    }

    [ExerciseTheory("1.1.31")]
    [InlineData(0.5, new[] { 0.1f, 0.4f, 0.2f, 0.3f }, new[] { 1, 3 })]
    [InlineData(0.35, new[] { 0.1f, 0.4f, 0.2f, 0.3f }, new[] { 1 })]
    [InlineData(0.01, new[] { 0.1f, 0.4f, 0.2f, 0.3f }, new[] { 1 })]
    [InlineData(0.75, new[] { 0.1f, 0.4f, 0.2f, 0.3f }, new[] { 1, 2, 3 })]
    [InlineData(0.95, new[] { 0.1f, 0.4f, 0.2f, 0.3f }, new[] { 0, 1, 2, 3 })]
    [InlineData(0.65, new[] { 0.6f, 0.06f, 0.34f }, new[] { 0, 2 })]
    public void TheFewestThatReachPStay(double p, float[] probabilities, int[] stays)
    {
        // Scores are known up to a constant, and texts of a batch differ.
        var row = tensor(probabilities).log() + 3;
        var logits = stack([row, row.flip(0)]);
        using var unchanged = Inputs.MustStayUnchanged(logits);
        var kept = Keep(stays);
        var byRank = Enumerable.Range(0, probabilities.Length).OrderByDescending(i => probabilities[i]).ToArray();
        Sampler.KeepTopP(logits, p).Should().BeCloseTo(kept, 0, "batch vocabulary", mistakes:
        [
            ("the token with which p is reached was ruled out: the others do not reach p without it",
                Keep(byRank[..(stays.Length - 1)])),
            ("one token too many stays: p is reached without it",
                Keep(byRank[..Math.Min(stays.Length + 1, byRank.Length)])),
            ("the tokens that stay are those at the front of the vocabulary: put them back in their own places",
                stack([Front(row), Front(row.flip(0))])),
            ("the decisions were picked by the order (gather); put each back to where its token came from (scatter)",
                stack([Picked(row), Picked(row.flip(0))])),
            ("the least likely tokens stay",
                Keep([.. byRank.Reverse().Take(stays.Length)])),
            ("the tokens stay that are more likely than p by themselves",
                Keep([.. byRank.Where(i => probabilities[i] >= p)])),
            ("what is ruled out has the score 0: it should have -∞", kept.nan_to_num(neginf: 0)),
        ]);

        Tensor Front(Tensor scores)
        {
            var front = full_like(scores, Out);
            front[..stays.Length] = scores[..stays.Length];
            return front;
        }
        Tensor Picked(Tensor scores) =>
            scores.masked_fill(scores.argsort(0, descending: true) >= stays.Length, Out);
        Tensor Keep(int[] which)
        {
            var one = full_like(row, Out);
            foreach (var token in which) one[token] = row[token];
            return stack([one, one.flip(0)]);
        }
    }

    [ExerciseTheory("1.1.31")]
    [InlineData(3, 6, false)]
    [InlineData(2, 5, true)]
    public void TheLikelyOnesOfAnyScoresStay(long batch, long vocabulary, bool view)
    {
        var logits = 2 * Some.Numbers(view, batch, vocabulary);
        using var unchanged = Inputs.MustStayUnchanged(logits);
        Sampler.KeepTopP(logits, 0.7).Should().BeCloseTo(
            Map(logits, row => row.Select(x => ProbabilityAbove(row, x) < 0.7 ? x : Out)), 0, "batch vocabulary");
        Sampler.KeepTopP(logits, 1).Should().BeCloseTo(logits, 0, "batch vocabulary");

        static double ProbabilityAbove(float[] row, float x) =>
            row.Where(other => other > x).Sum(other => Math.Exp(other)) / row.Sum(other => Math.Exp(other));
    }

    [ExerciseFact("1.1.31")]
    public void ReachingPExactlyIsEnough() =>
        // So close that float32 gives both a probability of 0.5.
        Sampler.KeepTopP(tensor(new float[] { 0, 1e-9f }, [1, 2]), 0.5).Should().BeCloseTo(
            tensor(new float[] { Out, 1e-9f }, [1, 2]), 0, "batch vocabulary", mistakes:
            [("two tokens stay, and one has a probability of p already", tensor(new float[] { 0, 1e-9f }, [1, 2]))]);

    [ExerciseTheory("1.1.32")]
    [InlineData(2, 6, 4, 0.5, false)]
    [InlineData(1, 1, 3, 2, false)]
    [InlineData(3, 9, 5, 1.5, true)]
    [InlineData(2, 4, 4, 0, false)]
    public void EachOccurrenceCosts(long batch, long positions, long vocabulary, double penalty, bool view)
    {
        var logits = Some.Numbers(view, batch, vocabulary);
        var tokens = Some.Tokens(view, vocabulary - 1, batch, positions);
        using var unchanged = Inputs.MustStayUnchanged(logits, tokens);
        var counts = stack([.. tokens.unbind(0).Select(text => text.contiguous().data<long>().ToArray()).Select(text =>
            tensor([.. Enumerable.Range(0, (int)vocabulary).Select(token => (float)text.Count(x => x == token))]))]);
        Sampler.PenaliseFrequency(logits, tokens, penalty).Should().BeCloseTo(
            logits - penalty * counts, 1e-5, "batch vocabulary", mistakes:
        [
            ("a token that is there several times was penalised once", logits - penalty * counts.clamp(max: 1)),
            ("the scores were raised", logits + penalty * counts),
            ("the scores were divided", logits / (1 + penalty * counts)),
            ("the tokens of all texts were counted together: each text has its own",
                logits - penalty * counts.sum(dim: 0, keepdim: true)),
            ("only the last token of the text was penalised",
                logits - penalty * nn.functional.one_hot(tokens[.., ^1].contiguous(), vocabulary).to(float32)),
            ("the shares of the tokens were taken, not how often they are there", logits - penalty * counts / positions),
        ]);
    }

    // Scores, text and options in which each step in the wrong place would let other tokens through.
    [ExerciseTheory("1.1.33")]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(3, 1)]
    [InlineData(4, 1)]
    [InlineData(5, 2)]
    [InlineData(6, 2)]
    public void TheNextTokenIsChosenInThisOrder(int which, ulong seed)
    {
        var row = tensor(new float[] { 2, 1.5f, 1, 0.2f, -1 });
        long[] text = [0, 0, 1];
        SamplingOptions options = new[]
        {
            new SamplingOptions(),
            new SamplingOptions(Temperature: 2),
            new SamplingOptions(TopK: 3, FrequencyPenalty: 1),
            new SamplingOptions(Temperature: 3, TopP: 0.6),
            new SamplingOptions(Temperature: 0.5, TopP: 0.9, FrequencyPenalty: 0.7),
            new SamplingOptions(Temperature: 0.7, TopK: 2, TopP: 0.95),
            new SamplingOptions(Temperature: 2, TopK: 2, TopP: 0.6),
        }[which];
        var logits = row.expand(Chance.Draws, 5);
        var tokens = tensor(text).expand(Chance.Draws, 3);
        using var unchanged = Inputs.MustStayUnchanged(logits, tokens);
        using var generator = new Generator(seed);
        var draws = Sampler.NextToken(logits, tokens, options, generator);
        draws.Should().HaveShape("batch", Chance.Draws);
        Func<float[], float[]>[] order = [Penalise, Divide, Best, Likely];
        Chance.Check(draws, Through(order),
        [
            ("the penalty came after the temperature", Through([Divide, Penalise, Best, Likely])),
            ("the penalty came after the others", Through([Divide, Best, Likely, Penalise])),
            ("the temperature came after the likely ones were chosen", Through([Penalise, Best, Likely, Divide])),
            ("the likely ones were chosen before the k best", Through([Penalise, Divide, Likely, Best])),
            ("there was no penalty", Through([Divide, Best, Likely])),
            ("there was no temperature", Through([Penalise, Best, Likely])),
            ("top-k was left out", Through([Penalise, Divide, Likely])),
            ("top-p was left out", Through([Penalise, Divide, Best])),
        ]);

        float[] Penalise(float[] scores) =>
            [.. scores.Select((x, token) => (float)(x - options.FrequencyPenalty * text.Count(y => y == token)))];
        float[] Divide(float[] scores) => [.. scores.Select(x => (float)(x / options.Temperature))];
        float[] Best(float[] scores) =>
            [.. scores.Select(x => scores.Count(y => y > x) < (options.TopK ?? int.MaxValue) ? x : Out)];
        float[] Likely(float[] scores) => options.TopP is not { } p ? scores : [.. scores.Select(x =>
            scores.Where(y => y > x).Sum(y => Math.Exp(y)) / scores.Sum(y => Math.Exp(y)) < p ? x : Out)];
        Tensor Through(Func<float[], float[]>[] steps) =>
            tensor(steps.Aggregate(row.data<float>().ToArray(), (scores, step) => step(scores))).softmax(0);
    }

    [ExerciseFact("1.1.33")]
    public void WithoutTemperatureTheBestTokenIsTaken()
    {
        var logits = tensor(new float[] { 2, 1.8f, 0, 0, 1, 3 }, [2, 3]);
        var tokens = tensor(new long[] { 0, 0, 1, 1 }, [2, 2]);
        Sampler.NextToken(logits, tokens, new SamplingOptions(Temperature: 0)).Should().BeCloseTo(
            tensor(new long[] { 0, 2 }), 0, "batch");
        Sampler.NextToken(logits, tokens, new SamplingOptions(Temperature: 0, FrequencyPenalty: 1, TopK: 1)).Should()
            .BeCloseTo(tensor(new long[] { 1, 2 }), 0, "batch", mistakes:
                [("the penalty is applied at temperature 0 too", tensor(new long[] { 0, 2 }))]);
    }

    [ExerciseFact("1.1.33")]
    public void TheNextTokenComesFromTheGenerator()
    {
        random.manual_seed(1);
        var first = From(7);
        random.manual_seed(2);
        Must.Hold(From(7).Equals(first), "The same generator should choose the same tokens: pass it on.");

        static Tensor From(ulong seed)
        {
            using var generator = new Generator(seed);
            return Sampler.NextToken(zeros(30, 4), zeros(30, 1, dtype: int64), new SamplingOptions(), generator);
        }
    }

    private static IEnumerable<(string, Tensor)> Mistakes(Tensor row)
    {
        var possible = row.isinf().logical_not().to(float32);
        yield return ("the most likely token is always taken", row.eq(row.max()).to(float32));
        yield return ("every token is drawn equally often", ones(5) / 5);
        yield return ("every possible token is drawn equally often", possible / possible.sum());
        yield return ("the scores' own sizes were taken for probabilities",
            (row.masked_fill(row.isinf(), 0).clamp(min: 0) / row.masked_fill(row.isinf(), 0).clamp(min: 0).sum()));
    }

    private static Tensor Map(Tensor scores, Func<float[], IEnumerable<float>> map) => stack(
        [.. scores.unbind(0).Select(row => tensor([.. map(row.contiguous().data<float>().ToArray())]))]);
}
