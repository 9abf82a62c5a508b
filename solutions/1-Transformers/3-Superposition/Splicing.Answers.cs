using Arena.Models;
using static TorchSharp.torch;

namespace Arena.Transformers.Superposition;

/// <summary>What else learners may write for an autoencoder inside of a language model.</summary>
[SolutionOnly]
internal static class SplicingAnswers
{
    [WrongAnswer("1.3.28", Says = "the cache holds dozens of activations")]
    internal static Tensor KeepsTheCache(
        HookedTransformer model, string hookName, SparseAutoencoder sae, Tensor tokens)
    {
        using var off = no_grad();
        return sae.Encode(model.RunWithCache(tokens).Cache[hookName]);
    }

    [WrongAnswer("1.3.28", Says = "no graph is needed")]
    internal static Tensor BuildsAGraph(HookedTransformer model, string hookName, SparseAutoencoder sae, Tensor tokens)
    {
        var (_, cache) = model.RunWithCache(tokens);
        using (cache) return sae.Encode(cache[hookName]);
    }

    [WrongAnswer("1.3.28", Says = "this is the reconstruction")]
    internal static Tensor Reconstructs(HookedTransformer model, string hookName, SparseAutoencoder sae, Tensor tokens)
    {
        using var off = no_grad();
        var (_, cache) = model.RunWithCache(tokens, [hookName]);
        using (cache) return sae.call(cache[hookName]);
    }

    [WrongAnswer("1.3.28")]
    internal static Tensor LooksAtOnePlaceOnly(
        HookedTransformer model, string hookName, SparseAutoencoder sae, Tensor tokens)
    {
        using var off = no_grad();
        var (_, cache) = model.RunWithCache(tokens);
        using (cache) return sae.Encode(cache["blocks.0.hook_resid_post"]);
    }

    [RightAnswer("1.3.28")]
    internal static Tensor KeepsOneActivation(
        HookedTransformer model, string hookName, SparseAutoencoder sae, Tensor tokens)
    {
        using var off = no_grad();
        using var cache = model.RunWithCache(tokens, [hookName]).Cache;
        return sae.Encode(cache[hookName]);
    }

    [WrongAnswer("1.3.33", Says = "this is the share that is lost")]
    internal static double TellsWhatIsLost(
        HookedTransformer model, string hookName, SparseAutoencoder sae, Tensor tokens) =>
        1 - Recovered(model, hookName, sae.call, tokens, x => zeros_like(x));

    [WrongAnswer("1.3.33", Says = "the anchor is an activation of 0")]
    internal static double ComparesWithTheMean(
        HookedTransformer model, string hookName, SparseAutoencoder sae, Tensor tokens) =>
        Recovered(model, hookName, sae.call, tokens, x => x.mean([0, 1], keepdim: true).expand_as(x).clone());

