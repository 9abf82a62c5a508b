using Arena.Models;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Transformers.InductionCircuits;

/// <summary>What else learners may write for direct logit attribution.</summary>
[SolutionOnly]
internal static class AttributionAnswers
{
    [WrongAnswer("1.2.15", Says = "the biases b_O are missing")]
    internal static Tensor ForgetsTheBiases(HookedTransformer model, ActivationCache cache) =>
        stack([cache["hook_embed"], cache["hook_pos_embed"], .. Heads(model, cache)]);

    [WrongAnswer("1.2.15", Says = "the position embedding is missing")]
    internal static Tensor ForgetsPositions(HookedTransformer model, ActivationCache cache) =>
        stack([cache["hook_embed"], .. Heads(model, cache), Biases(model, cache)]);

    [WrongAnswer("1.2.15", Says = "only the bias of the last layer was taken")]
    internal static Tensor TakesTheLastBias(HookedTransformer model, ActivationCache cache)
    {
        var embedding = cache["hook_embed"];
        var bias = model.blocks[^1].attn.b_O.expand_as(embedding);
        return stack([embedding, cache["hook_pos_embed"], .. Heads(model, cache), bias]);
    }

    [WrongAnswer("1.2.15")]
    internal static Tensor TakesLayersForHeads(HookedTransformer model, ActivationCache cache) => stack(
    [
        cache["hook_embed"], cache["hook_pos_embed"],
        .. Enumerable.Range(0, model.Config.NLayers).Select(layer => cache["attn_out", layer]),
    ]);

    [RightAnswer("1.2.15")]
    internal static Tensor MultipliesByTheOutputWeights(HookedTransformer model, ActivationCache cache)
    {
        var heads = from layer in Enumerable.Range(0, model.Config.NLayers)
                    from head in Enumerable.Range(0, model.Config.NHeads)
                    select cache["z", layer][.., .., head].matmul(model.blocks[layer].attn.W_O[head]);
        return stack([cache["hook_embed"], cache["hook_pos_embed"], .. heads, Biases(model, cache)]);
    }

    [WrongAnswer("1.2.16", Says = "a scale of its own")]
    internal static Tensor NormalisesEachByItself(HookedTransformer model, ActivationCache cache, Tensor components) =>
        model.ln_final.call(components) - model.ln_final.b!;

    [WrongAnswer("1.2.16", Says = "the mean was not taken away")]
    internal static Tensor ForgetsTheMean(HookedTransformer model, ActivationCache cache, Tensor components) =>
        components / cache["ln_final.hook_scale"] * model.ln_final.w!;

    [WrongAnswer("1.2.16", Says = "the weight of the layer norm is missing")]
    internal static Tensor ForgetsTheWeight(HookedTransformer model, ActivationCache cache, Tensor components) =>
        (components - components.mean([-1], keepdim: true)) / cache["ln_final.hook_scale"];

    [WrongAnswer("1.2.16", Says = "the bias of the layer norm was added to every component")]
    internal static Tensor AddsTheBias(HookedTransformer model, ActivationCache cache, Tensor components) =>
        (components - components.mean([-1], keepdim: true)) / cache["ln_final.hook_scale"] * model.ln_final.w!
            + model.ln_final.b!;

    [RightAnswer("1.2.16")]
    internal static Tensor ScalesFirst(HookedTransformer model, ActivationCache cache, Tensor components)
    {
        var scaled = components / cache["ln_final.hook_scale"];
        return (scaled - scaled.mean([-1], keepdim: true)) * model.ln_final.w!;
    }

    [WrongAnswer("1.2.17", Says = "not of the one that comes next")]
    internal static Tensor TakesTheTokenItself(HookedTransformer model, Tensor read, Tensor tokens)
    {
        var directions = model.W_U.t()[tokens[.., ..^1]];
        return WithRest(model, Einsum("c b p d, b p d -> c b p", read[.., .., ..^1], directions), directions,
            tokens[.., ..^1]);
    }

