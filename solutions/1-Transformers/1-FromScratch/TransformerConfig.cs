namespace Arena.Transformers.FromScratch;

/// <summary>The sizes of a transformer, under the names that they have in the literature on interpretability.</summary>
/// <param name="NLayers">Blocks.</param>
/// <param name="DModel">Numbers in the residual stream at each position.</param>
/// <param name="NHeads">Attention heads of each block.</param>
/// <param name="DHead">Numbers in a query, key or value of one head.</param>
/// <param name="DMlp">Neurons of each block's MLP.</param>
/// <param name="NCtx">The most positions that a text may have.</param>
/// <param name="DVocab">Different tokens.</param>
/// <param name="Eps">What layer norms add to the variance.</param>
public sealed record TransformerConfig(
    int NLayers, long DModel, long NHeads, long DHead, long DMlp, long NCtx, long DVocab, double Eps = 1e-5);
