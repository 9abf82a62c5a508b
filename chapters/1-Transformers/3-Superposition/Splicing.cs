using Arena.Models;
using Arena.Tensors;
using static TorchSharp.torch;

namespace Arena.Transformers.Superposition;

/// <summary>An autoencoder inside of a language model: to read latents, and to change what goes through.</summary>
public static class Splicing
{
    /// <summary>The latents of an autoencoder on each token of some texts.</summary>
    /// <param name="model">The language model.</param>
    /// <param name="hookName">
    /// The activations that the autoencoder was trained on: <c>"blocks.0.hook_resid_post"</c>.
    /// </param>
    /// <param name="sae">The autoencoder.</param>
    /// <param name="tokens">The texts, int64, <c>text position</c>.</param>
    /// <returns><c>text position latent</c>, without a graph.</returns>
    [Exercise("1.3.28", "Latents of a text",
        Minutes = 10, Difficulty = 2, Importance = 4, Model = MentalModel.Features)]
    [return: Shape("text position latent")]
    public static Tensor Latents(
        HookedTransformer model, string hookName, SparseAutoencoder sae, [Shape("text position")] Tensor tokens)
    {
        throw new NotImplementedException("1.3.28 Latents of a text");
    }

    /// <summary>
    /// How much of the model's work survives when an autoencoder's reconstruction takes the place of an activation:
    /// 1 when the loss is as without, 0 when it is as if the activation were set to 0. With L for the mean loss of the
    /// next token: <c>(L of 0 − L of the reconstruction) / (L of 0 − L)</c>.
    /// </summary>
    /// <param name="model">The language model.</param>
    /// <param name="hookName">The activation.</param>
    /// <param name="sae">The autoencoder.</param>
    /// <param name="tokens">The texts, int64, two tokens each at least, <c>text position</c>.</param>
    [Exercise("1.3.33", "Loss recovered",
        Minutes = 20, Difficulty = 3, Importance = 4, Model = MentalModel.Features)]
    public static double LossRecovered(
        HookedTransformer model, string hookName, SparseAutoencoder sae, [Shape("text position")] Tensor tokens)
    {
        throw new NotImplementedException("1.3.33 Loss recovered");
    }

    /// <summary>
    /// The logits without one latent: what it writes is taken from the activation, at each position. All else stays,
    /// and so does what the autoencoder cannot reconstruct.
    /// </summary>
    /// <param name="model">The language model.</param>
    /// <param name="hookName">The activation.</param>
    /// <param name="sae">The autoencoder.</param>
    /// <param name="latent">The latent's number, from 0.</param>
    /// <param name="tokens">The texts, int64, <c>text position</c>.</param>
    /// <returns><c>text position token</c>, without a graph.</returns>
    [Exercise("1.3.34", "Without one latent",
        Minutes = 20, Difficulty = 3, Importance = 5, Model = MentalModel.Circuits)]
    [return: Shape("text position token")]
    public static Tensor Ablate(
        HookedTransformer model, string hookName, SparseAutoencoder sae, long latent,
        [Shape("text position")] Tensor tokens)
    {
        throw new NotImplementedException("1.3.34 Without one latent");
    }

    /// <summary>The logits when a direction is added to an activation, at each position.</summary>
    /// <param name="model">The language model.</param>
    /// <param name="hookName">The activation.</param>
    /// <param name="direction">Of any length but 0, <c>d</c>.</param>
    /// <param name="strength">
    /// How long what is added is, whatever the length of the direction; below 0 it goes against it.
    /// </param>
    /// <param name="tokens">The texts, int64, <c>text position</c>.</param>
    /// <returns><c>text position token</c>, without a graph.</returns>
    [Exercise("1.3.35", "Steer", Minutes = 15, Difficulty = 2, Importance = 4, Model = MentalModel.Circuits)]
    [return: Shape("text position token")]
    public static Tensor Steer(
        HookedTransformer model, string hookName, [Shape("d")] Tensor direction, double strength,
        [Shape("text position")] Tensor tokens)
    {
        throw new NotImplementedException("1.3.35 Steer");
    }
}
