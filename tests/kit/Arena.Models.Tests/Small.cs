using TorchSharp;
using static TorchSharp.torch;

namespace Arena.Models.Tests;

/// <summary>Small models whose every parameter is random, and tokens for them.</summary>
internal static class Small
{
    public static HookedTransformerConfig Config(
        Normalization normalization = Normalization.LN, Activation activation = Activation.Gelu, int mlp = 7,
        int layers = 2, int heads = 3, int head = 4) => new()
        {
            NLayers = layers,
            DModel = 6,
            NHeads = heads,
            DHead = head,
            DMlp = mlp,
            NCtx = 9,
            DVocab = 11,
            Activation = activation,
            Normalization = normalization,
        };

    public static HookedTransformer Model(HookedTransformerConfig config, bool exact = false, int seed = 1)
    {
        manual_seed(seed);
        var model = new HookedTransformer(config);
        using var scope = NewDisposeScope();
        using var _ = no_grad();
        // Fresh biases are 0 and layer norms 1, which would hide what is done with them.
        foreach (var parameter in model.parameters()) parameter.add_(randn_like(parameter) * 0.3);
        if (exact) model.to(float64);
        return model;
    }

    public static Tensor Tokens(int batch, int positions, int vocabulary = 11, int seed = 2)
    {
        manual_seed(seed);
        return randint(0, vocabulary, [batch, positions], dtype: int64);
    }

    public static double[] Doubles(this Tensor x)
    {
        // TorchSharp 0.107 cannot read the elements of an empty tensor.
        if (x.numel() == 0) return [];
        using var scope = NewDisposeScope();
        return x.detach().to(float64).contiguous().data<double>().ToArray();
    }

    public static double Distance(Tensor one, Tensor other) => one.shape.SequenceEqual(other.shape)
        ? one.Doubles().Zip(other.Doubles(), (a, b) => Math.Abs(a - b)).DefaultIfEmpty().Max()
        : throw new ArgumentException($"({string.Join(",", one.shape)}) and ({string.Join(",", other.shape)})");
}
