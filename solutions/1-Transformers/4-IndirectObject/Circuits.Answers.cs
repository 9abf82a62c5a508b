using Arena.Models;
using static TorchSharp.torch;

namespace Arena.Transformers.IndirectObject;

/// <summary>What else learners may write for circuits.</summary>
[SolutionOnly]
internal static class CircuitsAnswers
{
    [WrongAnswer("1.4.27", Says = "the mean over all texts")]
    internal static Tensor AveragesOverAllTexts(Tensor z, Tensor kinds) =>
        z.mean([0], keepdim: true).expand_as(z).clone();

    [WrongAnswer("1.4.27", Says = "these are sums")]
    internal static Tensor AddsUp(Tensor z, Tensor kinds) =>
        kinds.unsqueeze(0).eq(kinds.unsqueeze(1)).to(z.dtype).matmul(z.flatten(1)).reshape(z.shape);

    [WrongAnswer("1.4.27", Says = "the mean runs over the positions too")]
    internal static Tensor AveragesOverPositionsToo(Tensor z, Tensor kinds) =>
        RowByRow(z, kinds).mean([1], keepdim: true).expand_as(z).clone();

    [RightAnswer("1.4.27")]
    internal static Tensor RowByRow(Tensor z, Tensor kinds) =>
        stack(Enumerable.Range(0, (int)kinds.shape[0]).Select(row =>
        z[kinds.eq(kinds[row])].mean([0])));

    [WrongAnswer("1.4.28", Says = "the heads of the circuit work at all positions")]
    internal static Tensor ForgetsThePositions(
        HookedTransformer model, Prompts prompts, IReadOnlySet<HeadAt> circuit, IReadOnlyList<Tensor> means) =>
        model.RunWithHooks(prompts.Tokens, means.Select((mean, layer) => (HookName.Of("z", layer),
            (Func<Tensor, Tensor?>)(z =>
            {
                var held = mean.clone();
                foreach (var (head, _) in circuit.Where(x => x.Head.Layer == layer))
                    held[.., .., head.Index] = z[.., .., head.Index];
                return held;
            }))));

    [WrongAnswer("1.4.28", Says = "the heads of the circuit are held at their means")]
    internal static Tensor HoldsTheCircuit(
        HookedTransformer model, Prompts prompts, IReadOnlySet<HeadAt> circuit, IReadOnlyList<Tensor> means) =>
        model.RunWithHooks(prompts.Tokens, means.Select((mean, layer) => (HookName.Of("z", layer),
            (Func<Tensor, Tensor?>)(z =>
            {
                foreach (var (head, role) in circuit.Where(x => x.Head.Layer == layer))
                {
                    var (rows, at) = (arange(prompts.Count), prompts.At(role));
                    var which = full_like(rows, head.Index);
                    z[rows, at, which] = mean[rows, at, which];
                }
                return z;
            }))));

    [WrongAnswer("1.4.28")]
    internal static Tensor ForgetsTheLayers(
        HookedTransformer model, Prompts prompts, IReadOnlySet<HeadAt> circuit, IReadOnlyList<Tensor> means) =>
        ChoosesByAMask(
            model, prompts,
            circuit.SelectMany(x => Enumerable.Range(0, means.Count).Select(l =>
                x with { Head = x.Head with { Layer = l } }))
                .ToHashSet(), means);

    [WrongAnswer("1.4.28", Says = "was modified")]
    internal static Tensor WritesIntoTheMeans(
        HookedTransformer model, Prompts prompts, IReadOnlySet<HeadAt> circuit, IReadOnlyList<Tensor> means) =>
        model.RunWithHooks(prompts.Tokens, means.Select((mean, layer) => (HookName.Of("z", layer),
            (Func<Tensor, Tensor?>)(z =>
            {
                foreach (var (head, role) in circuit.Where(x => x.Head.Layer == layer))
                {
                    var (rows, at) = (arange(prompts.Count), prompts.At(role));
                    var which = full_like(rows, head.Index);
                    mean[rows, at, which] = z[rows, at, which];
                }
                return mean;
            }))));

    [RightAnswer("1.4.28")]
    internal static Tensor ChoosesByAMask(
        HookedTransformer model, Prompts prompts, IReadOnlySet<HeadAt> circuit, IReadOnlyList<Tensor> means) =>
        model.RunWithHooks(prompts.Tokens, means.Select((mean, layer) => (HookName.Of("z", layer),
            (Func<Tensor, Tensor?>)(z =>
            {
                var works = zeros(z.shape[0], z.shape[1], z.shape[2], 1, dtype: @bool);
                foreach (var member in circuit.Where(x => x.Head.Layer == layer))
                    for (var row = 0; row < prompts.Count; row++)
                        works[row, prompts.At(member.Role)[row].item<long>(), member.Head.Index] = true;
                return where(works, z, mean);
            }))));

    [WrongAnswer("1.4.29")]
    internal static double DividesTheWrongWayRound(
        Func<IReadOnlySet<HeadAt>, double> score, IReadOnlySet<HeadAt> model, IReadOnlySet<HeadAt> circuit) =>
        score(model) / score(circuit);

    [WrongAnswer("1.4.29")]
    internal static double TakesTheDifference(
        Func<IReadOnlySet<HeadAt>, double> score, IReadOnlySet<HeadAt> model, IReadOnlySet<HeadAt> circuit) =>
        score(model) - score(circuit);

    [WrongAnswer("1.4.29")]
    internal static double NeverExceedsOne(
        Func<IReadOnlySet<HeadAt>, double> score, IReadOnlySet<HeadAt> model, IReadOnlySet<HeadAt> circuit) =>
        Math.Min(1, score(circuit) / score(model));

