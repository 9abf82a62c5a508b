using Arena.Tensors;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Prerequisites;

/// <summary>The heads of an attention layer, packed into one axis and unpacked from it.</summary>
public static class Heads
{
    /// <summary>Takes queries, keys and values apart, which one matrix product made together.</summary>
    /// <param name="qkv">
    /// <c>batch seq 3*head*d_head</c>: along the last axis first all queries, then all keys, then all values; within
    /// each kind head after head.
    /// </param>
    /// <param name="heads">How many heads there are.</param>
    /// <returns>Queries, keys and values, each <c>batch head seq d_head</c>.</returns>
    [Exercise("0.0.34", "Split the heads", Minutes = 10, Difficulty = 3, Importance = 5)]
    public static (Tensor Q, Tensor K, Tensor V) SplitHeads([Shape("batch seq 3*head*d_head")] Tensor qkv, long heads)
    {
        throw new NotImplementedException("0.0.34 Split the heads");
    }

    /// <summary>Puts the results of the heads side by side again, head after head.</summary>
    /// <param name="z"><c>batch head seq d_head</c>.</param>
    /// <returns><c>batch seq head*d_head</c>.</returns>
    [Exercise("0.0.35", "Merge the heads", Minutes = 5, Difficulty = 2, Importance = 5)]
    [return: Shape("batch seq head*d_head")]
    public static Tensor MergeHeads([Shape("batch head seq d_head")] Tensor z)
    {
        throw new NotImplementedException("0.0.35 Merge the heads");
    }
}
