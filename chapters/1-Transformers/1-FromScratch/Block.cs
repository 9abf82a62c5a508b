using Arena.Tensors;
using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

/// <summary>One layer: attention, then an MLP, each of which reads the normalised stream and adds to the stream.</summary>
public sealed class Block : nn.Module<Tensor, Tensor>
{
    /// <summary>Normalises what attention reads.</summary>
    public readonly LayerNorm ln1;

    /// <summary>The heads.</summary>
    public readonly Attention attn;

    /// <summary>Normalises what the MLP reads.</summary>
    public readonly LayerNorm ln2;

    /// <summary>The neurons.</summary>
    public readonly Mlp mlp;

    /// <summary>Makes a block whose heads and neurons add nothing yet.</summary>
    /// <param name="config">The sizes.</param>
    public Block(TransformerConfig config) : base(nameof(Block))
    {
        ln1 = new LayerNorm(config.DModel, config.Eps);
        attn = new Attention(config.DModel, config.NHeads, config.DHead);
        ln2 = new LayerNorm(config.DModel, config.Eps);
        mlp = new Mlp(config.DModel, config.DMlp);
        RegisterComponents();
    }

    /// <summary>The stream after this block.</summary>
    /// <param name="stream">The stream before it, <c>batch position d_model</c>.</param>
    /// <returns><c>batch position d_model</c>.</returns>
    [Exercise("1.1.19", "A block", Minutes = 10, Difficulty = 2, Importance = 5, Model = MentalModel.ResidualStream)]
    [return: Shape("batch position d_model")]
    public override Tensor forward([Shape("batch position d_model")] Tensor stream)
    {
        throw new NotImplementedException("1.1.19 A block");
    }
}
