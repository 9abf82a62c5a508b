using Arena.Models;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Transformers.IndirectObject;

/// <summary>What else learners may write for direct effects.</summary>
[SolutionOnly]
internal static class DirectEffectsAnswers
{
    [WrongAnswer("1.4.10", Says = "not divided by the scale")]
    internal static Tensor ForgetsTheScale(HookedTransformer model, ActivationCache cache, Tensor vectors,
        Prompts prompts)
    {
        if (model.Config.Normalization != Normalization.None) vectors = vectors - vectors.mean([-1], keepdim: true);
        return Read(model, vectors, prompts);
    }

    [WrongAnswer("1.4.10", Says = "a scale of its own")]
    internal static Tensor NormsEachVector(HookedTransformer model, ActivationCache cache, Tensor vectors,
        Prompts prompts) =>
        Read(model, model.ln_final.call(vectors), prompts);

    [WrongAnswer("1.4.10", Says = "means were not subtracted")]
    internal static Tensor ForgetsToCentre(HookedTransformer model, ActivationCache cache, Tensor vectors,
        Prompts prompts)
    {
        if (model.Config.Normalization != Normalization.None)
            vectors = vectors / prompts.AtEnd(cache["ln_final.hook_scale"]);
        return Read(model, vectors, prompts);
    }

    [WrongAnswer("1.4.10", Says = "the scale of the last position of the row")]
    internal static Tensor TakesTheScaleOfTheLastPosition(
        HookedTransformer model, ActivationCache cache, Tensor vectors, Prompts prompts)
    {
        if (model.Config.Normalization != Normalization.None)
            vectors = (vectors - vectors.mean([-1], keepdim: true)) / cache["ln_final.hook_scale"].select(1, -1);
        return Read(model, vectors, prompts);
    }

    [WrongAnswer("1.4.10", Says = "the sign is the other way round")]
    internal static Tensor TakesTheSubjectFirst(
        HookedTransformer model, ActivationCache cache, Tensor vectors, Prompts prompts) =>
        -UnembedsEverything(model, cache, vectors, prompts);

    [WrongAnswer("1.4.10")]
    internal static Tensor DemandsALayerNorm(HookedTransformer model, ActivationCache cache, Tensor vectors,
        Prompts prompts) =>
        Read(model, (vectors - vectors.mean([-1], keepdim: true)) / prompts.AtEnd(cache["ln_final.hook_scale"]),
            prompts);

    [RightAnswer("1.4.10")]
    internal static Tensor UnembedsEverything(HookedTransformer model, ActivationCache cache, Tensor vectors,
        Prompts prompts)
    {
        if (model.Config.Normalization != Normalization.None)
            vectors = (vectors - vectors.mean([-1], keepdim: true)) / prompts.AtEnd(cache["ln_final.hook_scale"]);
        var (logits, rows) = (vectors.matmul(model.W_U), arange(prompts.Count));
        return stack(logits.unbind(0).Select(x => x[rows, prompts.Io] - x[rows, prompts.S]));
    }

    [WrongAnswer("1.4.11", Says = "the stream after the last layer is missing")]
    internal static Tensor ForgetsTheLastDepth(HookedTransformer model, ActivationCache cache, Prompts prompts) =>
        TakesWhatEachLayerLeaves(model, cache, prompts)[..^1];

    [WrongAnswer("1.4.11", Says = "the stream before the first layer is missing")]
    internal static Tensor ForgetsTheFirstDepth(HookedTransformer model, ActivationCache cache, Prompts prompts) =>
        TakesWhatEachLayerLeaves(model, cache, prompts)[1..];

    [WrongAnswer("1.4.11", Says = "a scale of its own")]
    internal static Tensor NormsEachDepth(HookedTransformer model, ActivationCache cache, Prompts prompts)
    {
        var layers = Enumerable.Range(0, model.Config.NLayers).ToList();
        var stream = layers.Select(layer => cache["resid_pre", layer]).Append(cache["resid_post", layers[^1]]);
        return Read(model, model.ln_final.call(stack(stream.Select(prompts.AtEnd))), prompts);
    }

    [RightAnswer("1.4.11")]
    internal static Tensor TakesWhatEachLayerLeaves(HookedTransformer model, ActivationCache cache, Prompts prompts)
    {
        var depths = new List<Tensor> { cache["resid_pre", 0] };
        for (var layer = 0; layer < model.Config.NLayers; layer++) depths.Add(cache["resid_post", layer]);
        return DirectEffects.ToLogitDifference(model, cache, stack(depths.Select(prompts.AtEnd)), prompts);
    }

    [WrongAnswer("1.4.12", Says = "the sign is the other way round")]
    internal static Tensor TakesTheDifferenceTheWrongWayRound(
        HookedTransformer model, ActivationCache cache, Prompts prompts) =>
        -MultipliesByTheOutputWeights(model, cache, prompts);

    [WrongAnswer("1.4.12")]
    internal static Tensor LaysLayersAndHeadsTheOtherWayRound(
        HookedTransformer model, ActivationCache cache, Prompts prompts) =>
        MultipliesByTheOutputWeights(model, cache, prompts).reshape(model.Config.NHeads, model.Config.NLayers,
            prompts.Count)
            .transpose(0, 1);

    [WrongAnswer("1.4.12")]
    internal static Tensor SharesTheLayersOutput(HookedTransformer model, ActivationCache cache, Prompts prompts)
    {
        var layers = Enumerable.Range(0, model.Config.NLayers).Select(layer => prompts.AtEnd(cache["attn_out", layer]));
        return DirectEffects.ToLogitDifference(model, cache, stack(layers), prompts).unsqueeze(1)
            .repeat(1, model.Config.NHeads, 1) / model.Config.NHeads;
    }

    [RightAnswer("1.4.12")]
    internal static Tensor MultipliesByTheOutputWeights(HookedTransformer model, ActivationCache cache, Prompts prompts)
    {
        var layers = Enumerable.Range(0, model.Config.NLayers).Select(layer => Einsum(
            "batch head d_head, head d_head d_model -> head batch d_model",
            prompts.AtEnd(cache["z", layer]), model.blocks[layer].attn.W_O));
        return stack(layers.Select(heads => DirectEffects.ToLogitDifference(model, cache, heads, prompts)));
    }

    private static Tensor Read(HookedTransformer model, Tensor vectors, Prompts prompts) => Einsum(
        "component batch d_model, batch d_model -> component batch",
        vectors, model.W_U.t()[prompts.Io] - model.W_U.t()[prompts.S]);
}
