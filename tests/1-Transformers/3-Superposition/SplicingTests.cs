using Arena.Data;
using Arena.Models;
using Arena.Testing;
using static Arena.Transformers.Superposition.Language;
using static TorchSharp.torch;

namespace Arena.Transformers.Superposition;

public class SplicingTests
{
    [ExerciseTheory("1.3.28")]
    [InlineData(2, 5)]
    [InlineData(1, 1)]
    [InlineData(3, 3)]
    public void LatentsOfAPlantedModel(long texts, long positions)
    {
        var (embedding, tokens) = (Some.Numbers(false, 6, 4), Tokens(texts, positions, 6));
        using var model = PlantedModel(embedding, Some.Numbers(3, false, 4, 6));
        using var sae = Autoencoder(4, 5);
        using var unchanged = Inputs.MustStayUnchanged(tokens);
        var stream = stack([.. tokens.unbind(0).Select(text => embedding.index_select(0, text))]);
        var wanted = ((stream - sae.b_dec).matmul(sae.W_enc) + sae.b_enc).clamp(0).detach();
        var latents = Splicing.Latents(model, Residual, sae, tokens);
        latents.Should().BeCloseTo(wanted, 1e-4, axes: "text position latent", mistakes:
        [
            ("this is the reconstruction; the latents are wanted", wanted.matmul(sae.W_dec) + sae.b_dec),
            ("this is the activation itself", stream),
        ]);
        latents.requires_grad.Should().BeFalse("no graph is needed: `no_grad()`");
    }

    [ExerciseFact("1.3.28")]
    public void EachPlaceHasItsOwn()
    {
        using var model = SmallModel();
        using var sae = Autoencoder(6, 5);
        var tokens = Tokens(2, 4, 9);
        foreach (var name in new[]
            { "hook_embed", "blocks.0.hook_resid_pre", "blocks.1.hook_resid_post", "blocks.0.hook_mlp_out" })
        {
            Tensor? seen = null;
            model.RunWithHooks(tokens, (name, x =>
            {
                seen = x.clone().DetachFromDisposeScope();
                return null;
            }
            ));
            using var stream = seen!;
            Splicing.Latents(model, name, sae, tokens).Should().BeCloseTo(
                ((stream - sae.b_dec).matmul(sae.W_enc) + sae.b_enc).clamp(0).detach(), 1e-4,
                axes: "text position latent", what: name);
        }
    }

    // Planted in a model that has learned by itself: a latent that reads the embedding of one word.
    [ExerciseTheory("1.3.28")]
    [InlineData("rabbit")]
    [InlineData("she")]
    public void ALatentForAWord(string word)
    {
        using var model = Shipped.Load("stories");
        using var tokens = Stories.Tokens(20, 64, seed: 5);
        using var sae = ForToken(model.W_E, Stories.Vocabulary.NumberOf(word));
        var latents = Splicing.Latents(model, "hook_embed", sae, tokens);
        latents.gt(0).squeeze(-1).Should().BeEqualTo(
            tokens.eq(Stories.Vocabulary.NumberOf(word)), axes: "text position");
    }

    [ExerciseFact("1.3.28")]
    public void TheCacheIsDisposedOf()
    {
        using var model = SmallModel();
        using var sae = Autoencoder(6, 5);
        var tokens = Tokens(2, 4, 9);
        Splicing.Latents(model, Residual, sae, tokens);
        // The latents, the logits, and what was on the way to the latents.
        Some.LeftBehind(() => Splicing.Latents(model, Residual, sae, tokens)).Should().BeLessThan(
            12, "the cache holds dozens of activations until it is disposed of");
    }

    [ExerciseTheory("1.3.33")]
    [InlineData(Residual)]
    [InlineData("blocks.0.hook_mlp_out")]
    [InlineData("blocks.1.hook_resid_pre")]
    public void LossesOfThreeRuns(string name)
    {
        using var model = SmallModel();
        using var sae = Autoencoder(6, 20);
        var tokens = Tokens(3, 5, 9);
        using var unchanged = Inputs.MustStayUnchanged(tokens);
        using var off = no_grad();
        var (clean, zero, spliced, mean) = (
            Loss(model.call(tokens)), Loss(model.RunWithHooks(tokens, (name, x => x * 0))),
            Loss(model.RunWithHooks(tokens, (name, x =>
                ((x - sae.b_dec).matmul(sae.W_enc) + sae.b_enc).clamp(0).matmul(sae.W_dec) + sae.b_dec))),
            Loss(model.RunWithHooks(tokens, (name, x => x.mean([0, 1], keepdim: true).expand_as(x).clone()))));
        var wanted = (zero - spliced) / (zero - clean);
        tensor(Splicing.LossRecovered(model, name, sae, tokens)).Should().BeCloseTo(
            tensor(wanted), 1e-3, axes: "", mistakes:
        [
            ("this is the share that is lost", tensor(1 - wanted)),
            ("it was compared with the mean activation; the anchor is an activation of 0",
                tensor((mean - spliced) / (mean - clean))),
            ("this is how much of the loss is left", tensor(clean / spliced)),
            ("this is by how much the loss rises", tensor(spliced - clean)),
        ]);

        double Loss(Tensor logits) => nn.functional.cross_entropy(
            logits[.., ..^1].reshape(-1, 9), tokens[.., 1..].reshape(-1)).item<float>();
    }

