using Arena.Tensors;
using static TorchSharp.torch;

namespace Arena.Transformers.IndirectObject;

/// <summary>How well a model does, in a number that can be taken apart.</summary>
public static class Measures
{
    /// <summary>
    /// By how much the right name is preferred: its logit at the last word, less that of the wrong name.
    /// </summary>
    /// <param name="logits"><c>batch position d_vocab</c>.</param>
    /// <param name="prompts">The texts.</param>
    /// <returns>One for each text, <c>batch</c>.</returns>
    [Exercise("1.4.8", "Logit difference",
        Minutes = 10, Difficulty = 2, Importance = 5, Model = MentalModel.Circuits)]
    [return: Shape("batch")]
    public static Tensor LogitDifference([Shape("batch position d_vocab")] Tensor logits, Prompts prompts)
    {
        throw new NotImplementedException("1.4.8 Logit difference");
    }

    /// <summary>A measure on a scale on which the corrupted run is 0 and the clean run 1.</summary>
    /// <param name="value">What was measured: any shape.</param>
    /// <param name="clean">What the clean run gives.</param>
    /// <param name="corrupted">What the corrupted run gives.</param>
    /// <returns>The same shape: the share of the difference that was recovered. It may be below 0 or above 1.</returns>
    [Exercise("1.4.9", "What share is recovered",
        Minutes = 5, Difficulty = 1, Importance = 4, Model = MentalModel.Circuits)]
    [return: Shape("...")]
    public static Tensor Recovered([Shape("...")] Tensor value, double clean, double corrupted)
    {
        throw new NotImplementedException("1.4.9 What share is recovered");
    }
}
