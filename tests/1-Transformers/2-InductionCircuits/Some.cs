using Arena.Models;
using static TorchSharp.torch;

namespace Arena.Transformers.InductionCircuits;

/// <summary>Inputs for the tests of this section: the same in every run.</summary>
internal static class Some
{
    /// <summary>Numbers around 0, float32.</summary>
    public static Tensor Numbers(params long[] shape) => Numbers(1, shape);

    /// <summary>Other numbers for another seed.</summary>
    public static Tensor Numbers(ulong seed, long[] shape)
    {
        using var generator = new Generator(seed + 2026);
        return randn(shape, generator: generator);
    }

    /// <summary>Tokens below a number, int64.</summary>
    public static Tensor Tokens(long below, long batch, long position, ulong seed = 1)
    {
        using var generator = new Generator(seed + 77);
        return randint(below, [batch, position], dtype: int64, generator: generator);
    }

    /// <summary>The largest token, a block of others, and the same block again.</summary>
    public static Tensor Repeated(long batch, long period, long bos, ulong seed = 1) =>
        Twice(Tokens(bos, batch, period, seed), bos);

    /// <summary>BOS, a block in which no token comes twice, and the same block again.</summary>
    public static Tensor Distinct(long batch, long period, long bos, ulong seed = 1)
    {
        using var generator = new Generator(seed + 99);
        return Twice(rand([batch, bos], generator: generator).argsort(1)[.., ..(int)period], bos);
    }

    private static Tensor Twice(Tensor block, long bos) =>
        nn.functional.pad(block.repeat(1, 2), [1, 0], value: bos);

    /// <summary>Attention patterns: causal, every query's shares add up to 1.</summary>
    public static Tensor Patterns(long layer, long batch, long head, long position, ulong seed = 1)
    {
        var scores = Numbers(seed, [layer, batch, head, position, position]) * 2;
        var future = ones(position, position, dtype: @bool).triu(1);
        return scores.masked_fill(future, double.NegativeInfinity).softmax(-1);
    }

    /// <summary>The patterns of all heads of a model.</summary>
    public static Tensor PatternsOf(HookedTransformer model, Tensor tokens)
    {
        var (_, cache) = model.RunWithCache(tokens, name => name.EndsWith("hook_pattern", StringComparison.Ordinal));
        using var held = cache;
        return stack(cache.Names.Select(name => cache[name]));
    }

    /// <summary>A pattern that gives all attention to the key so many places back, or to the first one.</summary>
    public static Tensor LooksBack(long places, long position) =>
        eye(position)[(arange(position, dtype: int64) - places).clamp_min(0)];

    /// <summary>
    /// An attention-only model in which every weight and bias is random. Nothing asks for gradients.
    /// </summary>
    public static HookedTransformer Model(
        int layers = 2, int heads = 3, int model = 10, int head = 4, int context = 11, int vocabulary = 7,
        Normalization normalization = Normalization.LN, ulong seed = 1)
    {
        var made = new HookedTransformer(new HookedTransformerConfig
        {
            NLayers = layers,
            NHeads = heads,
            DModel = model,
            DHead = head,
            NCtx = context,
            DVocab = vocabulary,
            Normalization = normalization,
        });
        Fill(made, seed);
        return made;
    }

    /// <summary>A shipped model, of which nothing asks for gradients.</summary>
    public static HookedTransformer Shipped(string name) => Models.Shipped.Load(name);

    /// <summary>The model's copy with something changed.</summary>
    public static HookedTransformer Changed(HookedTransformer model, Action<HookedTransformer> change)
    {
        using var off = no_grad();
        var copy = new HookedTransformer(model.Config);
        foreach (var (to, from) in copy.parameters().Zip(model.parameters()))
        {
            to.requires_grad = false;
            to.copy_(from);
        }
        change(copy);
        return copy;
    }

    private static void Fill(HookedTransformer model, ulong seed)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        using var generator = new Generator(seed + 5);
        foreach (var (name, parameter) in model.named_parameters())
        {
            parameter.requires_grad = false;
            var centre = name.EndsWith("ln1.w", StringComparison.Ordinal) || name == "ln_final.w" ? 1 : 0;
            parameter.copy_(randn(parameter.shape, generator: generator) * 0.5 + centre);
        }
    }
}