    // Planted: an autoencoder that keeps what the logits depend on, and one that keeps all else.
    [ExerciseFact("1.3.33")]
    public void WhatTheModelNeedsAndWhatItDoesNot()
    {
        // Each token says, in the first two dimensions, which one comes next; the third one, large, is read by nobody.
        var embedding = tensor(new float[,] { { 3, 0, 40 }, { 0, 3, -40 } });
        var unembedding = tensor(new float[,] { { 0, 2 }, { 3, 0 }, { 0, 0 } });
        using var model = PlantedModel(embedding, unembedding);
        var tokens = tensor(new long[,] { { 0, 1, 0, 1, 0, 1 }, { 1, 0, 1, 0, 1, 0 } });
        Recovered(eye(3)[..2]).Should().BeApproximately(
            1, 1e-5, "it keeps all that the logits depend on, though it explains hardly any of the variance");
        Recovered(eye(3)[2..]).Should().BeApproximately(
            0, 1e-5, "this one explains nearly all of the variance, and nothing that the logits depend on");
        Recovered(eye(3)).Should().BeApproximately(1, 1e-5);

        double Recovered(Tensor directions)
        {
            // Two latents for each direction, one for each sign.
            using var sae = new PlainSae(3, 2 * directions.shape[0]);
            var both = cat([directions, -directions]);
            Some.Fill((sae.W_enc, both.t()), (sae.W_dec, both));
            return Splicing.LossRecovered(model, Residual, sae, tokens);
        }
    }

    [ExerciseFact("1.3.33")]
    public void LossesLeaveNothingBehind()
    {
        using var model = SmallModel();
        using var sae = Autoencoder(6, 5);
        var tokens = Tokens(2, 4, 9);
        Splicing.LossRecovered(model, Residual, sae, tokens);
        Some.LeftBehind(() => Splicing.LossRecovered(model, Residual, sae, tokens)).Should().BeLessThan(
            2, "a number is returned, no tensor: open a dispose scope");
    }

    // Planted: dimension 0 and 1 have latents, dimension 2 has none. Latent 0 says "token 1" twice as strongly as it is
    // active; latent 1 is the most active one, and nobody reads it.
    [ExerciseFact("1.3.34")]
    public void OneLatentOfAPlantedModel()
    {
        var embedding = tensor(new float[,] { { 1, 7, 0 }, { 0, 9, 5 }, { 0.5f, 0, -3 }, { -2, 8, 1 } });
        var unembedding = tensor(new float[,] { { 0, 2, 0, 0 }, { 0, 0, 0, 0 }, { 1, 1, 0, -4 } });
        using var model = PlantedModel(embedding, unembedding);
        using var sae = new PlainSae(3, 2);
        Some.Fill((sae.W_enc, eye(3)[..2].t()), (sae.W_dec, eye(3)[..2]), (sae.b_enc, tensor(new float[] { 0, -1 })),
            (sae.b_dec, zeros(3)));
        var tokens = tensor(new long[,] { { 0, 1, 2, 3 } });
        using var unchanged = Inputs.MustStayUnchanged(tokens);
        // Token 0 loses 1 · 2 on token 1, token 2 loses 0.5 · 2, and where the latent is not active nothing changes.
        var clean = tensor(new float[,,]
        {
            { { 0, 2, 0, 0 }, { 5, 5, 0, -20 }, { -3, -2, 0, 12 }, { 1, -3, 0, -4 } },
        });
        var without = clean.clone();
        without[0, 0, 1] = 0;
        without[0, 2, 1] = -3;
        var spliced = zeros_like(clean);
        Check(Splicing.Ablate(model, Residual, sae, 0, tokens), without, "Without latent 0");
        Check(Splicing.Ablate(model, Residual, sae, 1, tokens), clean, "Without latent 1, the most active one");

        void Check(Tensor logits, Tensor wanted, string what) => logits.Should().BeCloseTo(
            wanted, 1e-4, axes: "text position token", mistakes:
        [
            ("the reconstruction was put in: what the autoencoder cannot reconstruct was lost as well",
                spliced),
            ("nothing has changed", clean),
        ], what: what);
    }

    [ExerciseTheory("1.3.34")]
    [InlineData(0, Residual)]
    [InlineData(3, "blocks.0.hook_mlp_out")]
    [InlineData(2, "blocks.1.hook_resid_pre")]
    public void OneLatentOfAnyModel(long latent, string name)
    {
        using var model = SmallModel();
        using var sae = Autoencoder(6, 5);
        OneLatentIsTakenOff(model, sae, latent, name, Tokens(3, 5, 9));
    }