    [WrongAnswer("1.3.33", Says = "how much of the loss is left")]
    internal static double DividesTheLosses(
        HookedTransformer model, string hookName, SparseAutoencoder sae, Tensor tokens)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var spliced = Loss(model.RunWithHooks(tokens, (hookName, x => sae.call(x))), tokens);
        return Loss(model.call(tokens), tokens) / spliced;
    }

    // The share of variance of the activation, which says nothing about what the model needs.
    [WrongAnswer("1.3.33")]
    internal static double ExplainsVariance(
        HookedTransformer model, string hookName, SparseAutoencoder sae, Tensor tokens)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        using var cache = model.RunWithCache(tokens, [hookName]).Cache;
        var x = cache[hookName];
        return 1 - ((x - sae.call(x)).square().sum() / (x - x.mean([0, 1])).square().sum()).item<float>();
    }

    [RightAnswer("1.3.33")]
    internal static double TakesRunsApart(
        HookedTransformer model, string hookName, SparseAutoencoder sae, Tensor tokens) =>
        Recovered(model, hookName, x => sae.Decode(sae.Encode(x)), tokens, x => x - x);

    [WrongAnswer("1.3.34", Says = "what the autoencoder cannot reconstruct was lost as well")]
    internal static Tensor PutsTheReconstructionIn(
        HookedTransformer model, string hookName, SparseAutoencoder sae, long latent, Tensor tokens) =>
        Change(model, hookName, tokens, x =>
        {
            var latents = sae.Encode(x);
            latents.select(-1, (int)latent).zero_();
            return sae.Decode(latents);
        });

    [WrongAnswer("1.3.34", Says = "the direction that it reads was taken off")]
    internal static Tensor TakesOffWhatItReads(
        HookedTransformer model, string hookName, SparseAutoencoder sae, long latent, Tensor tokens) =>
        Change(model, hookName, tokens, x => x - Of(sae, latent, x) * sae.W_enc.select(1, (int)latent));

    [WrongAnswer("1.3.34", Says = "the whole direction was taken out")]
    internal static Tensor ProjectsTheDirectionOut(
        HookedTransformer model, string hookName, SparseAutoencoder sae, long latent, Tensor tokens) =>
        Change(model, hookName, tokens, x => x - x.matmul(sae.W_dec[latent]).unsqueeze(-1) * sae.W_dec[latent]);

    [WrongAnswer("1.3.34", Says = "only this latent was left")]
    internal static Tensor LeavesOnlyTheLatent(
        HookedTransformer model, string hookName, SparseAutoencoder sae, long latent, Tensor tokens) =>
        Change(model, hookName, tokens, x => Of(sae, latent, x) * sae.W_dec[latent]);

    [WrongAnswer("1.3.34", Says = "nothing has changed")]
    internal static Tensor ForgetsToReturnIt(
        HookedTransformer model, string hookName, SparseAutoencoder sae, long latent, Tensor tokens) =>
        Change(model, hookName, tokens, x =>
        {
            _ = x - Of(sae, latent, x) * sae.W_dec[latent];
            return null;
        });

    [RightAnswer("1.3.34")]
    internal static Tensor KeepsTheErrorOfTheReconstruction(
        HookedTransformer model, string hookName, SparseAutoencoder sae, long latent, Tensor tokens) =>
        Change(model, hookName, tokens, x =>
        {
            var latents = sae.Encode(x);
            var error = x - sae.Decode(latents);
            latents.select(-1, (int)latent).zero_();
            return sae.Decode(latents) + error;
        });

    [WrongAnswer("1.3.35", Says = "not brought to length 1")]
    internal static Tensor AddsTheDirectionAsItIs(
        HookedTransformer model, string hookName, Tensor direction, double strength, Tensor tokens) =>
        Change(model, hookName, tokens, x => x + strength * direction);

    [WrongAnswer("1.3.35", Says = "only the last position was steered")]
    internal static Tensor SteersTheLastPosition(
        HookedTransformer model, string hookName, Tensor direction, double strength, Tensor tokens) =>
        Change(model, hookName, tokens, x =>
        {
            x.select(1, -1).add_(strength * direction / direction.norm());
            return x;
        });

    [WrongAnswer("1.3.35", Says = "was replaced by the direction")]
    internal static Tensor ReplacesTheActivation(
        HookedTransformer model, string hookName, Tensor direction, double strength, Tensor tokens) =>
        Change(model, hookName, tokens, x => (strength * direction / direction.norm()).expand_as(x).clone());

    [RightAnswer("1.3.35")]
    internal static Tensor AddsInPlace(
        HookedTransformer model, string hookName, Tensor direction, double strength, Tensor tokens) =>
        Change(model, hookName, tokens, x =>
        {
            x.add_(strength * nn.functional.normalize(direction, dim: 0));
            return null;
        });

    private static double Recovered(
        HookedTransformer model, string hookName, Func<Tensor, Tensor> reconstruct, Tensor tokens,
        Func<Tensor, Tensor> nothing)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var without = Loss(model.RunWithHooks(tokens, (hookName, nothing)), tokens);
        var spliced = Loss(model.RunWithHooks(tokens, (hookName, reconstruct)), tokens);
        return (without - spliced) / (without - model.Loss(tokens).item<float>());
    }

    private static double Loss(Tensor logits, Tensor tokens) =>
        HookedTransformer.NextTokenLoss(logits, tokens).mean().item<float>();

    private static Tensor Of(SparseAutoencoder sae, long latent, Tensor x) =>
        sae.Encode(x).select(-1, (int)latent).unsqueeze(-1);

    private static Tensor Change(
        HookedTransformer model, string hookName, Tensor tokens, Func<Tensor, Tensor?> change)
    {
        using var off = no_grad();
        return model.RunWithHooks(tokens, (hookName, change));
    }
}
