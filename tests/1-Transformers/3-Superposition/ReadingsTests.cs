using Arena.Data;
using Arena.Models;
using Arena.Testing;
using static Arena.Transformers.Superposition.Language;
using static TorchSharp.torch;

namespace Arena.Transformers.Superposition;

public class ReadingsTests
{
    [ExerciseTheory("1.3.37")]
    [InlineData(3, 40, 5, 4, false)]
    [InlineData(2, 31, 4, 4, true)]
    [InlineData(1, 17, 1, 6, false)]
    [InlineData(4, 9, 7, 1, false)]
    public void TheKindThatEachLatentTellsBest(long texts, long positions, long latents, long kinds, bool view)
    {
        var activations = (Some.Numbers(1, view, texts, positions, latents) - 0.3).clamp_min(0);
        var isOfKind = Some.Numbers(2, view, kinds, texts, positions).gt(0.4);
        // One latent is never active, but for the case where there is only one.
        if (latents > 1) activations[.., .., 1] = 0;
        using var unchanged = Inputs.MustStayUnchanged(activations, isOfKind);
        var (hits, yeses, there) = (zeros(kinds, latents), zeros(latents), zeros(kinds, 1));
        var strengths = zeros(kinds, latents);
        for (var kind = 0; kind < kinds; kind++)
        {
            there[kind] = isOfKind[kind].sum();
            for (var latent = 0; latent < latents; latent++)
            {
                var of = activations.select(2, latent);
                yeses[latent] = of.gt(0).sum();
                hits[kind, latent] = of.masked_select(isOfKind[kind]).gt(0).sum();
                strengths[kind, latent] = of.masked_select(isOfKind[kind]).sum();
            }
        }
        var (precision, recall) = ((hits / yeses).nan_to_num(0), hits / there);
        var wanted = (2 * precision * recall / (precision + recall)).nan_to_num(0);
        var (kindOf, f1) = Readings.BestKinds(activations, isOfKind);
        f1.Should().HaveDtype(float32);
        f1.Should().BeCloseTo(wanted.amax([0]), 1e-5, axes: "latent", mistakes:
        [
            ("this is the one with the highest precision; a latent that fires once is precise", precision.amax([0])),
            ("this is the one with the highest recall; a latent that always fires misses nothing", recall.amax([0])),
            ("this is the plain mean of precision and recall; F1 is the harmonic one",
                ((precision + recall) / 2).amax([0])),
            ("the activations were added up; each yes counts the same", (2 * strengths / (yeses + there)).amax([0])),
            .. latents > 1
                ? [("a latent that is never active has an F1 of 0",
                    (2 * precision * recall / (precision + recall)).amax([0]))]
                : Array.Empty<(string, Tensor)>(),
            .. latents > 1
                ? [("a latent that is never active has an F1 of 0",
                    (2 * (hits / yeses) * recall / (hits / yeses + recall)).amax([0]))]
                : Array.Empty<(string, Tensor)>(),
            .. latents == kinds
                ? [("this is for each kind the best latent; wanted is for each latent the best kind", wanted.amax([1]))]
                : Array.Empty<(string, Tensor)>(),
        ], what: "F1");
        kindOf.Should().HaveDtype(int64).And.HaveShape("latent", latents);
        var isAlive = yeses.gt(0);
        kindOf.masked_select(isAlive).Should().BeEqualTo(
            wanted.argmax(0).masked_select(isAlive), axes: "latent");
    }

    // Planted: what a latent says yes to is always of kind 0, but it misses most of it. Kind 1 it tells well.
    [ExerciseFact("1.3.37")]
    public void PreciseIsNotEnough()
    {
        var activations = tensor(new float[] { 3, 0, 1, 1, 0, 0, 0, 0, 0, 0 }).reshape(1, 10, 1);
        var kinds = tensor(new[,]
        {
            { true, true, true, true, true, true, true, true, true, true },
            { false, false, true, true, true, false, false, false, false, false },
        }).reshape(2, 1, 10);
        var (kind, f1) = Readings.BestKinds(activations, kinds);
        f1.Should().BeCloseTo(tensor(new[] { 2 / 3f }), 1e-6, axes: "latent");
        kind.Should().BeEqualTo(tensor(new[] { 1L }), axes: "latent");
    }

