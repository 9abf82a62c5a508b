using Arena.Arrays;
using Arena.Data;
using TorchSharp;

namespace Arena.Fundamentals.Backpropagation;

/// <summary>Images as the framework of this section takes them.</summary>
/// <param name="Items"><c>item pixel</c>, from 0 to 1.</param>
/// <param name="Labels">The class of each item.</param>
public sealed record Digits(NdArray Items, int[] Labels)
{
    /// <summary>Takes images out of libtorch: from here on, it is not needed any more.</summary>
    public static Digits Of(LabelledImages images)
    {
        using var scope = torch.NewDisposeScope();
        var (items, pixels) = ((int)images.Images.shape[0], (int)(images.Images.shape[1] * images.Images.shape[2]));
        var numbers = images.Images.to(torch.float64).contiguous().data<double>().ToArray();
        var labels = images.Labels.to(torch.int32).contiguous().data<int>().ToArray();
        return new Digits(new NdArray(numbers, items, pixels) / 255, labels);
    }
}
