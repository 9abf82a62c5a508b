using TorchSharp.Modules;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Models;

/// <summary>
/// A decoder-only transformer, GPT-2's architecture, with every activation within reach: see
/// <c>RunWithCache</c> and <see cref="RunWithHooks"/>.
/// </summary>
/// <remarks>
/// It is written for reading (Elhage et al. 2021, "A Mathematical Framework for Transformer Circuits"): every block
/// reads the residual stream and adds to it, and every head has weights of its own. The parameters and places have the
/// names and shapes of TransformerLens (Nanda and Bloom 2022).
/// </remarks>
public sealed partial class HookedTransformer : nn.Module<Tensor, Tensor>
{
    /// <summary>The tokens' vectors.</summary>
    public readonly Embed embed;

    /// <summary>The positions' vectors.</summary>
    public readonly PosEmbed pos_embed;

    /// <summary>The blocks, from the first.</summary>
    public readonly ModuleList<Block> blocks;

    /// <summary>What the unembedding reads through.</summary>
    public readonly LayerNorm ln_final;

    /// <summary>The way from the residual stream to logits.</summary>
    public readonly Unembed unembed;

    private readonly HookPoint hookEmbed = new("hook_embed");
    private readonly HookPoint hookPosEmbed = new("hook_pos_embed");
    private readonly Dictionary<string, HookPoint> points;

    /// <summary>
    /// Makes a model: weights normal with the configuration's deviation, by torch's global generator; biases 0.
    /// </summary>
    /// <param name="config">Its sizes and kinds.</param>
    /// <exception cref="ArgumentException">They make no model; the message says why.</exception>
    public HookedTransformer(HookedTransformerConfig config)
        : this(config, config.InitStd ?? 0.8 / Math.Sqrt(config.DModel))
    {
    }

    private HookedTransformer(HookedTransformerConfig config, double std) : base(nameof(HookedTransformer))
    {
        if (config.Problem() is { } problem) throw new ArgumentException($"{problem}.", nameof(config));
        Config = config;
        embed = new Embed(config, std);
        pos_embed = new PosEmbed(config, std);
        blocks = new ModuleList<Block>(
            [.. Enumerable.Range(0, config.NLayers).Select(layer => new Block(config, std, $"blocks.{layer}"))]);
        ln_final = new LayerNorm(config, "ln_final");
        unembed = new Unembed(config, std);
        RegisterComponents();
        points = new[] { hookEmbed, hookPosEmbed }
            .Concat(blocks.SelectMany(block => block.Points)).Concat(ln_final.Points)
            .ToDictionary(point => point.Name);
    }

    /// <summary>The sizes and kinds that it is made of.</summary>
    public HookedTransformerConfig Config { get; }

    /// <summary>Predicts, at each position, the next token.</summary>
    /// <param name="tokens"><c>batch position</c>, int64; at most n_ctx positions.</param>
    /// <returns>Logits, <c>batch position d_vocab</c>.</returns>
    /// <exception cref="ArgumentException">The tokens have another shape or type, or are too many.</exception>
    public override Tensor forward(Tensor tokens)
    {
        Check(tokens);
        using var scope = NewDisposeScope();
        var residual = hookEmbed.Pass(embed.call(tokens)) + hookPosEmbed.Pass(pos_embed.call(tokens));
        foreach (var block in blocks) residual = block.call(residual);
        return scope.MoveToOuter(unembed.call(ln_final.call(residual)));
    }

    /// <summary>How badly it predicts, on average, each token from those before it.</summary>
    /// <param name="tokens"><c>batch position</c>, int64; at least two positions.</param>
    /// <returns>The mean cross-entropy in nats, a single number without axes.</returns>
    public Tensor Loss(Tensor tokens)
    {
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(LossPerPosition(tokens).mean());
    }

    /// <summary>How badly it predicts each token from those before it.</summary>
    /// <param name="tokens"><c>batch position</c>, int64; at least two positions.</param>
    /// <returns>
    /// Cross-entropies in nats, <c>batch position</c>, one position less: the first token is not predicted.
    /// </returns>
    public Tensor LossPerPosition(Tensor tokens)
    {
        using var scope = NewDisposeScope();
        return scope.MoveToOuter(NextTokenLoss(call(tokens), tokens));
    }

    /// <summary>How badly logits predict each next token.</summary>
    /// <param name="logits"><c>batch position d_vocab</c>.</param>
    /// <param name="tokens"><c>batch position</c>, int64; at least two positions.</param>
    /// <returns>
    /// Cross-entropies in nats, <c>batch position</c>, one position less: the first token is not predicted.
    /// </returns>
    public static Tensor NextTokenLoss(Tensor logits, Tensor tokens)
    {
        using var scope = NewDisposeScope();
        var predictions = Rearrange(logits[.., ..^1], "batch position d_vocab -> batch d_vocab position");
        return scope.MoveToOuter(
            nn.functional.cross_entropy(predictions, tokens[.., 1..], reduction: nn.Reduction.None));
    }

    private void Check(Tensor tokens)
    {
        if (tokens.ndim != 2 || tokens.dtype != ScalarType.Int64)
        {
            throw new ArgumentException(
                $"Tokens are int64 (batch, position), and these are {tokens.dtype} "
                + $"({string.Join(", ", tokens.shape)}).", nameof(tokens));
        }
        if (tokens.shape[1] > Config.NCtx)
        {
            throw new ArgumentException(
                $"These are {tokens.shape[1]} positions, and the model was made for at most {Config.NCtx}.",
                nameof(tokens));
        }
    }
}
