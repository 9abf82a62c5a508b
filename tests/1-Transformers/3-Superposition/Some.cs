using TorchSharp;
using static TorchSharp.torch;

namespace Arena.Transformers.Superposition;

/// <summary>Inputs for the tests of this section: the same in every run.</summary>
internal static class Some
{
    /// <summary>Numbers around 0, float32.</summary>
    /// <param name="view">Whether they lie apart in memory, and not at its beginning.</param>
    /// <param name="shape">The sizes of the axes.</param>
    public static Tensor Numbers(bool view, params long[] shape) => Numbers(2026, view, shape);

    /// <summary>Other numbers around 0, float32, for each seed.</summary>
    public static Tensor Numbers(ulong seed, bool view, params long[] shape)
    {
        using var generator = new Generator(seed);
        var x = randn(shape, generator: generator);
        return view ? stack([x + 1, x], -1).select(-1, 1) : x;
    }

    /// <summary>Sets parameters to numbers.</summary>
    public static void Fill(params (Tensor Parameter, Tensor Values)[] all)
    {
        using var off = no_grad();
        foreach (var (parameter, values) in all) parameter.copy_(values);
    }

    /// <summary>Sets all parameters of a module to numbers around 0, as if it was trained.</summary>
    public static void Fill(nn.Module module, double scale = 0.5)
    {
        using var off = no_grad();
        using var generator = new Generator(7);
        foreach (var parameter in module.parameters())
            parameter.copy_(scale * randn(parameter.shape, generator: generator));
    }

    /// <summary>Directions of length 1, by chance, <c>direction d</c>.</summary>
    public static Tensor Directions(ulong seed, long count, long dimensions) =>
        nn.functional.normalize(Numbers(seed, false, count, dimensions), dim: 1);

    /// <summary>Sums of a few of some directions, each with a factor between 0 and 1, <c>item d</c>.</summary>
    public static Tensor Mixtures(Tensor directions, long items, double probability, Generator generator)
    {
        using var scope = NewDisposeScope();
        var on = rand([items, directions.shape[0]], generator: generator).lt(probability);
        return (on * rand([items, directions.shape[0]], generator: generator)).matmul(directions)
            .MoveToOuterDisposeScope();
    }

    /// <summary>The tensors that something leaves behind on this thread.</summary>
    public static long LeftBehind(Action action)
    {
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        action();
        return DisposeScopeManager.Statistics.ThreadTotalLiveCount - before;
    }
}
