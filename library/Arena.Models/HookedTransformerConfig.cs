namespace Arena.Models;

/// <summary>The sizes and kinds that make up a <see cref="HookedTransformer"/>, named as in TransformerLens.</summary>
public sealed record HookedTransformerConfig
{
    /// <summary>How many blocks there are; 0 leaves embedding and unembedding.</summary>
    public required int NLayers { get; init; }

    /// <summary>The width of the residual stream.</summary>
    public required int DModel { get; init; }

    /// <summary>The attention heads of a block.</summary>
    public required int NHeads { get; init; }

    /// <summary>The width of a head's queries, keys and values. Unless it is set, the heads share DModel.</summary>
    public int DHead { get => field != 0 ? field : DModel / Math.Max(NHeads, 1); init; }

    /// <summary>The neurons of a block's MLP; 0 is a model of attention only.</summary>
    public int DMlp { get; init; }

    /// <summary>The longest sequence.</summary>
    public required int NCtx { get; init; }

    /// <summary>The number of tokens that there are.</summary>
    public required int DVocab { get; init; }

    /// <summary>What the neurons do.</summary>
    public Activation Activation { get; init; } = Activation.Gelu;

    /// <summary>How the residual stream is normalised before it is read.</summary>
    public Normalization Normalization { get; init; } = Normalization.LN;

    /// <summary>What layer norm adds to the variance.</summary>
    public double Eps { get; init; } = 1e-5;

    /// <summary>The standard deviation of new weights. Unless it is set, TransformerLens's 0.8/√DModel.</summary>
    public double? InitStd { get; init; }

    /// <summary>How many parameters such a model has.</summary>
    internal Int128 ParameterCount
    {
        get
        {
            Int128 model = DModel, heads = (Int128)NHeads * DHead, mlp = DMlp;
            var norm = Normalization == Normalization.LN ? 2 * model : 0;
            var block = norm + 4 * model * heads + 3 * heads + model
                + (mlp == 0 ? 0 : norm + 2 * model * mlp + mlp + model);
            return (2 * (Int128)DVocab + NCtx) * model + DVocab + norm + NLayers * block;
        }
    }

    /// <summary>What is wrong with it, or null.</summary>
    internal string? Problem()
    {
        foreach (var (name, size, least) in new[]
                 {
                     (nameof(NLayers), NLayers, 0), (nameof(DModel), DModel, 1), (nameof(NHeads), NHeads, 1),
                     (nameof(DHead), DHead, 1), (nameof(DMlp), DMlp, 0), (nameof(NCtx), NCtx, 1),
                     (nameof(DVocab), DVocab, 1),
                 })
        {
            if (size < least) return $"{name} is {size}; it has to be {least} or more";
        }
        if (!Enum.IsDefined(Activation)) return $"there is no activation {Activation}";
        if (!Enum.IsDefined(Normalization)) return $"there is no normalization {Normalization}";
        if (!(Eps >= 0 && double.IsFinite(Eps))) return $"{nameof(Eps)} is {Eps}; it has to be 0 or more";
        return InitStd is { } std && !(std >= 0 && double.IsFinite(std))
            ? $"{nameof(InitStd)} is {std}; it has to be 0 or more"
            : null;
    }
}
