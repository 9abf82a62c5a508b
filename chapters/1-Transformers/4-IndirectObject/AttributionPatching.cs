using Arena.Models;
using Arena.Tensors;
using static TorchSharp.torch;

namespace Arena.Transformers.IndirectObject;

/// <summary>
/// Attribution patching: a linear estimate of what every patch would do, from one backward pass (Nanda 2023).
/// </summary>
public static class AttributionPatching
{
    /// <summary>An estimate of <see cref="Patching.ResidualStream"/>.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tokens">What is run, <c>batch position</c>.</param>
    /// <param name="other">The activations of the other run, on tokens of the same shape.</param>
    /// <param name="measure">Turns logits into a single number, without axes, that has a gradient.</param>
    /// <returns>
    /// <c>layer position</c>: by how much the measure would change, to first order, if the residual stream before the
    /// layer were, at this position, that of the other run.
    /// </returns>
    [Exercise("1.4.17", "Attribution patching of the residual stream",
        Minutes = 15, Difficulty = 3, Importance = 4, Model = MentalModel.Circuits)]
    [return: Shape("layer position")]
    public static Tensor ResidualStream(
        HookedTransformer model, [Shape("batch position")] Tensor tokens, ActivationCache other,
        Func<Tensor, Tensor> measure)
    {
        throw new NotImplementedException("1.4.17 Attribution patching of the residual stream");
    }

    /// <summary>An estimate of <see cref="Patching.Heads"/>.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tokens">What is run, <c>batch position</c>.</param>
    /// <param name="other">The activations of the other run, on tokens of the same shape.</param>
    /// <param name="measure">Turns logits into a single number, without axes, that has a gradient.</param>
    /// <returns>
    /// <c>layer head</c>: by how much the measure would change, to first order, if the head's output were, at all
    /// positions, that of the other run.
    /// </returns>
    [Exercise("1.4.18", "Attribution patching of heads",
        Minutes = 10, Difficulty = 3, Importance = 4, Model = MentalModel.Circuits)]
    [return: Shape("layer head")]
    public static Tensor Heads(
        HookedTransformer model, [Shape("batch position")] Tensor tokens, ActivationCache other,
        Func<Tensor, Tensor> measure)
    {
        throw new NotImplementedException("1.4.18 Attribution patching of heads");
    }

    /// <summary>How good an estimate is, and where it is worst.</summary>
    /// <param name="estimated">Estimated changes, <c>layer head</c>, not all the same.</param>
    /// <param name="patched">The changes that patching gives, <c>layer head</c>, not all the same.</param>
    /// <returns>
    /// Pearson's correlation coefficient over all heads, from -1 to 1, and the head where the estimate is farthest off.
    /// </returns>
    [Exercise("1.4.19", "How good is the estimate?",
        Minutes = 10, Difficulty = 2, Importance = 3, Model = MentalModel.Circuits)]
    public static (double Correlation, Head Worst) Compare(
        [Shape("layer head")] Tensor estimated, [Shape("layer head")] Tensor patched)
    {
        throw new NotImplementedException("1.4.19 How good is the estimate?");
    }
}
