using Arena.Tensors;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

/// <summary>Heads that share keys and values, so that the cache is smaller (Ainslie and others, 2023).</summary>
public static class GroupedQueries
{
    /// <summary>
    /// Causal attention in which several query heads read the keys and values of one group: the first ones those of the
    /// first group, the next ones those of the second, and so on.
    /// </summary>
    /// <param name="q"><c>batch query head d_head</c>.</param>
    /// <param name="k"><c>batch key group d_head</c>; the number of heads is a multiple of that of groups.</param>
    /// <param name="v"><c>batch key group d_head</c>.</param>
    /// <returns>What each head reads, <c>batch query head d_head</c>.</returns>
    [Exercise("1.1.40", "Grouped queries", Minutes = 15, Difficulty = 3, Importance = 2, Model = MentalModel.Attention)]
    [return: Shape("batch query head d_head")]
    public static Tensor Attend(
        [Shape("batch query head d_head")] Tensor q, [Shape("batch key group d_head")] Tensor k,
        [Shape("batch key group d_head")] Tensor v)
    {
        throw new NotImplementedException("1.1.40 Grouped queries");
    }
}
