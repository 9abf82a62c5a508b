using Arena.Models;
using Arena.Tensors;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Transformers.InductionCircuits;

/// <summary>
/// Direct logit attribution: logits as a sum of what the parts of the model wrote into the residual stream (Elhage
/// et al. 2021, "A Mathematical Framework for Transformer Circuits"). Models here have attention only.
/// </summary>
public static class Attribution
{
    /// <summary>What the last residual stream is the sum of.</summary>
    /// <param name="model">A model of attention only.</param>
    /// <param name="cache">All activations of a run.</param>
    /// <returns>
    /// <c>component batch position d_model</c>: the token embedding; the position embedding; every head, those of
    /// layer 0 first; and last the biases <c>b_O</c> of all layers together.
    /// </returns>
    [Exercise("1.2.15", "The residual stream as a sum",
        Minutes = 15, Difficulty = 3, Importance = 5, Model = MentalModel.ResidualStream)]
    [return: Shape("component batch position d_model")]
    public static Tensor ResidualComponents(HookedTransformer model, ActivationCache cache)
    {
        throw new NotImplementedException("1.2.15 The residual stream as a sum");
    }

    /// <summary>
    /// What the unembedding reads of each component: the final layer norm, with its scale kept as it was in the run,
    /// so that it is linear and a sum stays a sum.
    /// </summary>
    /// <param name="model">A model with layer norms that have weights (<see cref="Normalization.LN"/>).</param>
    /// <param name="cache">All activations of the run.</param>
    /// <param name="components"><c>component batch position d_model</c>.</param>
    /// <returns>
    /// <c>component batch position d_model</c>. The norm's bias belongs to none of them, and is left out.
    /// </returns>
    [Exercise("1.2.16", "Through the final layer norm",
        Minutes = 10, Difficulty = 3, Importance = 4, Model = MentalModel.ResidualStream)]
    [return: Shape("component batch position d_model")]
    public static Tensor ThroughFinalNorm(
        HookedTransformer model, ActivationCache cache,
        [Shape("component batch position d_model")] Tensor components)
    {
        throw new NotImplementedException("1.2.16 Through the final layer norm");
    }

    /// <summary>What each component adds to the logit of the token that does come next.</summary>
    /// <param name="model">A model with layer norms that have weights.</param>
    /// <param name="read">What the unembedding reads of each, <c>component batch position d_model</c>.</param>
    /// <param name="tokens"><c>batch position</c>.</param>
    /// <returns>
    /// <c>part batch next</c>, for each position but the last: the components in their order, and last what comes from no
    /// component, the biases of the final layer norm and of the unembedding. They add up to the logits.
    /// </returns>
    [Exercise("1.2.17", "Direct logit attribution",
        Minutes = 15, Difficulty = 3, Importance = 5, Model = MentalModel.ResidualStream)]
    [return: Shape("part batch next")]
    public static Tensor LogitAttribution(
        HookedTransformer model, [Shape("component batch position d_model")] Tensor read,
        [Shape("batch position")] Tensor tokens)
    {
        throw new NotImplementedException("1.2.17 Direct logit attribution");
    }

    /// <summary>What each component adds, at the last position, to the difference of two logits.</summary>
    /// <param name="model">A model with layer norms that have weights.</param>
    /// <param name="read">What the unembedding reads of each, <c>component batch position d_model</c>.</param>
    /// <param name="right">The tokens for which it counts, <c>batch</c>.</param>
    /// <param name="wrong">The tokens against which, <c>batch</c>.</param>
    /// <returns>
    /// <c>part batch</c>: the components in their order, and last what comes from no component. They add up to the
    /// logit of the right token less that of the wrong one.
    /// </returns>
    [Exercise("1.2.18", "Attribution of a logit difference",
        Minutes = 10, Difficulty = 3, Importance = 4, Model = MentalModel.ResidualStream)]
    [return: Shape("part batch")]
    public static Tensor DifferenceAttribution(
        HookedTransformer model, [Shape("component batch position d_model")] Tensor read,
        [Shape("batch")] Tensor right, [Shape("batch")] Tensor wrong)
    {
        throw new NotImplementedException("1.2.18 Attribution of a logit difference");
    }
}
