using Arena.Models;
using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Transformers.InductionCircuits;

public class InductionTests
{
    private const double Tolerance = 1e-6;

    [ExerciseTheory("1.2.11")]
    [InlineData(1, 1, 1, 2)]
    [InlineData(2, 3, 4, 5)]
    public void LooksOneBehindTheLastOccurrence(long layers, long batch, long heads, int period)
    {
        var patterns = Some.Patterns(layers, batch, heads, 1 + 2 * period);
        using var unchanged = Inputs.MustStayUnchanged(patterns);
        Induction.InductionScores(patterns).Should().BeCloseTo(
            Scores(patterns, period, period - 1), Tolerance, "layer head", Mistakes(patterns, period));
    }

    // Three heads: the first does induction, the second looks at the last occurrence itself, the third one
    // place further.
    [ExerciseFact("1.2.11")]
    public void PlantedHeads()
    {
        const int period = 4;
        var patterns = stack(
            [Back(period - 1), Back(period), Back(period - 2)]).unsqueeze(0).unsqueeze(0);
        Induction.InductionScores(patterns).Should().BeCloseTo(
            tensor(new[] { 1f, 0, 0 }, [1, 3]), Tolerance, "layer head", Mistakes(patterns, period));

        static Tensor Back(int places) => Some.LooksBack(places, 1 + 2 * period);
    }

    [ExerciseTheory("1.2.12")]
    [InlineData(1, 2, 1, 3)]
    [InlineData(3, 3, 2, 5)]
    public void HooksFindTheSameScores(int layers, int heads, long batch, int period)
    {
        var model = Some.Model(layers, heads);
        var tokens = Some.Repeated(batch, period, 6);
        using var unchanged = Inputs.MustStayUnchanged([tokens, .. model.parameters()]);
        var patterns = Some.PatternsOf(model, tokens);
        Induction.InductionScoresByHook(model, tokens).Should().BeCloseTo(
            Scores(patterns, period, period - 1), Tolerance, "layer head", Mistakes(patterns, period));
    }

    [ExerciseFact("1.2.12")]
    public void FoundInTwoLayersAndNotInOne()
    {
        var tokens = Some.Repeated(16, 24, 64);
        using var two = Some.Shipped("attn-only-2l");
        using var one = Some.Shipped("attn-only-1l");
        var scores = Induction.InductionScoresByHook(two, tokens);
        Must.Hold(scores[1].max().item<float>() > 0.6,
            "attn-only-2l has a head in layer 1 with an induction score above 0.6; the highest that you found is "
            + $"{scores[1].max().item<float>():0.00}.");
        Must.Hold(scores[0].max().item<float>() < 0.2,
            "No head in layer 0 of attn-only-2l does induction; you found a score of "
            + $"{scores[0].max().item<float>():0.00}.");
        var control = Induction.InductionScoresByHook(one, tokens).max().item<float>();
        Must.Hold(control < 0.2, $"No head of attn-only-1l does induction; you found a score of {control:0.00}.");
    }

    [ExerciseTheory("1.2.13")]
    [InlineData(1, 1, 1, 4, 2)]
    [InlineData(2, 3, 4, 10, 4)]
    [InlineData(1, 2, 2, 8, 3)]
    public void FollowsEveryEarlierOccurrence(long layers, long batch, long heads, int positions, long below)
    {
        var patterns = Some.Patterns(layers, batch, heads, positions);
        var tokens = Some.Tokens(below, batch, positions);
        using var unchanged = Inputs.MustStayUnchanged(patterns, tokens);
        Induction.PrefixMatchingScores(patterns, tokens).Should().BeCloseTo(
            Matching(patterns, tokens, shift: 1), 1e-5, "layer head", mistakes:
            [
                ("this is attention to the earlier occurrences themselves, not to what came after them",
                    Matching(patterns, tokens, shift: 0)),
                ("this is attention to what came before the earlier occurrences",
                    Matching(patterns, tokens, shift: -1)),
                ("the mean runs over all queries, also over those whose token is new",
                    Matching(patterns, tokens, shift: 1, all: true)),
                ("the sum was divided by the number of pairs, not by the number of queries that have one",
                    Matching(patterns, tokens, shift: 1, pairs: true)),
            ]);
    }

    // Whatever the distances: a head that follows tokens, and one that goes back a fixed number of places.
    [ExerciseFact("1.2.13")]
    public void PlantedInductionFollowsTokensNotDistances()
    {
        // One token comes again: at first after 3 places, and in the second sequence after 5.
        var tokens = tensor(new long[,] { { 8, 1, 2, 3, 1, 4, 5 }, { 8, 6, 7, 3, 2, 1, 6 } });
        var (real, fake) = (Planted.Induction(), Planted.FixedDistance(2));
        Induction.PrefixMatchingScores(Patterns(real), tokens)[1].Should().BeCloseTo(
            tensor(new[] { (1f / 5 + 1f / 7) / 2, (1f / 5 + 1f / 7) / 2, 1 }), 1e-4, "head");
        Induction.PrefixMatchingScores(Patterns(fake), tokens)[0, 0].Should().BeCloseTo(tensor(0.5f), 1e-4, mistakes:
        [
            ("the fixed distance suits one of the two sequences, and yet it got full marks or none", tensor(1f)),
        ]);

        Tensor Patterns(HookedTransformer model) => Some.PatternsOf(model, tokens);
    }