    [ExerciseTheory("1.3.34")]
    [InlineData(7, Residual)]
    [InlineData(3, "blocks.1.hook_resid_post")]
    public void OneLatentOfTheStoryteller(long latent, string name)
    {
        using var model = Shipped.Load("stories");
        using var sae = Autoencoder(64, 20);
        using var tokens = Stories.Tokens(3, 32, seed: 6);
        OneLatentIsTakenOff(model, sae, latent, name, tokens);
    }

    private static void OneLatentIsTakenOff(
        HookedTransformer model, SparseAutoencoder sae, long latent, string name, Tensor tokens)
    {
        using var unchanged = Inputs.MustStayUnchanged([tokens, .. sae.parameters()]);
        using var off = no_grad();
        Tensor Run(Func<Tensor, Tensor, Tensor> change) => model.RunWithHooks(tokens, (name, x =>
            change(x, ((x - sae.b_dec).matmul(sae.W_enc) + sae.b_enc).clamp(0))));
        var wanted = Run((x, z) => x - z.select(-1, (int)latent).unsqueeze(-1) * sae.W_dec[latent]);
        var logits = Splicing.Ablate(model, name, sae, latent, tokens);
        logits.Should().BeCloseTo(wanted, 1e-4, axes: "text position token", mistakes:
        [
            ("the reconstruction was put in: what the autoencoder cannot reconstruct was lost as well",
                Run((x, z) => z.index_fill(-1, tensor(latent).unsqueeze(0), 0).matmul(sae.W_dec) + sae.b_dec)),
            ("only this latent was left", Run((x, z) => z.select(-1, (int)latent).unsqueeze(-1) * sae.W_dec[latent])),
            ("the latent was added", Run((x, z) => x + z.select(-1, (int)latent).unsqueeze(-1) * sae.W_dec[latent])),
            ("the direction that it reads was taken off, not the one that it writes",
                Run((x, z) => x - z.select(-1, (int)latent).unsqueeze(-1) * sae.W_enc.select(1, (int)latent))),
            ("the whole direction was taken out of the activation, not what the latent writes",
                Run((x, z) => x - x.matmul(sae.W_dec[latent]).unsqueeze(-1) * sae.W_dec[latent])),
            ("nothing has changed", model.call(tokens)),
        ]);
    }

    [ExerciseFact("1.3.34")]
    public void AblatingNeedsNoGraph()
    {
        using var model = SmallModel();
        using var sae = Autoencoder(6, 5);
        Splicing.Ablate(model, Residual, sae, 1, Tokens(1, 3, 9)).requires_grad.Should().BeFalse(
            "no graph is needed: `no_grad()`");
    }

    [ExerciseTheory("1.3.35")]
    [InlineData(3)]
    [InlineData(-0.5)]
    [InlineData(0)]
    public void SteeringAPlantedModel(double strength)
    {
        var (embedding, unembedding) = (Some.Numbers(false, 5, 3), Some.Numbers(3, false, 3, 5));
        using var model = PlantedModel(embedding, unembedding);
        var (direction, tokens) = (tensor(new float[] { 3, 0, -4 }), Tokens(2, 4, 5));
        using var unchanged = Inputs.MustStayUnchanged(direction, tokens);
        var clean = stack([.. tokens.unbind(0).Select(text => embedding.index_select(0, text))]).matmul(unembedding);
        var push = direction.unsqueeze(0).matmul(unembedding)[0];
        var last = clean.clone();
        last[.., ^1] += strength * push / 5;
        var logits = Splicing.Steer(model, Residual, direction, strength, tokens);
        var wanted = clean + strength * push / 5;
        logits.Should().BeCloseTo(wanted, 1e-4, axes: "text position token", mistakes: strength == 0
            ? []
            : [
                ("the direction was not brought to length 1 first", clean + strength * push),
                ("it was divided by the square of its length", clean + strength * push / 25),
                ("the direction was taken off", clean - strength * push / 5),
                ("the strength plays no part", clean + push / 5),
                ("only the last position was steered; all should be", last),
                ("nothing has changed", clean),
                ("the activation was replaced by the direction", (strength * push / 5).expand_as(clean)),
            ]);
        logits.requires_grad.Should().BeFalse("no graph is needed: `no_grad()`");
    }

    [ExerciseTheory("1.3.35")]
    [InlineData("blocks.0.hook_mlp_out")]
    [InlineData("blocks.1.hook_resid_pre")]
    public void SteeringAnyModel(string name)
    {
        using var model = SmallModel();
        var (direction, tokens) = (Some.Numbers(true, 6), Tokens(3, 5, 9));
        var step = 2 * nn.functional.normalize(direction, dim: 0);
        var wanted = model.RunWithHooks(tokens, (name, x => x + step)).detach();
        Splicing.Steer(model, name, direction, 2, tokens).Should().BeCloseTo(wanted, 1e-4, axes: "text position token");
    }
}
