using Arena.Models;
using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Transformers.InductionCircuits;

public class LookingInsideTests
{
    private const double Tolerance = 1e-5;

    [ExerciseTheory("1.2.1")]
    [InlineData(1, 2, 3)]
    [InlineData(3, 7, 5)]
    [InlineData(2, 9, 4)]
    public void CountsWhatWasGuessed(long batch, long positions, long vocabulary)
    {
        var tokens = Some.Tokens(vocabulary, batch, positions);
        var logits = Some.Numbers(batch, positions, vocabulary);
        // Most of the predictions are right.
        for (var row = 0L; row < batch; row++)
            for (var place = 0L; place + 1 < positions; place++)
                logits[row, place, tokens[row, place + 1].item<long>()] += 1.5;
        using var unchanged = Inputs.MustStayUnchanged(logits, tokens);
        var wanted = 0L;
        for (var row = 0L; row < batch; row++)
            for (var place = 0L; place + 1 < positions; place++)
                if (Best(logits[row, place]) == tokens[row, place + 1].item<long>()) wanted++;
        tensor(LookingInside.RightPredictions(logits, tokens)).Should().BeEqualTo(tensor(wanted), mistakes:
        [
            ("each prediction was compared with the token at its own position; it is about the one after",
                logits.argmax(-1).eq(tokens).sum()),
            ("each prediction was compared with the token before its position",
                logits[.., 1..].argmax(-1).eq(tokens[.., ..^1]).sum()),
            ("these are the wrong predictions", tensor(batch * (positions - 1) - wanted)),
            ("the lowest logit was taken, not the highest", logits[.., ..^1].argmin(-1).eq(tokens[.., 1..]).sum()),
        ]);
    }

    [ExerciseTheory("1.2.2")]
    [InlineData(1, 2, 5, 0)]
    [InlineData(3, 1, 7, 1)]
    [InlineData(2, 4, 3, 1)]
    public void PatternComesFromQueriesAndKeys(long batch, int heads, int width, int layer)
    {
        var model = Some.Model(heads: heads, head: width);
        var tokens = Some.Tokens(7, batch, 8);
        var (_, whole) = model.RunWithCache(tokens);
        var (_, cache) = model.RunWithCache(tokens, [HookName.Of("q", layer), HookName.Of("k", layer)]);
        using var held = whole;
        using var alsoHeld = cache;
        var (q, k) = (cache["q", layer], cache["k", layer]);
        using var unchanged = Inputs.MustStayUnchanged(q, k);
        var products = q.transpose(1, 2).matmul(k.permute(0, 2, 3, 1));
        var future = ones(8, 8, dtype: @bool).triu(1);
        Tensor Masked(Tensor scores) => scores.masked_fill(future, double.NegativeInfinity);
        LookingInside.PatternOf(cache, layer).Should().BeCloseTo(
            whole["pattern", layer], Tolerance, "batch head query key", mistakes:
            [
                ("the scores were not divided by √d_head", Masked(products).softmax(-1)),
                ("the scores were divided by d_head, not by its root", Masked(products / width).softmax(-1)),
                ("the scores were divided by √d_model: it is the width of a head that counts",
                    Masked(products / Math.Sqrt(10)).softmax(-1)),
                ("every query sees the whole sequence: mask the future", (products / Math.Sqrt(width)).softmax(-1)),
                ("the past was masked, not the future", (products / Math.Sqrt(width)).masked_fill(
                    ones(8, 8, dtype: @bool).tril(-1), double.NegativeInfinity).softmax(-1)),
                ("these are scores: take their softmax", Masked(products / Math.Sqrt(width))),
                ("the future got a score of 0, which is no mask: exp(0) is 1",
                    (products / Math.Sqrt(width)).masked_fill(future, 0).softmax(-1)),
                ("the shares add up to 1 over the queries; they should over the keys",
                    Masked(products / Math.Sqrt(width)).softmax(-2)),
                ("queries and keys were interchanged",
                    Masked(products.transpose(-1, -2) / Math.Sqrt(width)).softmax(-1)),
            ]);
    }

    [ExerciseTheory("1.2.3")]
    [InlineData("hook_embed")]
    [InlineData("blocks.0.attn.hook_pattern")]
    [InlineData("blocks.1.hook_resid_post")]
    [InlineData("ln_final.hook_scale")]
    public void ReadsWhatPassesBy(string name)
    {
        var model = Some.Model();
        var tokens = Some.Tokens(7, 2, 6);
        using var unchanged = Inputs.MustStayUnchanged([tokens, .. model.parameters()]);
        var (_, cache) = model.RunWithCache(tokens);
        using var held = cache;
        LookingInside.Read(model, tokens, name).Should().BeCloseTo(cache[name], Tolerance);
    }

    [ExerciseFact("1.2.3")]
    public void LeavesNoHookBehind()
    {
        var model = Some.Model();
        var tokens = Some.Tokens(7, 1, 3);
        var first = LookingInside.Read(model, tokens, "blocks.1.attn.hook_z");
        var before = first.clone();
        LookingInside.Read(model, Some.Tokens(7, 1, 3, seed: 2), "blocks.1.attn.hook_z");
        Must.Hold(first.Equals(before), "A later run changed what was read before: keep a copy of it.");
    }

    [ExerciseTheory("1.2.4")]
    [InlineData("hook_embed")]
    [InlineData("hook_pos_embed")]
    [InlineData("blocks.1.hook_attn_out")]
    [InlineData("blocks.1.hook_resid_pre")]
    public void ReplacesOneActivation(string name)
    {
        var model = Some.Model();
        var (tokens, source) = (Some.Tokens(7, 2, 6), Some.Tokens(7, 2, 6, seed: 2));
        var (clean, cache) = model.RunWithCache(tokens);
        var (other, otherCache) = model.RunWithCache(source);
        using var held = cache;
        using var alsoHeld = otherCache;
        // Worked out from what each place is: all that a run knows of its tokens, nothing of it, or a part of a sum.
        var (mixed, swapped) = (From(cache, otherCache), From(otherCache, cache));
        var wanted = name switch
        {
            "hook_pos_embed" => clean,
            "blocks.1.hook_attn_out" => mixed,
            _ => other,
        };
        using var unchanged = Inputs.MustStayUnchanged([tokens, source, .. model.parameters()]);
        LookingInside.Patched(model, tokens, source, name).Should().BeCloseTo(
            wanted, 1e-4, "batch position d_vocab", mistakes:
            [
                ("nothing was replaced: these are the logits of the tokens themselves", clean),
                ("these are the logits of the source itself: only one activation should come from there", other),
                ("the runs were interchanged: it is the source that gives the activation", swapped),
            ]);

        Tensor From(ActivationCache stream, ActivationCache written) => model.unembed.call(
            model.ln_final.call(stream["blocks.1.hook_resid_pre"] + written["blocks.1.hook_attn_out"]));
    }

    [ExerciseFact("1.2.4")]
    public void TheOtherRunsActivationsAreLetGo()
    {
        var (model, tokens, source) = (Some.Model(), Some.Tokens(7, 1, 4), Some.Tokens(7, 1, 4, seed: 2));
        Must.LetGo(() => LookingInside.Patched(model, tokens, source, "blocks.0.hook_attn_out"));
    }

    private static long Best(Tensor row)
    {
        var numbers = row.clone().data<float>().ToArray();
        return Array.IndexOf(numbers, numbers.Max());
    }
}