    [ExerciseFact("1.2.14")]
    public void AFixedDistanceSuitsOnePeriod()
    {
        int[] periods = [3, 5, 7];
        Tensor[] sequences = [.. periods.Select(period => Some.Distinct(6, period, Planted.Vocabulary - 1))];
        using var unchanged = Inputs.MustStayUnchanged(sequences);
        Induction.AccuracyByPeriod(Planted.Induction(), sequences).Should().BeCloseTo(
            tensor(new[] { 1f, 1, 1 }), Tolerance, "period", mistakes:
            [
                ("the first token of the second copy was counted, which nobody can know",
                    Accuracies(Planted.Induction(), sequences, 0)),
                ("the first copy was counted as well", Accuracies(Planted.Induction(), sequences, null)),
            ]);
        Induction.AccuracyByPeriod(Planted.FixedDistance(4), sequences).Should().BeCloseTo(
            tensor(new[] { 0f, 1, 0 }), Tolerance, "period");
    }

    [ExerciseTheory("1.2.14")]
    [InlineData(1, 2)]
    [InlineData(4, 5)]
    public void CountsTheSecondCopyAlone(long batch, int period)
    {
        var model = Some.Model(vocabulary: 3);
        Tensor[] sequences = [Some.Repeated(batch, period, 2), Some.Repeated(2 * batch, period - 1, 2, seed: 4)];
        if (period == 2) sequences = sequences[..1];
        using var unchanged = Inputs.MustStayUnchanged(sequences);
        Induction.AccuracyByPeriod(model, sequences).Should().BeCloseTo(
            Accuracies(model, sequences, 1), Tolerance, "period", mistakes:
            [
                ("the first token of the second copy was counted, which nobody can know",
                    Accuracies(model, sequences, 0)),
                ("the first copy was counted as well", Accuracies(model, sequences, null)),
            ]);
    }

    // 24 is the one period that attn-only-2l-fixed saw in training.
    [ExerciseFact("1.2.14")]
    public void TheFakeIsFoundOut()
    {
        Tensor[] sequences = [Some.Repeated(16, 24, 64), Some.Repeated(16, 19, 64), Some.Repeated(16, 30, 64)];
        using var real = Some.Shipped("attn-only-2l");
        using var fake = Some.Shipped("attn-only-2l-fixed");
        var (right, wrong) = (Induction.AccuracyByPeriod(real, sequences), Induction.AccuracyByPeriod(fake, sequences));
        Must.Hold(right.min().item<float>() > 0.85,
            "attn-only-2l predicts the second copy with any period; your lowest accuracy is "
            + $"{right.min().item<float>():0.00}.");
        Must.Hold(wrong[0].item<float>() > 0.9,
            $"attn-only-2l-fixed does so with period 24; your accuracy is {wrong[0].item<float>():0.00}.");
        Must.Hold(wrong[1..].max().item<float>() < 0.3,
            $"It does not with any other; your accuracy is {wrong[1..].max().item<float>():0.00}.");
    }

    private static Tensor Scores(Tensor patterns, int period, int places, int from = 1)
    {
        var queries = Enumerable.Range(period + from, period + 1 - from);
        return stack([.. queries.Select(query => patterns.select(3, query).select(3, query - places))]).mean([0, 2]);
    }

    private static IEnumerable<(string, Tensor)> Mistakes(Tensor patterns, int period) =>
    [
        ("this is attention to the last occurrence of the same token; it should be to what came after it",
            Scores(patterns, period, period)),
        ("this is attention to two places after the last occurrence", Scores(patterns, period, period - 2)),
        ("the whole diagonal was averaged: its first two entries do not belong to the second copy",
            patterns.diagonal(1 - period, 3, 4).mean([1, 3])),
        ("one query too many was averaged: the second copy begins at position period + 1",
            Scores(patterns, period, period - 1, from: 0)),
        ("the attention was added up, not averaged", Scores(patterns, period, period - 1) * patterns.shape[1] * period),
        ("the whole diagonal was averaged, and it is that of the same token",
            patterns.diagonal(-period, 3, 4).mean([1, 3])),
    ];

    private static Tensor Matching(Tensor patterns, Tensor tokens, int shift, bool all = false, bool pairs = false)
    {
        var (sum, queries, found) = (zeros_like(patterns[.., 0, .., 0, 0]), 0, 0);
        for (var row = 0; row < tokens.shape[0]; row++)
        {
            for (var query = 0; query < tokens.shape[1]; query++)
            {
                var keys = Enumerable.Range(0, query)
                    .Where(earlier => tokens[row, earlier].item<long>() == tokens[row, query].item<long>())
                    .Select(earlier => earlier + shift).ToList();
                foreach (var key in keys.Where(key => key >= 0)) sum = sum + patterns[.., row, .., query, key];
                if (all || keys.Count > 0) queries++;
                found += keys.Count;
            }
        }
        return sum / (pairs ? found : queries);
    }

    // How many tokens of the second copy are skipped; null counts the first copy too.
    private static Tensor Accuracies(HookedTransformer model, Tensor[] sequences, int? skipped) =>
        stack([.. sequences.Select(tokens =>
        {
            var (positions, right, asked) = (tokens.shape[1], 0, 0);
            var logits = model.call(tokens);
            for (var row = 0L; row < tokens.shape[0]; row++)
            {
                for (var place = skipped is { } more ? (positions - 1) / 2 + 1 + more : 1; place < positions; place++)
                {
                    asked++;
                    if (logits[row, place - 1].argmax().item<long>() == tokens[row, place].item<long>()) right++;
                }
            }
            return tensor((float)right / asked);
        })]);
}