    [RightAnswer("1.4.29")]
    internal static double SubtractsWhatIsLost(
        Func<IReadOnlySet<HeadAt>, double> score, IReadOnlySet<HeadAt> model, IReadOnlySet<HeadAt> circuit)
    {
        var whole = score(model);
        return 1 - (whole - score(circuit)) / whole;
    }

    [WrongAnswer("1.4.30")]
    internal static double RemovesFromTheCircuitOnly(
        Func<IReadOnlySet<HeadAt>, double> score, IReadOnlySet<HeadAt> model, IReadOnlySet<HeadAt> circuit,
        IEnumerable<IReadOnlySet<HeadAt>> removals) =>
        removals.Max(removed => Math.Abs(score(model) - score(circuit.Except(removed).ToHashSet())));

    [WrongAnswer("1.4.30")]
    internal static double TakesTheMean(
        Func<IReadOnlySet<HeadAt>, double> score, IReadOnlySet<HeadAt> model, IReadOnlySet<HeadAt> circuit,
        IEnumerable<IReadOnlySet<HeadAt>> removals) =>
        removals.Average(removed => Math.Abs(
            score(model.Except(removed).ToHashSet()) - score(circuit.Except(removed).ToHashSet())));

    [WrongAnswer("1.4.30", Says = "in absolute terms")]
    internal static double ForgetsTheSign(
        Func<IReadOnlySet<HeadAt>, double> score, IReadOnlySet<HeadAt> model, IReadOnlySet<HeadAt> circuit,
        IEnumerable<IReadOnlySet<HeadAt>> removals) =>
        removals.Max(removed =>
            score(model.Except(removed).ToHashSet()) - score(circuit.Except(removed).ToHashSet()));

    [RightAnswer("1.4.30")]
    internal static double KeepsTheLargest(
        Func<IReadOnlySet<HeadAt>, double> score, IReadOnlySet<HeadAt> model, IReadOnlySet<HeadAt> circuit,
        IEnumerable<IReadOnlySet<HeadAt>> removals)
    {
        var largest = 0.0;
        foreach (var removed in removals)
        {
            var (whole, part) = (model.ToHashSet(), circuit.ToHashSet());
            whole.ExceptWith(removed);
            part.ExceptWith(removed);
            largest = Math.Max(largest, Math.Abs(score(whole) - score(part)));
        }
        return largest;
    }

    [WrongAnswer("1.4.31")]
    internal static double RemovesNothingElse(
        Func<IReadOnlySet<HeadAt>, double> score, IReadOnlySet<HeadAt> circuit, HeadAt part,
        IEnumerable<IReadOnlySet<HeadAt>> removals) =>
        Math.Abs(score(circuit) - score(circuit.Except([part]).ToHashSet()));

    [WrongAnswer("1.4.31")]
    internal static double ComparesWithTheWholeCircuit(
        Func<IReadOnlySet<HeadAt>, double> score, IReadOnlySet<HeadAt> circuit, HeadAt part,
        IEnumerable<IReadOnlySet<HeadAt>> removals) =>
        removals.Max(removed => Math.Abs(score(circuit) - score(circuit.Except(removed).Except([part]).ToHashSet())));

    [WrongAnswer("1.4.31")]
    internal static double CountsHarmlessPartsAsNothing(
        Func<IReadOnlySet<HeadAt>, double> score, IReadOnlySet<HeadAt> circuit, HeadAt part,
        IEnumerable<IReadOnlySet<HeadAt>> removals) =>
        removals.Max(removed =>
        {
            var rest = circuit.Except(removed).ToHashSet();
            return score(rest) - score(rest.Except([part]).ToHashSet());
        });

    [RightAnswer("1.4.31")]
    internal static double RemovesItFirst(
        Func<IReadOnlySet<HeadAt>, double> score, IReadOnlySet<HeadAt> circuit, HeadAt part,
        IEnumerable<IReadOnlySet<HeadAt>> removals) =>
        removals.Select(removed => Math.Abs(
            score(circuit.Where(x => x != part && !removed.Contains(x)).ToHashSet())
            - score(circuit.Where(x => !removed.Contains(x)).ToHashSet()))).Max();

    [WrongAnswer("1.4.32")]
    internal static IReadOnlySet<HeadAt> JudgesAllPartsAtOnce(
        Func<IReadOnlySet<HeadAt>, double> score, IReadOnlyList<HeadAt> parts, double least) =>
        parts.Where(part => score(parts.Where(x => x != part).ToHashSet()) < least).ToHashSet();

    [WrongAnswer("1.4.32")]
    internal static IReadOnlySet<HeadAt> RemovesTheFirstThatMayGo(
        Func<IReadOnlySet<HeadAt>, double> score, IReadOnlyList<HeadAt> parts, double least)
    {
        var left = parts.ToList();
        foreach (var part in parts)
            if (score(left.Where(x => x != part).ToHashSet()) >= least) left.Remove(part);
        return left.ToHashSet();
    }

    [WrongAnswer("1.4.32")]
    internal static IReadOnlySet<HeadAt> RemovesOneTooMany(
        Func<IReadOnlySet<HeadAt>, double> score, IReadOnlyList<HeadAt> parts, double least)
    {
        var left = parts.ToList();
        while (left.Count > 0 && score(left.ToHashSet()) >= least)
            left.Remove(left.MaxBy(part => score(left.Where(x => x != part).ToHashSet())));
        return left.ToHashSet();
    }
}
