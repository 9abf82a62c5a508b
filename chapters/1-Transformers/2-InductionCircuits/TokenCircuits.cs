using Arena.Models;
using Arena.Tensors;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Transformers.InductionCircuits;

/// <summary>
/// Heads as tables from token to token, read off the weights alone (Elhage et al. 2021). Layer norms are left out,
/// as if the residual stream were read as it is.
/// </summary>
public static class TokenCircuits
{
    /// <summary>
    /// The full OV circuit of heads of one layer, taken together: how much attention to a token adds to the logit of
    /// each token, when all of them give it their whole attention.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="heads">The heads, one at least.</param>
    /// <returns><c>source logit</c>, both of them tokens.</returns>
    [Exercise("1.2.27", "The full OV circuit",
        Minutes = 10, Difficulty = 2, Importance = 5, Model = MentalModel.Circuits)]
    [return: Shape("source logit")]
    public static Tensor FullOV(HookedTransformer model, int layer, IReadOnlyList<int> heads)
    {
        throw new NotImplementedException("1.2.27 The full OV circuit");
    }

    /// <summary>
    /// How many of the tokens a circuit maps to themselves: their own entry is the largest of their row.
    /// </summary>
    /// <param name="circuit"><c>source logit</c>, as many of the ones as of the others.</param>
    /// <returns>A share from 0 to 1, a single number without axes.</returns>
    [Exercise("1.2.28", "Does it copy? By the largest entry",
        Minutes = 5, Difficulty = 1, Importance = 3, Model = MentalModel.Circuits)]
    [return: Shape("")]
    public static Tensor TopOneAccuracy([Shape("source logit")] Tensor circuit)
    {
        throw new NotImplementedException("1.2.28 Does it copy? By the largest entry");
    }

    /// <summary>
    /// How far a circuit copies: the sum of its eigenvalues over the sum of their sizes. 1 is pure copying, -1 makes
    /// every token less likely that was seen, and 0 is neither.
    /// </summary>
    /// <param name="left"><c>token rank</c>: the circuit is the product of the two.</param>
    /// <param name="right"><c>rank token</c>.</param>
    /// <returns>A real number from -1 to 1, without axes. The product itself is too large to be made.</returns>
    [Exercise("1.2.29", "Does it copy? By eigenvalues",
        Minutes = 10, Difficulty = 3, Importance = 4, Model = MentalModel.Circuits)]
    [return: Shape("")]
    public static Tensor CopyingScore([Shape("token rank")] Tensor left, [Shape("rank token")] Tensor right)
    {
        throw new NotImplementedException("1.2.29 Does it copy? By eigenvalues");
    }

    /// <summary>
    /// The full QK circuit of a head: the attention score that each token gives to each token, biases and positions
    /// left out.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="head">The head, from 0.</param>
    /// <returns><c>query key</c>, both of them tokens; scores as they go into the softmax.</returns>
    [Exercise("1.2.30", "The full QK circuit",
        Minutes = 10, Difficulty = 2, Importance = 5, Model = MentalModel.Circuits)]
    [return: Shape("query key")]
    public static Tensor FullQK(HookedTransformer model, int layer, int head)
    {
        throw new NotImplementedException("1.2.30 The full QK circuit");
    }

    /// <summary>
    /// Where a head of layer 0 looks by position alone: its pattern on a sequence of average tokens, each the mean
    /// of all token embeddings. This one is not read off the weights alone: layer norm and biases are those of the
    /// model.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="head">The head of layer 0.</param>
    /// <returns><c>query key</c>, as many of each as the model has positions.</returns>
    [Exercise("1.2.31", "From position to position",
        Minutes = 15, Difficulty = 3, Importance = 4, Model = MentalModel.Circuits)]
    [return: Shape("query key")]
    public static Tensor PositionPattern(HookedTransformer model, int head)
    {
        throw new NotImplementedException("1.2.31 From position to position");
    }
}
