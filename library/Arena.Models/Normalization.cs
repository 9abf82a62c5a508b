namespace Arena.Models;

/// <summary>What is done to the residual stream before a layer, or the unembedding, reads it.</summary>
public enum Normalization
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>Layer norm: mean 0 and variance 1 at each position, then a learned weight and bias.</summary>
    LN,

    /// <summary>
    /// Layer norm whose weight and bias are folded into the weights that read it: see
    /// <see cref="HookedTransformer.FoldLayerNorm"/>.
    /// </summary>
    LNPre,
}