    [WrongAnswer("1.2.17", Says = "the part that comes from no component is missing")]
    internal static Tensor ForgetsTheRest(HookedTransformer model, Tensor read, Tensor tokens) =>
        Einsum("c b p d, b p d -> c b p", read[.., .., ..^1], model.W_U.t()[tokens[.., 1..]]);

    [WrongAnswer("1.2.17", Says = "lacks the bias of the final layer norm")]
    internal static Tensor ForgetsTheNormsBias(HookedTransformer model, Tensor read, Tensor tokens)
    {
        var next = tokens[.., 1..];
        var parts = Einsum("c b p d, b p d -> c b p", read[.., .., ..^1], model.W_U.t()[next]);
        return cat([parts, model.b_U[next].unsqueeze(0)]);
    }

    [RightAnswer("1.2.17")]
    internal static Tensor MakesAllLogits(HookedTransformer model, Tensor read, Tensor tokens)
    {
        var rest = (model.ln_final.b!.unsqueeze(0).matmul(model.W_U) + model.b_U).expand(
            1, tokens.shape[0], tokens.shape[1], model.W_U.shape[1]);
        var logits = cat([read.matmul(model.W_U), rest])[.., .., ..^1];
        var next = tokens[.., 1..].unsqueeze(0).unsqueeze(3).expand(logits.shape[0], -1, -1, 1);
        return logits.gather(3, next).squeeze(3);
    }

    [WrongAnswer("1.2.18", Says = "the sign is the other way round")]
    internal static Tensor TakesWrongLessRight(HookedTransformer model, Tensor read, Tensor right, Tensor wrong) =>
        Difference(model, read.select(2, -1), wrong, right);

    [WrongAnswer("1.2.18", Says = "it should be at the last")]
    internal static Tensor TakesTheFirstPosition(
        HookedTransformer model, Tensor read, Tensor right, Tensor wrong) =>
        Difference(model, read.select(2, 0), right, wrong);

    [WrongAnswer("1.2.18", Says = "the part that comes from no component is missing")]
    internal static Tensor ForgetsTheConstant(HookedTransformer model, Tensor read, Tensor right, Tensor wrong) =>
        Difference(model, read.select(2, -1), right, wrong)[..^1];

    [RightAnswer("1.2.18")]
    internal static Tensor SubtractsLogits(HookedTransformer model, Tensor read, Tensor right, Tensor wrong)
    {
        var last = read.select(2, read.shape[2] - 1).matmul(model.W_U);
        var rest = (model.ln_final.b!.unsqueeze(0).matmul(model.W_U) + model.b_U).expand_as(last[..1]);
        var logits = cat([last, rest]);
        return Of(right) - Of(wrong);

        Tensor Of(Tensor which) =>
            logits.gather(2, which.unsqueeze(0).unsqueeze(2).expand(logits.shape[0], -1, 1)).squeeze(2);
    }

    private static IEnumerable<Tensor> Heads(HookedTransformer model, ActivationCache cache) =>
        Enumerable.Range(0, model.Config.NLayers).SelectMany(layer => cache["result", layer].unbind(2));

    private static Tensor Biases(HookedTransformer model, ActivationCache cache) =>
        model.b_O.sum(dim: 0).expand_as(cache["hook_embed"]);

    private static Tensor WithRest(HookedTransformer model, Tensor parts, Tensor directions, Tensor tokens)
    {
        var rest = Einsum("d, b p d -> b p", model.ln_final.b!, directions) + model.b_U[tokens];
        return cat([parts, rest.unsqueeze(0)]);
    }

    private static Tensor Difference(HookedTransformer model, Tensor last, Tensor right, Tensor wrong)
    {
        var directions = model.W_U.t()[right] - model.W_U.t()[wrong];
        var rest = Einsum("d, b d -> b", model.ln_final.b!, directions) + model.b_U[right] - model.b_U[wrong];
        return cat([Einsum("c b d, b d -> c b", last, directions), rest.unsqueeze(0)]);
    }
}
