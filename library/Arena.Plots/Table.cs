using static TorchSharp.torch;

namespace Arena.Plots;

/// <summary>Tensors as tables of numbers.</summary>
internal static class Table
{
    /// <summary>The numbers of a tensor <c>row column</c>.</summary>
    /// <param name="values">The tensor, on any device and of any type.</param>
    /// <param name="name">What the caller calls it.</param>
    /// <exception cref="ArgumentException">It has not two axes.</exception>
    public static double[,] Of(Tensor values, string name)
    {
        if (values.dim() != 2)
        {
            throw new ArgumentException(
                $"The tensor has the shape [{string.Join(", ", values.shape)}]; a table has two axes. Choose one of the "
                + "others, as in pattern[batch, head].", name);
        }
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var table = new double[values.shape[0], values.shape[1]];
        var numbers = values.to(float64).cpu().contiguous().data<double>();
        Buffer.BlockCopy(numbers.ToArray(), 0, table, 0, table.Length * sizeof(double));
        return table;
    }
}
