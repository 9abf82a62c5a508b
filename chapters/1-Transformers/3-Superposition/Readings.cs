using Arena.Models;
using Arena.Tensors;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Transformers.Superposition;

/// <summary>What a language model does when it is pushed.</summary>
/// <param name="Strength">How long what was added is.</param>
/// <param name="Probability">How likely the next token is one of a kind, on average over all positions.</param>
/// <param name="Loss">The mean loss of the next token.</param>
public readonly record struct Push(double Strength, double Probability, double Loss);

/// <summary>Latents of a model that has learned by itself, in numbers.</summary>
public static class Readings
{
    /// <summary>
    /// For each latent, which kind of token it tells best: the kind with the highest F1, the harmonic mean of precision
    /// and recall, which is <c>2 · hits / (yeses + tokens of the kind)</c>. A latent says yes where it is above 0.
    /// </summary>
    /// <param name="activations"><c>text position latent</c>.</param>
    /// <param name="kinds">
    /// Where the tokens are of each kind: bool, <c>kind text position</c>. Each kind is somewhere, and a token may be of
    /// several.
    /// </param>
    /// <returns>
    /// The number of the best kind, int64, and its F1, from 0 to 1, <c>latent</c> each. A latent that is never active
    /// has the F1 0, and then the kind means nothing.
    /// </returns>
    [Exercise("1.3.37", "Name a latent",
        Minutes = 20, Difficulty = 3, Importance = 4, Model = MentalModel.Evaluations)]
    public static (Tensor Kind, Tensor F1) BestKinds(
        [Shape("text position latent")] Tensor activations, [Shape("kind text position")] Tensor kinds)
    {
        throw new NotImplementedException("1.3.37 Name a latent");
    }

    /// <summary>
    /// What the model loses without a latent: by how much the loss of the next token rises, on average over the
    /// positions where the latent is active, and over all others. The last position of a text predicts nothing and is
    /// left out. Later positions look back, so the second need not be 0.
    /// </summary>
    /// <param name="model">The language model.</param>
    /// <param name="hookName">The activation.</param>
    /// <param name="sae">The autoencoder.</param>
    /// <param name="latent">
    /// The latent's number, from 0. It is active on some of the positions that predict a token, and not on all.
    /// </param>
    /// <param name="tokens">The texts, int64, two tokens each at least, <c>text position</c>.</param>
    [Exercise("1.3.38", "What it is good for",
        Minutes = 20, Difficulty = 3, Importance = 4, Model = MentalModel.Circuits)]
    public static (double WhereActive, double Elsewhere) LossWithout(
        HookedTransformer model, string hookName, SparseAutoencoder sae, long latent,
        [Shape("text position")] Tensor tokens)
    {
        throw new NotImplementedException("1.3.38 What it is good for");
    }

    /// <summary>
    /// How far a direction can be pushed: how likely tokens of a kind become, and what it costs, for some strengths.
    /// </summary>
    /// <param name="model">The language model.</param>
    /// <param name="hookName">The activation.</param>
    /// <param name="direction">Of any length but 0, <c>d</c>.</param>
    /// <param name="strengths">How long what is added is, at each position.</param>
    /// <param name="kind">The tokens of the kind, int64, each once, <c>token</c>.</param>
    /// <param name="tokens">The texts, int64, two tokens each at least, <c>text position</c>.</param>
    /// <returns>One for each strength, in their order.</returns>
    [Exercise("1.3.39", "How far to push", Minutes = 15, Difficulty = 2, Importance = 3, Model = MentalModel.Circuits)]
    public static IReadOnlyList<Push> Pushes(
        HookedTransformer model, string hookName, [Shape("d")] Tensor direction, IReadOnlyList<double> strengths,
        [Shape("token")] Tensor kind, [Shape("text position")] Tensor tokens)
    {
        throw new NotImplementedException("1.3.39 How far to push");
    }
}
