using Arena.Tensors;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Fundamentals.ResNets;

/// <summary>Replaces each map by its mean: what is left of a picture is one number a channel.</summary>
[Exercise("0.1.37", "Average each map",
    Minutes = 5, Difficulty = 1, Importance = 3, Model = MentalModel.FunctionApproximators)]
public sealed class AveragePool : nn.Module<Tensor, Tensor>
{
    /// <summary>Makes a layer without weights.</summary>
    public AveragePool() : base(nameof(AveragePool))
    {
    }

    /// <summary>The mean of each map.</summary>
    /// <param name="maps"><c>batch channel row column</c>.</param>
    /// <returns><c>batch channel</c>.</returns>
    [return: Shape("batch channel")]
    public override Tensor forward([Shape("batch channel row column")] Tensor maps)
    {
        throw new NotImplementedException("0.1.37 Average each map");
    }
}
