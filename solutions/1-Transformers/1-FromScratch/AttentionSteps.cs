using Arena.Tensors;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

/// <summary>Attention, one step at a time (Vaswani and others, 2017). All heads work at once.</summary>
public static class AttentionSteps
{
    /// <summary>What each head makes of each position's vector: its queries, or its keys, or its values.</summary>
    /// <param name="x"><c>batch position d_model</c>.</param>
    /// <param name="weight">W_Q, W_K or W_V: <c>head d_model d_head</c>.</param>
    /// <param name="bias">b_Q, b_K or b_V: <c>head d_head</c>.</param>
    /// <returns><c>batch position head d_head</c>.</returns>
    [Exercise("1.1.9", "Queries, keys and values",
        Minutes = 10, Difficulty = 2, Importance = 5, Model = MentalModel.Attention)]
    [return: Shape("batch position head d_head")]
    public static Tensor Project(
        [Shape("batch position d_model")] Tensor x, [Shape("head d_model d_head")] Tensor weight,
        [Shape("head d_head")] Tensor bias) =>
        Einsum("batch position d_model, head d_model d_head -> batch position head d_head", x, weight) + bias;

    /// <summary>How well each query fits each key: their dot product over the root of their length.</summary>
    /// <param name="q"><c>batch query head d_head</c>.</param>
    /// <param name="k"><c>batch key head d_head</c>.</param>
    /// <returns><c>batch head query key</c>.</returns>
    [Exercise("1.1.10", "Attention scores", Minutes = 10, Difficulty = 2, Importance = 5, Model = MentalModel.Attention)]
    [return: Shape("batch head query key")]
    public static Tensor Scores([Shape("batch query head d_head")] Tensor q, [Shape("batch key head d_head")] Tensor k) =>
        Einsum("batch query head d_head, batch key head d_head -> batch head query key", q, k)
            / Math.Sqrt(q.shape[3]);

    /// <summary>The scores with -∞ wherever a query would see a key that comes after it.</summary>
    /// <param name="scores">
    /// <c>batch head query key</c>. There may be fewer queries than keys: then they are those of the last positions, and
    /// the last query sees all keys.
    /// </param>
    /// <returns><c>batch head query key</c>.</returns>
    [Exercise("1.1.11", "The causal mask", Minutes = 15, Difficulty = 3, Importance = 5, Model = MentalModel.Attention)]
    [return: Shape("batch head query key")]
    public static Tensor Mask([Shape("batch head query key")] Tensor scores)
    {
        var (queries, keys) = (scores.shape[2], scores.shape[3]);
        var isFuture = ones(queries, keys, dtype: @bool).triu(keys - queries + 1);
        return scores.masked_fill(isFuture, double.NegativeInfinity);
    }

    /// <summary>How much of each position every query reads: nothing of later ones, and 1 in all.</summary>
    /// <param name="scores"><c>batch head query key</c>, not masked yet.</param>
    /// <returns><c>batch head query key</c>.</returns>
    [Exercise("1.1.12", "Attention pattern", Minutes = 5, Difficulty = 1, Importance = 5, Model = MentalModel.Attention)]
    [return: Shape("batch head query key")]
    public static Tensor Pattern([Shape("batch head query key")] Tensor scores) => Mask(scores).softmax(3);

    /// <summary>What each head reads at each position: the values of all positions, in the shares of the pattern.</summary>
    /// <param name="pattern"><c>batch head query key</c>.</param>
    /// <param name="v"><c>batch key head d_head</c>.</param>
    /// <returns>What is called z, <c>batch query head d_head</c>.</returns>
    [Exercise("1.1.13", "Weighted values", Minutes = 10, Difficulty = 2, Importance = 5, Model = MentalModel.Attention)]
    [return: Shape("batch query head d_head")]
    public static Tensor Mix(
        [Shape("batch head query key")] Tensor pattern, [Shape("batch key head d_head")] Tensor v) =>
        Einsum("batch head query key, batch key head d_head -> batch query head d_head", pattern, v);

    /// <summary>What all heads together add to the residual stream.</summary>
    /// <param name="z"><c>batch position head d_head</c>.</param>
    /// <param name="weight">W_O: <c>head d_head d_model</c>.</param>
    /// <param name="bias">b_O, which all heads share: <c>d_model</c>.</param>
    /// <returns><c>batch position d_model</c>.</returns>
    [Exercise("1.1.14", "Out of the heads", Minutes = 10, Difficulty = 2, Importance = 5, Model = MentalModel.Attention)]
    [return: Shape("batch position d_model")]
    public static Tensor Output(
        [Shape("batch position head d_head")] Tensor z, [Shape("head d_head d_model")] Tensor weight,
        [Shape("d_model")] Tensor bias) =>
        Einsum("batch position head d_head, head d_head d_model -> batch position d_model", z, weight) + bias;
}
