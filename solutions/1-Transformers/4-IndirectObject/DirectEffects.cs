using Arena.Models;
using Arena.Tensors;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Transformers.IndirectObject;

/// <summary>
/// What parts of the model say about the two names by themselves, without anything that comes after them. Models here
/// have their layer norms folded (<see cref="Normalization.LNPre"/>) or none.
/// </summary>
public static class DirectEffects
{
    /// <summary>What each vector adds to the logit difference at the last word, with the final norm's scale as it was.</summary>
    /// <param name="model">A model with folded layer norms, or without any.</param>
    /// <param name="cache">
    /// The activations of the run that the vectors are from. Its final layer norm's scale is kept as it was; then the
    /// norm is linear, and what parts add is the sum of what they add one by one.
    /// </param>
    /// <param name="vectors">Vectors of the residual stream at the last word, <c>component batch d_model</c>.</param>
    /// <param name="prompts">The texts.</param>
    /// <returns><c>component batch</c>. The unembedding's bias belongs to none of them, and is left out.</returns>
    [Exercise("1.4.10", "From vectors to a logit difference",
        Minutes = 15, Difficulty = 3, Importance = 5, Model = MentalModel.ResidualStream)]
    [return: Shape("component batch")]
    public static Tensor ToLogitDifference(
        HookedTransformer model, ActivationCache cache, [Shape("component batch d_model")] Tensor vectors,
        Prompts prompts)
    {
        if (model.Config.Normalization != Normalization.None)
            vectors = (vectors - vectors.mean([-1], keepdim: true)) / prompts.AtEnd(cache["ln_final.hook_scale"]);
        var directions = model.W_U.t()[prompts.Io] - model.W_U.t()[prompts.S];
        return Einsum("component batch d_model, batch d_model -> component batch", vectors, directions);
    }

    /// <summary>The logit lens (nostalgebraist 2020): what is there to be said after each layer, read with the scale of the whole run.</summary>
    /// <param name="model">A model with folded layer norms, or without any.</param>
    /// <param name="cache">The activations of a run.</param>
    /// <param name="prompts">The texts.</param>
    /// <returns>
    /// <c>depth batch</c>, one depth more than there are layers: the logit difference of the residual stream before
    /// layer 0, 1 and so on, and after the last.
    /// </returns>
    [Exercise("1.4.11", "Logit lens",
        Minutes = 10, Difficulty = 2, Importance = 4, Model = MentalModel.ResidualStream)]
    [return: Shape("depth batch")]
    public static Tensor LogitLens(HookedTransformer model, ActivationCache cache, Prompts prompts)
    {
        var layers = Enumerable.Range(0, model.Config.NLayers).ToList();
        var stream = layers.Select(layer => cache["resid_pre", layer]).Append(cache["resid_post", layers[^1]]);
        return ToLogitDifference(model, cache, stack(stream.Select(prompts.AtEnd)), prompts);
    }

    /// <summary>What each head adds to the logit difference by itself.</summary>
    /// <param name="model">A model with folded layer norms, or without any.</param>
    /// <param name="cache">All activations of a run.</param>
    /// <param name="prompts">The texts.</param>
    /// <returns><c>layer head batch</c>.</returns>
    [Exercise("1.4.12", "What each head says",
        Minutes = 10, Difficulty = 3, Importance = 5, Model = MentalModel.Circuits)]
    [return: Shape("layer head batch")]
    public static Tensor OfHeads(HookedTransformer model, ActivationCache cache, Prompts prompts)
    {
        var heads = Enumerable.Range(0, model.Config.NLayers)
            .SelectMany(layer => prompts.AtEnd(cache["result", layer]).unbind(1));
        return ToLogitDifference(model, cache, stack(heads), prompts)
            .reshape(model.Config.NLayers, model.Config.NHeads, prompts.Count);
    }
}
