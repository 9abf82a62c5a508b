using Arena.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

/// <summary>A language model in the manner of GPT-2 (Radford and others, 2019).</summary>
public sealed class Transformer : nn.Module<Tensor, Tensor>
{
    /// <summary>Puts tokens into the stream.</summary>
    public readonly Embed embed;

    /// <summary>Puts positions into the stream.</summary>
    public readonly PosEmbed pos_embed;

    /// <summary>The layers, which read the stream and add to it.</summary>
    public readonly ModuleList<Block> blocks;

    /// <summary>Normalises the stream at its end.</summary>
    public readonly LayerNorm ln_final;

    /// <summary>Makes scores of it.</summary>
    public readonly Unembed unembed;

    /// <summary>Makes a model that knows nothing and gives every token the same score.</summary>
    /// <param name="config">The sizes.</param>
    public Transformer(TransformerConfig config) : base(nameof(Transformer))
    {
        Config = config;
        embed = new Embed(config.DVocab, config.DModel);
        pos_embed = new PosEmbed(config.NCtx, config.DModel);
        blocks = nn.ModuleList(Enumerable.Range(0, config.NLayers).Select(_ => new Block(config)).ToArray());
        ln_final = new LayerNorm(config.DModel, config.Eps);
        unembed = new Unembed(config.DModel, config.DVocab);
        RegisterComponents();
    }

    /// <summary>The sizes.</summary>
    public TransformerConfig Config { get; }

    /// <summary>At each position, the score of each token as the next one.</summary>
    /// <param name="tokens"><c>batch position</c>.</param>
    /// <returns>Logits, <c>batch position vocabulary</c>.</returns>
    [Exercise("1.1.21", "The whole transformer",
        Minutes = 15, Difficulty = 2, Importance = 5, Model = MentalModel.ResidualStream)]
    [return: Shape("batch position vocabulary")]
    public override Tensor forward([Shape("batch position")] Tensor tokens)
    {
        var stream = embed.call(tokens) + pos_embed.call(tokens);
        foreach (var block in blocks) stream = block.call(stream);
        return unembed.call(ln_final.call(stream));
    }
}
