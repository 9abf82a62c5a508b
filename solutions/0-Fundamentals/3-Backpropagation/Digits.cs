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
    /// <param name="images">The images.</param>
    /// <param name="most">How many to take at most, from the first on.</param>
    public static Digits Of(LabelledImages images, int most = int.MaxValue)
    {
        using var scope = torch.NewDisposeScope();
        var items = (int)Math.Min(most, images.Images.shape[0]);
        var pixels = (int)(images.Images.shape[1] * images.Images.shape[2]);
        var numbers = images.Images[..items].to(torch.float64).contiguous().data<double>().ToArray();
        var labels = images.Labels[..items].to(torch.int32).contiguous().data<int>().ToArray();
        return new Digits(new NdArray(numbers, items, pixels) / 255, labels);
    }
}
