using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Transformers.InductionCircuits;

public class AttentionPatternsTests
{
    private const double Tolerance = 1e-6;

    [ExerciseTheory("1.2.5")]
    [InlineData(1, 2, 1, 4)]
    [InlineData(3, 1, 2, 6)]
    [InlineData(2, 3, 3, 5)]
    public void StacksTheLayers(int layers, int heads, long batch, long positions)
    {
        var model = Some.Model(layers, heads);
        var tokens = Some.Tokens(7, batch, positions);
        using var unchanged = Inputs.MustStayUnchanged([tokens, .. model.parameters()]);
        var seen = new List<Tensor>();
        for (var layer = 0; layer < layers; layer++)
        {
            model.RunWithHooks(tokens, ($"blocks.{layer}.attn.hook_pattern", pattern =>
            {
                seen.Add(pattern.clone().DetachFromDisposeScope());
                return null;
            }
            ));
        }
        AttentionPatterns.AllPatterns(model, tokens).Should().BeCloseTo(
            stack(seen), Tolerance, "layer batch head query key", mistakes:
            [
                ("the layers stand in reverse order", stack(seen.AsEnumerable().Reverse())),
            ]);
    }

    [ExerciseFact("1.2.5")]
    public void TheOtherActivationsAreLetGo()
    {
        var (model, tokens) = (Some.Model(), Some.Tokens(7, 1, 4));
        Must.LetGo(() => AttentionPatterns.AllPatterns(model, tokens));
    }

    [ExerciseTheory("1.2.6")]
    [InlineData(1, 1, 1, 3)]
    [InlineData(2, 3, 4, 6)]
    public void TheDiagonalIsTheCurrentToken(long layers, long batch, long heads, long positions)
    {
        var patterns = Some.Patterns(layers, batch, heads, positions);
        using var unchanged = Inputs.MustStayUnchanged(patterns);
        var wanted = Mean(patterns, positions, from: 0, query => query);
        AttentionPatterns.CurrentTokenScores(patterns).Should().BeCloseTo(
            wanted, Tolerance, "layer head", Mistakes(patterns, positions, wanted, 0));
    }

    [ExerciseTheory("1.2.7")]
    [InlineData(1, 1, 1, 3)]
    [InlineData(2, 3, 4, 6)]
    public void BesideTheDiagonalIsThePreviousToken(long layers, long batch, long heads, long positions)
    {
        var patterns = Some.Patterns(layers, batch, heads, positions);
        using var unchanged = Inputs.MustStayUnchanged(patterns);
        var wanted = Mean(patterns, positions, from: 1, query => query - 1);
        AttentionPatterns.PreviousTokenScores(patterns).Should().BeCloseTo(
            wanted, Tolerance, "layer head", Mistakes(patterns, positions, wanted, 1));
    }

    [ExerciseTheory("1.2.8")]
    [InlineData(1, 1, 1, 3)]
    [InlineData(2, 3, 4, 6)]
    public void TheFirstColumnIsTheFirstToken(long layers, long batch, long heads, long positions)
    {
        var patterns = Some.Patterns(layers, batch, heads, positions);
        using var unchanged = Inputs.MustStayUnchanged(patterns);
        var wanted = Mean(patterns, positions, from: 1, _ => 0);
        AttentionPatterns.FirstTokenScores(patterns).Should().BeCloseTo(
            wanted, Tolerance, "layer head", Mistakes(patterns, positions, wanted, null));
    }

    // A head each that looks at nothing but the current, the previous and the first token.
    [ExerciseFact("1.2.6")]
    public void PlantedCurrentToken() => AttentionPatterns.CurrentTokenScores(Heads(5)).Should().BeCloseTo(
        tensor(new[] { 1, 1f / 5, 1f / 5 }, [1, 3]), Tolerance, "layer head");

    [ExerciseFact("1.2.7")]
    public void PlantedPreviousToken() => AttentionPatterns.PreviousTokenScores(Heads(5)).Should().BeCloseTo(
        tensor(new[] { 0, 1, 1f / 4 }, [1, 3]), Tolerance, "layer head", mistakes:
        [
            ("the first query was counted, before which there is no token",
                tensor(new[] { 0, 4f / 5, 1f / 5 }, [1, 3])),
        ]);

    [ExerciseFact("1.2.8")]
    public void PlantedFirstToken() => AttentionPatterns.FirstTokenScores(Heads(5)).Should().BeCloseTo(
        tensor(new[] { 0, 1f / 4, 1 }, [1, 3]), Tolerance, "layer head", mistakes:
        [
            ("the first query was counted, which can only look at itself",
                tensor(new[] { 1f / 5, 2f / 5, 1 }, [1, 3])),
        ]);

    private static Tensor Heads(long positions) => stack(
        [Some.LooksBack(0, positions), Some.LooksBack(1, positions), Some.LooksBack(positions, positions)])
        .unsqueeze(0).unsqueeze(0);

    private static Tensor Mean(Tensor patterns, long positions, int from, Func<int, int> key)
    {
        var queries = Enumerable.Range(from, (int)positions - from).ToList();
        var attention = queries.Select(query => patterns.select(3, query).select(3, key(query)));
        return stack(attention).sum(dim: 0).sum(dim: 1) / (queries.Count * patterns.shape[1]);
    }

    private static IEnumerable<(string, Tensor)> Mistakes(
        Tensor patterns, long positions, Tensor wanted, int? places) =>
    [
        ("the attention was added up, not averaged", wanted * patterns.shape[1] * (positions - (places ?? 1))),
        ("the mean runs over the heads as well; each has a score of its own",
            wanted.mean([1], keepdim: true).expand_as(wanted)),
        .. places is { } back
            ? [
                ("this is the attention that each query gets from the next position: query and key were interchanged",
                    patterns.transpose(3, 4).diagonal(-back, 3, 4).mean([1, 3])),
                ("the first query was counted, before which there is no token",
                    patterns.diagonal(-back, 3, 4).sum(dim: 3).mean([1]) / positions),
                ("these are scores of the current token", Mean(patterns, positions, from: 0, query => query)),
            ]
            : new (string, Tensor)[]
            {
                ("the first query was counted, which can only look at itself",
                    patterns.select(4, 0).mean([1, 3])),
                ("this is what the first query looks at, not how much the others look at the first token",
                    patterns.select(3, 0)[.., .., .., 1..].mean([1, 3])),
            },
    ];
}
