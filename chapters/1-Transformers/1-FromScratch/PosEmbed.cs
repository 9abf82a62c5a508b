using Arena.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

/// <summary>The module that gives each position its vector.</summary>
public sealed class PosEmbed : nn.Module<Tensor, Tensor>
{
    /// <summary>A row for each position, <c>n_ctx d_model</c>.</summary>
    public readonly Parameter W_pos;

    /// <summary>Makes a table of zeros.</summary>
    /// <param name="nCtx">The most positions that a text may have.</param>
    /// <param name="dModel">Numbers for each.</param>
    public PosEmbed(long nCtx, long dModel) : base(nameof(PosEmbed))
    {
        W_pos = new Parameter(zeros(nCtx, dModel));
        RegisterComponents();
    }

    /// <summary>The vector of each position.</summary>
    /// <param name="tokens"><c>batch position</c>.</param>
    /// <returns><c>batch position d_model</c>.</returns>
    [return: Shape("batch position d_model")]
    public override Tensor forward([Shape("batch position")] Tensor tokens) =>
        Embeddings.EmbedPositions(tokens, W_pos);
}
