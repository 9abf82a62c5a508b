using Arena.Tensors;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

/// <summary>From token numbers into the residual stream.</summary>
public static class Embeddings
{
    /// <summary>
    /// The vector of each token, as a product: a row of zeros with a one at the token's number, times the matrix.
    /// </summary>
    /// <param name="tokens"><c>batch position</c>.</param>
    /// <param name="weight">W_E: a row for each token, <c>vocabulary d_model</c>.</param>
    /// <returns><c>batch position d_model</c>.</returns>
    [Exercise("1.1.5", "Embed with a product", Minutes = 10, Difficulty = 2, Importance = 3, Model = MentalModel.Tensors)]
    [return: Shape("batch position d_model")]
    public static Tensor EmbedByProduct(
        [Shape("batch position")] Tensor tokens, [Shape("vocabulary d_model")] Tensor weight)
    {
        var oneHot = tokens.unsqueeze(2).eq(arange(weight.shape[0])).to(weight.dtype);
        return Einsum("batch position token, token d_model -> batch position d_model", oneHot, weight);
    }

    /// <summary>The vector of each token, looked up.</summary>
    /// <param name="tokens"><c>batch position</c>.</param>
    /// <param name="weight">W_E: a row for each token, <c>vocabulary d_model</c>.</param>
    /// <returns><c>batch position d_model</c>.</returns>
    [Exercise("1.1.6", "Embed by looking up",
        Minutes = 5, Difficulty = 1, Importance = 4, Model = MentalModel.ResidualStream)]
    [return: Shape("batch position d_model")]
    public static Tensor Embed([Shape("batch position")] Tensor tokens, [Shape("vocabulary d_model")] Tensor weight) =>
        weight[tokens];

    /// <summary>The vector of each position, the same for every text of the batch.</summary>
    /// <param name="tokens"><c>batch position</c>; only its shape matters.</param>
    /// <param name="weight">W_pos: a row for each position, <c>n_ctx d_model</c>.</param>
    /// <param name="start">
    /// At which position the tokens begin: 0, unless they are the continuation of a text whose first tokens were read
    /// before.
    /// </param>
    /// <returns><c>batch position d_model</c>.</returns>
    /// <exception cref="ArgumentException">The text reaches beyond the last position that has a vector.</exception>
    [Exercise("1.1.7", "Positions", Minutes = 10, Difficulty = 2, Importance = 4, Model = MentalModel.ResidualStream)]
    [return: Shape("batch position d_model")]
    public static Tensor EmbedPositions(
        [Shape("batch position")] Tensor tokens, [Shape("n_ctx d_model")] Tensor weight, long start = 0)
    {
        var (batch, count) = (tokens.shape[0], tokens.shape[1]);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(start + count, weight.shape[0]);
        return Repeat(
            weight.narrow(0, start, count), "position d_model -> batch position d_model", ("batch", batch));
    }
}
