using Arena.Tensors;
using BenchmarkDotNet.Attributes;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Benchmarks;

/// <summary>
/// Each operation as the libtorch calls that one would write by hand, with the sizes known and the intermediate tensors
/// disposed, and by its pattern. The tensors are small, so that the time is that of the calls and not of the numbers.
/// </summary>
public class EinopsBenchmarks : IDisposable
{
    private static readonly long[] MeanAxes = [1, 3];

    private readonly Tensor x = randn(2, 5, 64);
    private readonly Tensor longer = randn(2, 7, 64);
    private readonly Tensor heads = randn(2, 8, 5, 8);
    private readonly Tensor image = randn(3, 8, 8);
    private readonly Tensor q = randn(2, 5, 8);
    private readonly Tensor k = randn(2, 5, 8);
    private bool turn;

    [Benchmark]
    public void SplitHeads_Torch()
    {
        using var split = x.reshape(2, 5, 8, 8);
        using var result = split.permute(0, 2, 1, 3);
    }

    [Benchmark]
    public void SplitHeads_Pattern()
    {
        using var result = Rearrange(x, "batch seq (heads d) -> batch heads seq d", ("heads", 8));
    }

    // Two shapes in turn: the pattern is kept, its plan is worked out anew at each call.
    [Benchmark]
    public void NewShape_Torch()
    {
        turn = !turn;
        using var split = turn ? x.reshape(2, 5, 8, 8) : longer.reshape(2, 7, 8, 8);
        using var result = split.permute(0, 2, 1, 3);
    }

    [Benchmark]
    public void NewShape_Pattern()
    {
        turn = !turn;
        using var result = Rearrange(turn ? x : longer, "batch seq (heads d) -> batch heads seq d", ("heads", 8));
    }

    [Benchmark]
    public void MergeHeads_Torch()
    {
        using var ordered = heads.permute(0, 2, 1, 3);
        using var result = ordered.reshape(2, 5, 64);
    }

    [Benchmark]
    public void MergeHeads_Pattern()
    {
        using var result = Rearrange(heads, "batch heads seq d -> batch seq (heads d)");
    }

    [Benchmark]
    public void Patches_Torch()
    {
        using var split = image.reshape(3, 2, 4, 2, 4);
        using var ordered = split.permute(1, 3, 0, 2, 4);
        using var result = ordered.reshape(4, 48);
    }

    [Benchmark]
    public void Patches_Pattern()
    {
        using var result = Rearrange(image, "c (row h) (column w) -> (row column) (c h w)", ("row", 2), ("column", 2));
    }

    [Benchmark]
    public void MeanPool_Torch()
    {
        using var split = heads.reshape(2, 8, 5, 4, 2);
        using var result = split.mean(MeanAxes);
    }

    [Benchmark]
    public void MeanPool_Pattern()
    {
        using var result = Reduce(heads, "batch heads seq (d pair) -> batch seq pair", Reduction.Mean, ("pair", 2));
    }

    [Benchmark]
    public void Repeat_Torch()
    {
        using var opened = q.reshape(2, 5, 1, 8);
        using var result = opened.expand(2, 5, 4, 8);
    }

    [Benchmark]
    public void Repeat_Pattern()
    {
        using var result = Repeat(q, "batch seq d -> batch seq copy d", ("copy", 4));
    }

    [Benchmark]
    public void Einsum_Torch()
    {
        using var result = einsum("bqd,bkd->bqk", q, k);
    }

    [Benchmark]
    public void Einsum_Pattern()
    {
        using var result = Einsum("batch query d, batch key d -> batch query key", q, k);
    }

    public void Dispose()
    {
        foreach (var tensor in new[] { x, longer, heads, image, q, k }) tensor.Dispose();
    }
}
