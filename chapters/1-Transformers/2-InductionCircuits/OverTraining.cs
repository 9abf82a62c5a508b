using Arena.Models;
using Arena.Tensors;
using static TorchSharp.torch;

namespace Arena.Transformers.InductionCircuits;

/// <summary>When the circuit came to be.</summary>
public static class OverTraining
{
    /// <summary>What is measured at each moment of a training.</summary>
    /// <param name="snapshots">The model at these moments.</param>
    /// <param name="tokens">BOS, a block of tokens, and the same block again: <c>batch position</c>.</param>
    /// <returns>
    /// <c>snapshot measure</c>, three measures: the loss on the second copy but for its first token, in nats; the
    /// highest previous-token score of all heads; the highest induction score of all heads.
    /// </returns>
    [Exercise("1.2.38", "The phase change",
        Minutes = 10, Difficulty = 2, Importance = 4, Model = MentalModel.Circuits)]
    [return: Shape("snapshot measure")]
    public static Tensor PhaseChange(
        IReadOnlyList<HookedTransformer> snapshots, [Shape("batch position")] Tensor tokens)
    {
        throw new NotImplementedException("1.2.38 The phase change");
    }
}
