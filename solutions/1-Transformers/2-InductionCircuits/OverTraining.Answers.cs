using Arena.Models;
using static TorchSharp.torch;

namespace Arena.Transformers.InductionCircuits;

/// <summary>What else learners may write for the phase change.</summary>
[SolutionOnly]
internal static class OverTrainingAnswers
{
    [WrongAnswer("1.2.38", Says = "were interchanged")]
    internal static Tensor InterchangesTheScores(IReadOnlyList<HookedTransformer> snapshots, Tensor tokens) =>
        Measured(snapshots, tokens, copy: 1).index_select(1, tensor(new long[] { 0, 2, 1 }));

    [WrongAnswer("1.2.38", Says = "this is the loss on the first copy")]
    internal static Tensor TakesTheFirstCopy(IReadOnlyList<HookedTransformer> snapshots, Tensor tokens) =>
        Measured(snapshots, tokens, copy: 0);

    [WrongAnswer("1.2.38", Says = "snapshots and measures were interchanged")]
    internal static Tensor PutsMeasuresFirst(IReadOnlyList<HookedTransformer> snapshots, Tensor tokens) =>
        Measured(snapshots, tokens, copy: 1).t();

    // The mean over the heads hides the one that matters.
    [WrongAnswer("1.2.38")]
    internal static Tensor AveragesTheHeads(IReadOnlyList<HookedTransformer> snapshots, Tensor tokens) =>
        Measured(snapshots, tokens, copy: 1, scores => scores.mean());

    [RightAnswer("1.2.38")]
    internal static Tensor MeasuresOneByOne(IReadOnlyList<HookedTransformer> snapshots, Tensor tokens) =>
        Measured(snapshots, tokens, copy: 1);

    private static Tensor Measured(
        IReadOnlyList<HookedTransformer> snapshots, Tensor tokens, int copy, Func<Tensor, Tensor>? best = null)
    {
        best ??= scores => scores.max();
        var table = zeros(snapshots.Count, 3);
        for (var i = 0; i < snapshots.Count; i++)
        {
            var patterns = AttentionPatterns.AllPatterns(snapshots[i], tokens);
            table[i, 0] = Repetition.LossOfCopies(snapshots[i].call(tokens), tokens)[copy];
            table[i, 1] = best(AttentionPatterns.PreviousTokenScores(patterns));
            table[i, 2] = best(Induction.InductionScores(patterns));
        }
        return table;
    }
}
