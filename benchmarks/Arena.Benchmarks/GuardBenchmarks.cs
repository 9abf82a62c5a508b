using Arena.Tensors;
using BenchmarkDotNet.Attributes;
using TorchSharp;
using static TorchSharp.torch;

namespace Arena.Benchmarks;

/// <summary>Calls as they are, and with the check in front of them that the generator of Arena.Guards writes.</summary>
public class GuardBenchmarks : IDisposable
{
    private readonly Tensor x = randn(2, 3);
    private readonly Tensor w = randn(3, 5);
    private readonly Tensor heads = randn(2, 4, 5, 8);
    private readonly Tensor keys = randn(2, 4, 8, 5);
    private readonly Tensor number = tensor(3f);
    private readonly Tensor weight = randn(3, 5, requires_grad: true);
    private readonly Tensor loss;

    public GuardBenchmarks() => loss = x.matmul(weight).square().sum();

    [Benchmark]
    public void Matmul_Torch()
    {
        using var result = x.matmul(w);
    }

    [Benchmark]
    public void Matmul_Guarded()
    {
        Guards.Matmul(x, w, "x", "w");
        using var result = x.matmul(w);
    }

    [Benchmark]
    public void Batched_Torch()
    {
        using var result = heads.matmul(keys);
    }

    [Benchmark]
    public void Batched_Guarded()
    {
        Guards.Matmul(heads, keys, "heads", "keys");
        using var result = heads.matmul(keys);
    }

    [Benchmark]
    public void Cummax_Torch()
    {
        var (values, indices) = x.cummax(1);
        values.Dispose();
        indices.Dispose();
    }

    [Benchmark]
    public void Cummax_Guarded()
    {
        Guards.Cumulated("cummax", x, 1, "x");
        var (values, indices) = x.cummax(1);
        values.Dispose();
        indices.Dispose();
    }

    [Benchmark]
    public void Variance_Torch()
    {
        using var result = x.var(1);
    }

    [Benchmark]
    public void Variance_Guarded()
    {
        Guards.Variance(x, "x");
        using var result = x.var(1);
    }

    [Benchmark]
    public int ToInt32_Torch() => number.ToInt32();

    [Benchmark]
    public int ToInt32_Guarded()
    {
        Guards.Conversion("ToInt32", number, "number");
        return number.ToInt32();
    }

    [Benchmark]
    public void Grad_Torch() => autograd.grad([loss], [weight], retain_graph: true)[0].Dispose();

    [Benchmark]
    public void Grad_Guarded() => Guards.Grad([loss], [weight], null, true, false, false)[0].Dispose();

    // Two arguments and a result with three names, as on an exercise's border.
    [Benchmark]
    public void Border_Torch()
    {
        using var result = x.matmul(w);
    }

    [Benchmark]
    public void Border_Guarded()
    {
        var border = new ShapeBorder("Products.Multiply");
        border.Argument(x, "row inner", "x");
        border.Argument(w, "inner column", "w");
        using var result = x.matmul(w);
        border.Result(result, "row column");
    }

    public void Dispose()
    {
        foreach (var tensor in new[] { x, w, heads, keys, number, weight, loss }) tensor.Dispose();
    }
}
