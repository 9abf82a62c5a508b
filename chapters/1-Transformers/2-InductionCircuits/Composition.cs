using Arena.Models;
using Arena.Tensors;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Transformers.InductionCircuits;

/// <summary>How later heads read what earlier heads wrote (Elhage et al. 2021).</summary>
public static class Composition
{
    /// <summary>
    /// Queries, or keys, as a sum over the components of the residual stream that they are made of.
    /// </summary>
    /// <param name="components">
    /// What the residual stream is the sum of, <c>component batch position d_model</c>.
    /// </param>
    /// <param name="scale">By what the layer norm divided it in the run, <c>batch position 1</c>.</param>
    /// <param name="norm">The layer norm, which has a weight and a bias.</param>
    /// <param name="weight">The head's W_Q or W_K, <c>d_model d_head</c>.</param>
    /// <param name="bias">The head's b_Q or b_K, <c>d_head</c>.</param>
    /// <returns>
    /// <c>part batch position d_head</c>: the components in their order, and last what comes from no component. They
    /// add up to the head's queries, or keys.
    /// </returns>
    [Exercise("1.2.32", "What queries and keys are made of",
        Minutes = 15, Difficulty = 4, Importance = 4, Model = MentalModel.Circuits)]
    [return: Shape("part batch position d_head")]
    public static Tensor SplitProjection(
        [Shape("component batch position d_model")] Tensor components, [Shape("batch position 1")] Tensor scale,
        LayerNorm norm, [Shape("d_model d_head")] Tensor weight, [Shape("d_head")] Tensor bias)
    {
        throw new NotImplementedException("1.2.32 What queries and keys are made of");
    }

    /// <summary>Attention scores as a sum over pairs of what the query and the key are made of.</summary>
    /// <param name="queries">A head's queries in parts, <c>query_part batch query d_head</c>.</param>
    /// <param name="keys">Its keys in parts, <c>key_part batch key d_head</c>.</param>
    /// <returns>
    /// <c>query_part key_part batch query key</c>: they add up to the head's scores before the future is masked.
    /// </returns>
    [Exercise("1.2.33", "Scores for each pair of components",
        Minutes = 5, Difficulty = 2, Importance = 4, Model = MentalModel.Circuits)]
    [return: Shape("query_part key_part batch query key")]
    public static Tensor ScoresByPair(
        [Shape("query_part batch query d_head")] Tensor queries, [Shape("key_part batch key d_head")] Tensor keys)
    {
        throw new NotImplementedException("1.2.33 Scores for each pair of components");
    }

    /// <summary>
    /// The circuit by which a head of layer 1 finds its keys through one of layer 0: the score that a query's token
    /// gives to a position at which the head of layer 0 gave its whole attention to another token.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="earlier">The head of layer 0.</param>
    /// <param name="later">The head of layer 1.</param>
    /// <returns>
    /// <c>query source</c>, both of them tokens; scores as they go into the softmax, layer norms and biases left out.
    /// </returns>
    [Exercise("1.2.34", "The K-composition circuit",
        Minutes = 10, Difficulty = 3, Importance = 5, Model = MentalModel.Circuits)]
    [return: Shape("query source")]
    public static Tensor KCompositionCircuit(HookedTransformer model, int earlier, int later)
    {
        throw new NotImplementedException("1.2.34 The K-composition circuit");
    }

    /// <summary>
    /// How much of what heads of layer 0 write those of layer 1 read: ‖AB‖ / (‖A‖ ‖B‖), with Frobenius norms; A is
    /// the OV matrix of the earlier head, and B what the later one does with its input.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="reader">Which of its inputs the later head reads.</param>
    /// <returns><c>earlier later</c>, the heads of layer 0 and those of layer 1.</returns>
    [Exercise("1.2.35", "Composition scores",
        Minutes = 15, Difficulty = 4, Importance = 4, Model = MentalModel.Circuits)]
    [return: Shape("earlier later")]
    public static Tensor Scores(HookedTransformer model, Reader reader)
    {
        throw new NotImplementedException("1.2.35 Composition scores");
    }

    /// <summary>The composition scores of heads whose weights are all drawn from the normal distribution.</summary>
    /// <param name="samples">How many.</param>
    /// <param name="dModel">The width of the residual stream.</param>
    /// <param name="dHead">The width of a head.</param>
    /// <param name="generator">Where chance comes from.</param>
    /// <returns><c>sample</c>: ‖AB‖ / (‖A‖ ‖B‖), each with an A and a B of its own.</returns>
    [Exercise("1.2.36", "Composition scores by chance",
        Minutes = 10, Difficulty = 2, Importance = 3, Model = MentalModel.Circuits)]
    [return: Shape("sample")]
    public static Tensor RandomScores(long samples, long dModel, long dHead, Generator generator)
    {
        throw new NotImplementedException("1.2.36 Composition scores by chance");
    }
}
