using Arena.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

/// <summary>The module that looks up tokens.</summary>
public sealed class Embed : nn.Module<Tensor, Tensor>
{
    /// <summary>A row for each token, <c>vocabulary d_model</c>.</summary>
    public readonly Parameter W_E;

    /// <summary>Makes a table of zeros.</summary>
    /// <param name="vocabulary">Different tokens.</param>
    /// <param name="dModel">Numbers for each.</param>
    public Embed(long vocabulary, long dModel) : base(nameof(Embed))
    {
        W_E = new Parameter(zeros(vocabulary, dModel));
        RegisterComponents();
    }

    /// <summary>The vector of each token.</summary>
    /// <param name="tokens"><c>batch position</c>.</param>
    /// <returns><c>batch position d_model</c>.</returns>
    [return: Shape("batch position d_model")]
    public override Tensor forward([Shape("batch position")] Tensor tokens) => Embeddings.Embed(tokens, W_E);
}
