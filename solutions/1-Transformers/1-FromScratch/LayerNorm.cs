using Arena.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

/// <summary>Gives the vector at each position mean 0 and variance 1, then scales and shifts it (Ba and others, 2016).</summary>
public sealed class LayerNorm : nn.Module<Tensor, Tensor>
{
    /// <summary>The scale of each number, <c>d_model</c>; ones at first.</summary>
    public readonly Parameter w;

    /// <summary>The shift of each number, <c>d_model</c>; zeros at first.</summary>
    public readonly Parameter b;

    /// <summary>Makes the module.</summary>
    /// <param name="dModel">Numbers in a vector.</param>
    /// <param name="eps">What is added to the variance.</param>
    public LayerNorm(long dModel, double eps = 1e-5) : base(nameof(LayerNorm))
    {
        Eps = eps;
        w = new Parameter(ones(dModel));
        b = new Parameter(zeros(dModel));
        RegisterComponents();
    }

    /// <summary>What is added to the variance, so that nothing is divided by 0.</summary>
    public double Eps { get; }

    /// <summary>
    /// Normalises each vector by itself: minus its mean, over the root of its variance plus <see cref="Eps"/>, times
    /// <see cref="w"/>, plus <see cref="b"/>. The variance is the mean of the squared distances from the mean.
    /// </summary>
    /// <param name="x"><c>batch position d_model</c>.</param>
    /// <returns><c>batch position d_model</c>.</returns>
    [Exercise("1.1.8", "Layer norm", Minutes = 15, Difficulty = 2, Importance = 5, Model = MentalModel.ResidualStream)]
    [return: Shape("batch position d_model")]
    public override Tensor forward([Shape("batch position d_model")] Tensor x)
    {
        var centred = x - x.mean([2], keepdim: true);
        var variance = centred.square().mean([2], keepdim: true);
        return centred / (variance + Eps).sqrt() * w + b;
    }
}