    // Planted: latent 0 says "token 1" twice as strongly as it is active, and nothing looks back.
    [ExerciseFact("1.3.38")]
    public void TheLossOfAPlantedLatent()
    {
        var embedding = tensor(new float[,] { { 1, 7, 0 }, { 0, 9, 5 }, { 0.5f, 0, -3 }, { -2, 8, 1 } });
        var unembedding = tensor(new float[,] { { 0, 2, 0, 0 }, { 0, 0, 0, 0 }, { 1, 1, 0, -4 } });
        using var model = PlantedModel(embedding, unembedding);
        using var sae = new PlainSae(3, 2);
        Some.Fill((sae.W_enc, eye(3)[..2].t()), (sae.W_dec, eye(3)[..2]), (sae.b_enc, tensor(new float[] { 0, -1 })),
            (sae.b_dec, zeros(3)));
        // Token 0 comes before token 1 two times, and before itself once: then the latent does harm.
        var tokens = tensor(new long[,] { { 0, 1, 3, 0, 1 }, { 0, 0, 1, 3, 3 } });
        var good = Math.Log(4) - (Math.Log(3 + Math.Exp(2)) - 2);
        var bad = Math.Log(4) - Math.Log(3 + Math.Exp(2));
        var (active, elsewhere) = Readings.LossWithout(model, Residual, sae, 0, tokens);
        active.Should().BeApproximately((3 * good + bad) / 4, 1e-5, "three times it helps, and once it does harm");
        elsewhere.Should().BeApproximately(0, 1e-6, "where it is not active, nothing changes");
        Readings.LossWithout(model, Residual, sae, 1, tokens).WhereActive.Should().BeApproximately(
            0, 1e-6, "latent 1 is the most active one, and nobody reads it");
    }

    [ExerciseTheory("1.3.38")]
    [InlineData(0, "blocks.0.hook_resid_post", false)]
    [InlineData(2, "blocks.1.hook_resid_pre", false)]
    [InlineData(4, "blocks.0.hook_mlp_out", false)]
    [InlineData(5, "blocks.0.hook_resid_post", true)]
    [InlineData(11, "blocks.1.hook_resid_post", true)]
    public void TheLossOfALatent(long latent, string name, bool isStoryteller)
    {
        using var model = isStoryteller ? Shipped.Load("stories") : SmallModel();
        using var sae = isStoryteller ? Autoencoder(64, 20) : Autoencoder(6, 5);
        using var tokens = isStoryteller ? Stories.Tokens(6, 40, seed: 8) : Tokens(9, 7, 9);
        using var unchanged = Inputs.MustStayUnchanged([tokens, .. sae.parameters()]);
        using var off = no_grad();
        var isActive = zeros(0);
        var without = Losses(model.RunWithHooks(tokens, (name, x =>
        {
            var latents = ((x - sae.b_dec).matmul(sae.W_enc) + sae.b_enc).clamp(0).select(-1, latent);
            isActive = latents.gt(0).DetachFromDisposeScope();
            return x - latents.unsqueeze(-1) * sae.W_dec[latent];
        }
        )));
        var rise = without - Losses(model.call(tokens));
        var (predicting, predicted) = (isActive[.., ..^1], isActive[.., 1..]);
        var (active, elsewhere) = (Mean(predicting), Mean(predicting.logical_not()));
        var found = Readings.LossWithout(model, name, sae, latent, tokens);
        tensor(new[] { found.WhereActive, found.Elsewhere }).Should().BeCloseTo(
            tensor(new[] { active, elsewhere }), 2e-5, axes: "part", mistakes:
        [
            ("where the latent is active and where it is not were exchanged", tensor(new[] { elsewhere, active })),
            ("the loss rises without the latent: the sign is the other way round",
                tensor(new[] { -active, -elsewhere })),
            ("these are the predicted tokens; a position predicts the token after it",
                tensor(new[] { Mean(predicted), Mean(predicted.logical_not()) })),
            ("this is a mean over all positions, not over those on which it is active, or is not", tensor(new[]
            {
                (double)(rise * predicting).mean().item<float>(),
                (rise * predicting.logical_not()).mean().item<float>(),
            })),
        ], what: "The rise where the latent is active, and elsewhere");
        isActive.Dispose();

        Tensor Losses(Tensor logits) => nn.functional.cross_entropy(
            logits[.., ..^1].flatten(0, 1), tokens[.., 1..].flatten(), reduction: nn.Reduction.None)
            .reshape(tokens.shape[0], -1);

        double Mean(Tensor where) => rise.masked_select(where).mean().item<float>();
    }

