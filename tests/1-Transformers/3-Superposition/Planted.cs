using Arena.Training;
using static TorchSharp.torch;

namespace Arena.Transformers.Superposition;

/// <summary>Activations that are sums of a few known directions, more of them than there are dimensions.</summary>
internal static class Planted
{
    public const long Features = 8;
    public const long Dimensions = 6;

    /// <summary>
    /// What an autoencoder finds at least. Over twelve seeds, each of the four kinds found 7 of 8 or all, but for one
    /// time 6: top-k.
    /// </summary>
    public const double Most = 6 / 8.0;

    private const int Steps = 400;
    private const double Probability = 0.1;

    /// <summary>Trains an autoencoder, and counts which of the planted directions it has found.</summary>
    public static double ShareFound(SparseAutoencoder sae, ulong seed)
    {
        manual_seed((long)seed);
        using var generator = new Generator(seed);
        var truth = Some.Directions(100, Features, Dimensions);
        Some.Fill((sae.W_dec, Some.Directions(200 + seed, sae.W_dec.shape[0], Dimensions)));
        Some.Fill((sae.W_enc, sae.W_dec.t()));
        Dictionaries.Train(
            sae, () => Some.Mixtures(truth, 128, Probability, generator), Steps, 0.02, TrainingProgress.None);
        return truth.matmul(sae.W_dec.t()).amax([1]).gt(0.9).to(float64).mean().item<double>();
    }
}
