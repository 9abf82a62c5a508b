using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

/// <summary>Inputs for the tests of this section: the same in every run.</summary>
internal static class Some
{
    /// <summary>Numbers around 0, float32.</summary>
    /// <param name="view">
    /// Whether they lie apart in memory, not at its beginning, and with the first axis changing fastest.
    /// </param>
    /// <param name="shape">The sizes of the axes.</param>
    public static Tensor Numbers(bool view, params long[] shape) => Numbers(2030, view, shape);

    /// <summary>Numbers around 0, others for each seed.</summary>
    public static Tensor Numbers(ulong seed, bool view, params long[] shape)
    {
        using var generator = new Generator(seed);
        var x = randn(shape, generator: generator);
        return view ? AsView(x) : x;
    }

    /// <summary>Whole numbers from 0 up to, not including, <paramref name="below"/>.</summary>
    public static Tensor Tokens(bool view, long below, params long[] shape)
    {
        using var generator = new Generator(2031);
        var x = randint(below, shape, dtype: int64, generator: generator);
        return view ? AsView(x) : x;
    }

    /// <summary>The same values, but no axis has the stride that it would have in a tensor of its own.</summary>
    public static Tensor AsView(Tensor x)
    {
        var back = Enumerable.Range(0, (int)x.ndim).Select(axis => x.ndim - 1L - axis).ToArray();
        var turned = x.permute(back);
        return stack([turned + 1, turned], -1).select(-1, 1).permute(back);
    }

    /// <summary>Gives every parameter random numbers, biases and scales too, so that each of them matters.</summary>
    public static T WithWeights<T>(this T module, ulong seed = 2032, double deviation = 0.5)
        where T : nn.Module
    {
        using var off = no_grad();
        using var generator = new Generator(seed);
        foreach (var (name, parameter) in module.named_parameters().OrderBy(x => x.name, StringComparer.Ordinal))
            parameter.normal_(name is "w" || name.EndsWith(".w") ? 1 : 0, deviation, generator);
        return module;
    }

    /// <summary>A parameter by its name, without its gradient.</summary>
    public static Tensor Weight(this nn.Module module, string name) =>
        module.named_parameters().Single(x => x.name == name).parameter.detach();

    /// <summary>A parameter, for models that are made up for a test.</summary>
    public static Parameter Parameter(Tensor x) => new(x.clone());

    /// <summary>A small transformer whose weights all differ.</summary>
    public static Transformer Model(int layers = 2, long context = 12, long vocabulary = 11) =>
        new Transformer(new TransformerConfig(layers, 6, 2, 4, 10, context, vocabulary)).WithWeights();
}
