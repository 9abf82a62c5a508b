using Arena.Tensors;
using static TorchSharp.torch;

namespace Arena.Transformers.Superposition;

/// <summary>Whether a latent is what it looks like.</summary>
public static class Controls
{
    /// <summary>How well a latent tells one kind of token from all others: it says yes where it is above 0.</summary>
    /// <param name="activations">Of the one latent, <c>text position</c>.</param>
    /// <param name="isOfKind">Where the tokens are of the kind: bool, somewhere true, <c>text position</c>.</param>
    /// <returns>
    /// Precision, the share of its yeses that are right, 0 when it never says yes; and recall, the share of the tokens
    /// of the kind that it says yes to.
    /// </returns>
    [Exercise("1.3.32", "Does it fire where it should?",
        Minutes = 10, Difficulty = 2, Importance = 4, Model = MentalModel.Evaluations)]
    public static (double Precision, double Recall) Detection(
        [Shape("text position")] Tensor activations, [Shape("text position")] Tensor isOfKind)
    {
        throw new NotImplementedException("1.3.32 Does it fire where it should?");
    }

    /// <summary>
    /// How easily chance does as much as a direction: the share of random directions of the same length whose effect is
    /// at least as large, where the direction itself is counted among them: <c>(1 + as large) / (1 + drawn)</c>.
    /// </summary>
    /// <param name="effect">Measures the effect of a direction, <c>d</c>.</param>
    /// <param name="direction"><c>d</c>.</param>
    /// <param name="count">How many random directions are drawn; all ways are equally likely.</param>
    /// <param name="generator">The only source of chance.</param>
    /// <returns>Above 0, up to 1. Small means: hardly by chance.</returns>
    [Exercise("1.3.36", "Against chance",
        Minutes = 15, Difficulty = 3, Importance = 5, Model = MentalModel.Evaluations)]
    public static double ChanceOf(
        Func<Tensor, double> effect, [Shape("d")] Tensor direction, int count, Generator generator)
    {
        throw new NotImplementedException("1.3.36 Against chance");
    }
}
