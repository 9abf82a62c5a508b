using Arena.Models;
using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Transformers.InductionCircuits;

public class OverTrainingTests
{
    [ExerciseFact("1.2.38")]
    public void MeasuresEverySnapshot()
    {
        HookedTransformer[] snapshots = [Planted.Induction(), Planted.FixedDistance(1), Planted.FixedDistance(3)];
        const int period = 4;
        var tokens = Some.Distinct(3, period, Planted.Vocabulary - 1);
        using var unchanged = Inputs.MustStayUnchanged([tokens, .. snapshots[0].parameters()]);
        var losses = snapshots.Select(model => Losses(model, tokens)).ToList();
        // Worked out from what was planted: a head without weights looks everywhere alike.
        Tensor[] previous = [tensor(1f), tensor(1f), Uniform(Enumerable.Range(1, 2 * period))];
        Tensor[] induction = [tensor(1f), Uniform(Enumerable.Range(period + 1, period)), tensor(1f)];
        Tensor Table(Func<Tensor, Tensor> loss, Tensor[] second, Tensor[] third) => stack(
            [.. losses.Select((x, i) => stack([loss(x), second[i], third[i]]))]);
        Tensor Second(Tensor x) => x[.., (period + 1)..].mean();
        OverTraining.PhaseChange(snapshots, tokens).Should().BeCloseTo(
            Table(Second, previous, induction), 1e-3, "snapshot measure", mistakes:
            [
                ("previous-token and induction scores were interchanged", Table(Second, induction, previous)),
                ("this is the loss on the first copy", Table(x => x[.., ..period].mean(), previous, induction)),
                ("this is the loss on all tokens", Table(x => x.mean(), previous, induction)),
                ("the first token of the second copy was counted",
                    Table(x => x[.., period..].mean(), previous, induction)),
                ("snapshots and measures were interchanged", Table(Second, previous, induction).t()),
            ]);

        static Tensor Uniform(IEnumerable<int> queries) => tensor(queries.Select(query => 1f / (query + 1)).Average());
    }

    [ExerciseFact("1.2.38")]
    public void TheCircuitOfTheTrainedModelFormsSuddenly()
    {
        var training = Shipped.LoadTraining("attn-only-2l");
        var tokens = Some.Repeated(8, 24, 64);
        var measures = OverTraining.PhaseChange([.. training.Select(x => x.Model)], tokens);
        measures.Should().HaveShape("snapshot measure", training.Count, 3);
        var (before, after) = (measures[0], measures[-1]);
        Must.Hold(before[0].item<float>() > 3.5 && after[0].item<float>() < 0.5,
            "The loss on the second copy falls from that of guessing, 4.2, to nearly 0.");
        Must.Hold(before[1].item<float>() < 0.2 && after[1].item<float>() > 0.5,
            "A previous-token head comes into being, with a score above 0.5.");
        Must.Hold(before[2].item<float>() < 0.2 && after[2].item<float>() > 0.6,
            "An induction head comes into being, with a score above 0.6.");
        foreach (var (_, model) in training) model.Dispose();
    }

    private static Tensor Losses(HookedTransformer model, Tensor tokens)
    {
        var logits = model.call(tokens);
        return logits.logsumexp(-1)[.., ..^1] - logits[.., ..^1].gather(2, tokens[.., 1..].unsqueeze(2)).squeeze(2);
    }
}