    [ExerciseFact("1.3.38")]
    public void NothingIsLeftBehind()
    {
        using var model = SmallModel();
        using var sae = Autoencoder(6, 5);
        var tokens = Tokens(4, 6, 9);
        Readings.LossWithout(model, Residual, sae, 0, tokens);
        Some.LeftBehind(() => Readings.LossWithout(model, Residual, sae, 0, tokens)).Should().BeLessThan(
            2, "numbers are returned, no tensors: open a dispose scope");
    }

    [ExerciseTheory("1.3.39")]
    [InlineData("blocks.0.hook_mlp_out", false)]
    [InlineData("blocks.1.hook_resid_pre", false)]
    [InlineData("blocks.0.hook_resid_post", true)]
    public void PushesOfADirection(string name, bool isStoryteller)
    {
        using var model = isStoryteller ? Shipped.Load("stories") : SmallModel();
        var direction = Some.Numbers(true, isStoryteller ? 64 : 6);
        using var tokens = isStoryteller ? Stories.Tokens(4, 30, seed: 9) : Tokens(3, 5, 9);
        var kind = tensor(new long[] { 7, 2, 5 });
        double[] strengths = [0, 2, -1.5, 6];
        using var unchanged = Inputs.MustStayUnchanged(direction, kind, tokens);
        using var off = no_grad();
        var unit = direction / direction.square().sum().sqrt();
        var logits = strengths.Select(strength =>
            model.RunWithHooks(tokens, (name, x => x + strength * unit))).ToList();
        var pushes = Readings.Pushes(model, name, direction, strengths, kind, tokens);
        pushes.Select(push => push.Strength).Should().Equal(strengths, "there is one for each strength, in their order");
        tensor(pushes.Select(push => push.Probability).ToArray()).Should().BeCloseTo(
            All(x => Of(Softmax(x, -1)).sum(dim: 2).mean()), 1e-5, axes: "strength", mistakes:
        [
            ("the probabilities were averaged over the kind; add them up: it is one of them that may come",
                All(x => Of(Softmax(x, -1)).mean())),
            ("these are logits: the softmax is missing", All(x => Of(x).sum(dim: 2).mean())),
            ("the softmax was taken over positions, not over tokens",
                All(x => Of(Softmax(x, 1)).sum(dim: 2).mean())),
            ("this is for the last position; average over all",
                All(x => Of(Softmax(x, -1))[.., -1].sum(dim: 1).mean())),
        ], what: "Probability");
        tensor(pushes.Select(push => push.Loss).ToArray()).Should().BeCloseTo(
            All(x => nn.functional.cross_entropy(x[.., ..^1].flatten(0, 1), tokens[.., 1..].flatten())), 1e-5,
            axes: "strength", what: "Loss");

        Tensor Of(Tensor x) => stack([x[.., .., 2], x[.., .., 5], x[.., .., 7]], -1);

        Tensor Softmax(Tensor x, long axis) => x.exp() / x.exp().sum(axis, keepdim: true);

        Tensor All(Func<Tensor, Tensor> measure) =>
            tensor(logits.Select(x => (double)measure(x).item<float>()).ToArray());
    }

    // The direction that the unembedding has for places, at the end of the stream.
    [ExerciseFact("1.3.39")]
    public void ALittleHelpsAndTooMuchBreaks()
    {
        using var model = Shipped.Load("stories");
        using var tokens = Stories.Tokens(10, 40, seed: 10);
        var kind = tensor(Stories.Kinds.Single(kind => kind.Name == "place").Words
            .Select(Stories.Vocabulary.NumberOf).ToArray());
        var direction = model.W_U.index_select(1, kind).mean([1]) - model.W_U.mean([1]);
        var pushes = Readings.Pushes(model, "blocks.1.hook_resid_post", direction, [-10, 0, 10, 60], kind, tokens);
        pushes.Select(push => push.Probability).Should().BeInAscendingOrder("the direction speaks for places");
        pushes[^1].Loss.Should().BeGreaterThan(
            2 * model.Loss(tokens).item<float>(), "a model that says nothing but places is lost");
    }
}
