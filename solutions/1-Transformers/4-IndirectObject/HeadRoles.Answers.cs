using Arena.Models;
using static TorchSharp.torch;

namespace Arena.Transformers.IndirectObject;

/// <summary>What else learners may write for the roles of heads.</summary>
[SolutionOnly]
internal static class HeadRolesAnswers
{
    [WrongAnswer("1.4.23", Says = "the names have changed places")]
    internal static (Tensor Attention, Tensor Said) TakesTheSubjectFirst(
        HookedTransformer model, ActivationCache cache, Prompts prompts, Head head)
    {
        var (attention, said) = ReadsRowByRow(model, cache, prompts, head);
        return (attention.flip(0), said.flip(0));
    }

    [WrongAnswer("1.4.23", Says = "the attention to S2")]
    internal static (Tensor Attention, Tensor Said) LooksAtTheSecondMention(
        HookedTransformer model, ActivationCache cache, Prompts prompts, Head head) =>
        ReadsRowByRow(model, cache, prompts with { S1At = prompts.S2At }, head);

    [WrongAnswer("1.4.23", Says = "the attention from S2")]
    internal static (Tensor Attention, Tensor Said) LooksFromTheSecondMention(
        HookedTransformer model, ActivationCache cache, Prompts prompts, Head head) =>
        (ReadsRowByRow(model, cache, prompts with { End = prompts.S2At }, head).Attention,
            ReadsRowByRow(model, cache, prompts, head).Said);

    [WrongAnswer("1.4.23")]
    internal static (Tensor Attention, Tensor Said) ReadsTheWholeLayer(
        HookedTransformer model, ActivationCache cache, Prompts prompts, Head head)
    {
        var written = prompts.AtEnd(cache["attn_out", head.Layer]);
        var said = stack([(written * model.W_U.t()[prompts.Io]).sum(dim: 1),
            (written * model.W_U.t()[prompts.S]).sum(dim: 1)]);
        return (ReadsRowByRow(model, cache, prompts, head).Attention, said);
    }

    [RightAnswer("1.4.23")]
    internal static (Tensor Attention, Tensor Said) ReadsRowByRow(
        HookedTransformer model, ActivationCache cache, Prompts prompts, Head head)
    {
        var rows = arange(prompts.Count);
        var pattern = cache["pattern", head.Layer].select(1, head.Index);
        var said = prompts.AtEnd(cache["z", head.Layer]).select(1, head.Index)
            .matmul(model.blocks[head.Layer].attn.W_O[head.Index]).matmul(model.W_U);
        return (stack([pattern[rows, prompts.End, prompts.IoAt], pattern[rows, prompts.End, prompts.S1At]]),
            stack([said[rows, prompts.Io], said[rows, prompts.S]]));
    }

    [WrongAnswer("1.4.24", Says = "the lowest logits were looked at")]
    internal static Tensor LooksAtTheLowest(HookedTransformer model, Tensor names, int among) =>
        Scores(model, names, Vectors(model, names), logits => logits.topk(among, -1, largest: false).indexes);

    [WrongAnswer("1.4.24", Says = "the neurons of layer 0 were left out")]
    internal static Tensor LeavesTheNeuronsOut(HookedTransformer model, Tensor names, int among) =>
        Scores(model, names, model.W_E[names], logits => logits.topk(among, -1).indexes);

    [WrongAnswer("1.4.24", Says = "more of the highest logits counted")]
    internal static Tensor CountsOneTooMany(HookedTransformer model, Tensor names, int among) =>
        CountsWhatIsHigher(model, names, among + 1);

    [WrongAnswer("1.4.24")]
    internal static Tensor ChoosesAmongTheNamesOnly(HookedTransformer model, Tensor names, int among) =>
        Scores(model, names, Vectors(model, names), logits =>
            names[logits.index_select(2, names).topk((int)Math.Min(among, names.shape[0]), -1).indexes]);

    [RightAnswer("1.4.24")]
    internal static Tensor CountsWhatIsHigher(HookedTransformer model, Tensor names, int among)
    {
        var vectors = Vectors(model, names);
        var layers = model.blocks.Select(block => stack(Enumerable.Range(0, model.Config.NHeads).Select(head =>
        {
            var written = block.ln1.call(vectors).matmul(block.attn.W_V[head]).matmul(block.attn.W_O[head]);
            var logits = model.ln_final.call(written).matmul(model.W_U);
            var own = logits.gather(1, names.unsqueeze(1));
            return logits.gt(own).sum(dim: 1).lt(among).to(float32).mean();
        })));
        return stack(layers);
    }

