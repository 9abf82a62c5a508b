using Arena.Models;
using static TorchSharp.torch;

namespace Arena.Transformers.Superposition;

/// <summary>Language models and autoencoders to look into: planted ones, and some of chance.</summary>
internal static class Language
{
    public const string Residual = "blocks.0.hook_resid_post";

    /// <summary>Tokens of chance, the same in each run.</summary>
    public static Tensor Tokens(long texts, long positions, long vocabulary)
    {
        using var generator = new Generator(11);
        return randint(vocabulary, [texts, positions], dtype: int64, generator: generator);
    }

    /// <summary>An autoencoder with weights of chance.</summary>
    public static PlainSae Autoencoder(long inputs, long latents)
    {
        var sae = new PlainSae(inputs, latents);
        Some.Fill(sae);
        return sae;
    }

    /// <summary>A model whose stream is a row of the embedding, and whose logits are that times a matrix.</summary>
    public static HookedTransformer PlantedModel(Tensor embedding, Tensor unembedding)
    {
        var model = new HookedTransformer(new HookedTransformerConfig
        {
            NLayers = 1,
            DModel = (int)embedding.shape[1],
            NHeads = 1,
            DHead = 1,
            NCtx = 8,
            DVocab = (int)embedding.shape[0],
            Normalization = Normalization.None,
        });
        foreach (var parameter in model.parameters()) Some.Fill((parameter, zeros_like(parameter)));
        Some.Fill((model.embed.W_E, embedding), (model.unembed.W_U, unembedding));
        return model;
    }

    /// <summary>A whole model, with weights of chance that are large enough for everything to matter.</summary>
    public static HookedTransformer SmallModel()
    {
        var model = new HookedTransformer(new HookedTransformerConfig
        {
            NLayers = 2,
            DModel = 6,
            NHeads = 2,
            DHead = 3,
            DMlp = 8,
            NCtx = 8,
            DVocab = 9,
        });
        Some.Fill(model, scale: 0.7);
        return model;
    }

    /// <summary>An autoencoder with one latent, which is above 0 on one token's embedding and on no other's.</summary>
    public static PlainSae ForToken(Tensor embedding, long token)
    {
        using var off = no_grad();
        var sae = new PlainSae(embedding.shape[1], 1);
        var reads = embedding.matmul(embedding[token]);
        var others = reads.index_fill(0, tensor(token).unsqueeze(0), float.NegativeInfinity).max();
        Some.Fill(
            (sae.W_enc, embedding[token].unsqueeze(1)), (sae.b_enc, -(reads[token] + others).unsqueeze(0) / 2),
            (sae.W_dec, nn.functional.normalize(embedding[token], dim: 0).unsqueeze(0)),
            (sae.b_dec, zeros_like(sae.b_dec)));
        return sae;
    }
}
