using Arena.Tensors;
using Arena.Training;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Transformers.Superposition;

/// <summary>How good a sparse autoencoder is on some activations.</summary>
/// <param name="ActiveLatents">How many latents are above 0, on average over the items. It is often called L0.</param>
/// <param name="ExplainedVariance">
/// 1 less the squared error of the reconstruction over that of guessing the mean activation; 1 is perfect.
/// </param>
/// <param name="DeadShare">The share of latents, from 0 to 1, that are above 0 on no item.</param>
public readonly record struct SaeQuality(double ActiveLatents, double ExplainedVariance, double DeadShare);

/// <summary>To train sparse autoencoders, and to measure them.</summary>
public static class Dictionaries
{
    /// <summary>
    /// Trains an autoencoder with Adam, on fresh activations in each step. After each step, every direction of the
    /// decoder has the length 1 again.
    /// </summary>
    /// <param name="sae">The autoencoder, whose parameters change in place.</param>
    /// <param name="batch">Makes the activations of a step, <c>item d_in</c>.</param>
    /// <param name="steps">How many steps.</param>
    /// <param name="learningRate">Of Adam.</param>
    /// <param name="progress">Told the loss of every step; as soon as it is stopping, no further step is made.</param>
    /// <returns>The loss of each step, before the step was made.</returns>
    [Exercise("1.3.17", "Train an autoencoder",
        Minutes = 15, Difficulty = 3, Importance = 5, Model = MentalModel.Features)]
    public static IReadOnlyList<double> Train(
        SparseAutoencoder sae, Func<Tensor> batch, int steps, double learningRate, TrainingProgress progress)
    {
        throw new NotImplementedException("1.3.17 Train an autoencoder");
    }

    /// <summary>
    /// The share of true directions that were found: those for which some direction of the decoder has a cosine above
    /// a threshold. The opposite direction does not count.
    /// </summary>
    /// <param name="found">The directions of the decoder, of any length, <c>latent d_in</c>.</param>
    /// <param name="truth">The true directions, of any length, <c>feature d_in</c>.</param>
    /// <param name="threshold">What a cosine has to exceed.</param>
    /// <returns>From 0 to 1.</returns>
    [Exercise("1.3.18", "Directions recovered",
        Minutes = 10, Difficulty = 2, Importance = 5, Model = MentalModel.Features)]
    public static double ShareRecovered(
        [Shape("latent d_in")] Tensor found, [Shape("feature d_in")] Tensor truth, double threshold = 0.9)
    {
        throw new NotImplementedException("1.3.18 Directions recovered");
    }

    /// <summary>How good a reconstruction is, how sparse the latents are, and how many of them are of no use.</summary>
    /// <param name="x">The activations; they are not all the same, <c>item d_in</c>.</param>
    /// <param name="latents"><c>item latent</c>.</param>
    /// <param name="reconstruction"><c>item d_in</c>.</param>
    [Exercise("1.3.19", "How good is it?",
        Minutes = 15, Difficulty = 2, Importance = 4, Model = MentalModel.Features)]
    public static SaeQuality Measure(
        [Shape("item d_in")] Tensor x, [Shape("item latent")] Tensor latents,
        [Shape("item d_in")] Tensor reconstruction)
    {
        throw new NotImplementedException("1.3.19 How good is it?");
    }

    /// <summary>
    /// Gives the dead latents of an autoencoder a second chance, in place (Bricken et al. 2023). A latent is dead if it
    /// is 0 on all of these activations. Each one gets an activation, drawn with a probability in proportion to the
    /// square of its squared error, with putting back. Its direction becomes that activation less <c>b_dec</c>, at
    /// length 1; it reads the same direction, at 0.2 times the mean length that the living ones read with; its bias
    /// becomes 0. The living ones stay as they are.
    /// </summary>
    /// <param name="sae">Not tied; at least one of its latents is alive.</param>
    /// <param name="x">Not all of them are reconstructed without error, <c>item d_in</c>.</param>
    /// <param name="generator">The only source of chance.</param>
    /// <returns>How many latents were dead.</returns>
    [Exercise("1.3.20", "Resample dead latents",
        Minutes = 25, Difficulty = 4, Importance = 3, Model = MentalModel.Features)]
    public static long Resample(ReluSae sae, [Shape("item d_in")] Tensor x, Generator generator)
    {
        throw new NotImplementedException("1.3.20 Resample dead latents");
    }

    /// <summary>
    /// One direction of length 1, along which an activation measures some value: the latent a ≥ 0 that makes
    /// <c>(value − a)² + cost</c> least, for two kinds of cost. Worked out on paper.
    /// </summary>
    /// <param name="values"><c>item</c>.</param>
    /// <param name="penalty">λ, above 0.</param>
    /// <returns>
    /// The best latents if a costs λ a, and if a costs λ as soon as it is above 0 (where 0 and
    /// another a are equally good, a is 0). <c>item</c> each.
    /// </returns>
    [Exercise("1.3.21", "Two penalties on paper",
        Minutes = 15, Difficulty = 3, Importance = 4, Model = MentalModel.Features)]
    public static (Tensor BySize, Tensor ByCount) BestLatents([Shape("item")] Tensor values, double penalty)
    {
        throw new NotImplementedException("1.3.21 Two penalties on paper");
    }
}