    [WrongAnswer("1.4.25", Says = "that is induction")]
    internal static (Tensor Previous, Tensor Duplicate, Tensor Induction) TakesInductionForDuplicates(
        Tensor patterns, Tensor tokens)
    {
        var scores = QueryByQuery(patterns, tokens);
        return (scores.Previous, scores.Induction, scores.Duplicate);
    }

    [WrongAnswer("1.4.25", Says = "the end of the first copy counts too")]
    internal static (Tensor Previous, Tensor Duplicate, Tensor Induction) CountsTheBeginningToo(
        Tensor patterns, Tensor tokens)
    {
        var period = (tokens.shape[1] - 1) / 2;
        return (QueryByQuery(patterns, tokens).Previous, patterns.diagonal(-period, 3, 4).mean([1, 3]),
            patterns.diagonal(1 - period, 3, 4)[.., .., .., 1..].mean([1, 3]));
    }

    [WrongAnswer("1.4.25", Says = "to the token itself")]
    internal static (Tensor Previous, Tensor Duplicate, Tensor Induction) TakesTheTokenItself(
        Tensor patterns, Tensor tokens)
    {
        var scores = QueryByQuery(patterns, tokens);
        return (patterns.diagonal(0, 3, 4)[.., .., .., 1..].mean([1, 3]), scores.Duplicate, scores.Induction);
    }

    [RightAnswer("1.4.25")]
    internal static (Tensor Previous, Tensor Duplicate, Tensor Induction) QueryByQuery(Tensor patterns, Tensor tokens)
    {
        var (length, period) = ((int)tokens.shape[1], ((int)tokens.shape[1] - 1) / 2);
        return (Mean(1, 1), Mean(period + 1, period), Mean(period + 1, period - 1));

        Tensor Mean(int from, int back) => stack(Enumerable.Range(from, length - from)
            .Select(query => patterns[.., .., .., query, query - back])).mean([0, 2]);
    }

    [WrongAnswer("1.4.26", Says = "the sign is the other way round")]
    internal static Tensor SubtractsTheWrongWayRound(
        HookedTransformer model, Prompts prompts, IReadOnlyCollection<Head> gone) =>
        -ExpandsTheMean(model, prompts, gone);

    [WrongAnswer("1.4.26", Says = "the heads were set to 0")]
    internal static Tensor SetsThemToZero(HookedTransformer model, Prompts prompts, IReadOnlyCollection<Head> gone) =>
        Changes(model, prompts, gone, one => one.zero_());

    [WrongAnswer("1.4.26")]
    internal static Tensor AveragesOverPositionsToo(
        HookedTransformer model, Prompts prompts, IReadOnlyCollection<Head> gone) =>
        Changes(model, prompts, gone, one => one.copy_(one.mean([0, 1], keepdim: true)));

    [RightAnswer("1.4.26")]
    internal static Tensor ExpandsTheMean(HookedTransformer model, Prompts prompts, IReadOnlyCollection<Head> gone) =>
        Changes(model, prompts, gone, one => one.copy_(one.mean([0]).expand_as(one)));

    private static Tensor Changes(
        HookedTransformer model, Prompts prompts, IReadOnlyCollection<Head> gone, Action<Tensor> ablate)
    {
        var hooks = gone.Select(head => (HookName.Of("z", head.Layer), (Func<Tensor, Tensor?>)(z =>
        {
            ablate(z.select(2, head.Index));
            return z;
        })));
        using var without = model.RunWithCache(prompts.Tokens, hooks: hooks).Cache;
        using var with = model.RunWithCache(prompts.Tokens).Cache;
        return (DirectEffects.OfHeads(model, without, prompts) - DirectEffects.OfHeads(model, with, prompts)).mean([2]);
    }

    private static Tensor Vectors(HookedTransformer model, Tensor names)
    {
        var vectors = model.W_E[names];
        return model.blocks[0] is { mlp: { } mlp, ln2: { } ln2 }
            ? vectors + mlp.call(ln2.call(vectors.unsqueeze(0))).squeeze(0)
            : vectors;
    }

    private static Tensor Scores(HookedTransformer model, Tensor names, Tensor vectors, Func<Tensor, Tensor> chosen) =>
        stack(model.blocks.Select(block =>
        {
            var written = block.ln1.call(vectors).unsqueeze(0).matmul(block.attn.W_V).matmul(block.attn.W_O);
            var logits = model.ln_final.call(written).matmul(model.W_U);
            return chosen(logits).eq(names.unsqueeze(1)).any(-1).to(float32).mean([1]);
        }));
}
