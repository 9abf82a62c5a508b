using Arena.Models;
using static TorchSharp.torch;

namespace Arena.Transformers.Superposition;

/// <summary>What else learners may write for readings.</summary>
[SolutionOnly]
internal static class ReadingsAnswers
{
    [WrongAnswer("1.3.37", Says = "the one with the highest precision")]
    internal static (Tensor, Tensor) TakesThePrecision(Tensor activations, Tensor kinds)
    {
        var (hits, yeses, _) = Counts(activations, kinds);
        return Best((hits / yeses).nan_to_num(0));
    }

    [WrongAnswer("1.3.37", Says = "the one with the highest recall")]
    internal static (Tensor, Tensor) TakesTheRecall(Tensor activations, Tensor kinds)
    {
        var (hits, _, there) = Counts(activations, kinds);
        return Best(hits / there);
    }

    [WrongAnswer("1.3.37", Says = "the plain mean of precision and recall")]
    internal static (Tensor, Tensor) TakesThePlainMean(Tensor activations, Tensor kinds)
    {
        var (hits, yeses, there) = Counts(activations, kinds);
        return Best(((hits / yeses).nan_to_num(0) + hits / there) / 2);
    }

    [WrongAnswer("1.3.37", Says = "each yes counts the same")]
    internal static (Tensor, Tensor) WeighsByStrength(Tensor activations, Tensor kinds)
    {
        var hits = kinds.to(float32).flatten(1).matmul(activations.relu().flatten(0, 1));
        var (_, yeses, there) = Counts(activations, kinds);
        return Best(2 * hits / (yeses + there));
    }

    [WrongAnswer("1.3.37", Says = "has an F1 of 0")]
    internal static (Tensor, Tensor) DividesByZero(Tensor activations, Tensor kinds)
    {
        var (hits, yeses, there) = Counts(activations, kinds);
        var (precision, recall) = (hits / yeses, hits / there);
        return Best(2 * precision * recall / (precision + recall));
    }

    [WrongAnswer("1.3.37", Says = "for each kind the best latent")]
    internal static (Tensor, Tensor) NamesTheKinds(Tensor activations, Tensor kinds)
    {
        var (hits, yeses, there) = Counts(activations, kinds);
        var f1 = 2 * hits / (yeses + there);
        return (f1.argmax(1), f1.amax([1]));
    }

    [RightAnswer("1.3.37")]
    internal static (Tensor, Tensor) LatentByLatent(Tensor activations, Tensor kinds)
    {
        var (best, values) = (new List<long>(), new List<float>());
        foreach (var latent in activations.unbind(-1))
        {
            var scores = kinds.unbind(0).Select(kind => F1(latent.gt(0), kind)).ToList();
            values.Add(scores.Max());
            best.Add(scores.IndexOf(values[^1]));
        }
        return (tensor(best.ToArray()), tensor(values.ToArray()));

        static float F1(Tensor yes, Tensor kind)
        {
            float right = yes.logical_and(kind).sum().item<long>();
            float wrong = yes.logical_xor(kind).sum().item<long>();
            return 2 * right / (2 * right + wrong);
        }
    }

    [WrongAnswer("1.3.38", Says = "where the latent is active and where it is not were exchanged")]
    internal static (double, double) ExchangesThem(
        HookedTransformer model, string hookName, SparseAutoencoder sae, long latent, Tensor tokens)
    {
        var (active, elsewhere) = Rises(model, hookName, sae, latent, tokens, ..^1);
        return (elsewhere, active);
    }

    [WrongAnswer("1.3.38", Says = "a position predicts the token after it")]
    internal static (double, double) LooksAtThePredictedToken(
        HookedTransformer model, string hookName, SparseAutoencoder sae, long latent, Tensor tokens) =>
        Rises(model, hookName, sae, latent, tokens, 1..);

    [WrongAnswer("1.3.38", Says = "the loss rises without the latent")]
    internal static (double, double) TurnsTheSign(
        HookedTransformer model, string hookName, SparseAutoencoder sae, long latent, Tensor tokens)
    {
        var (active, elsewhere) = Rises(model, hookName, sae, latent, tokens, ..^1);
        return (-active, -elsewhere);
    }

    [WrongAnswer("1.3.38", Says = "over all positions")]
    internal static (double, double) AveragesOverAllPositions(
        HookedTransformer model, string hookName, SparseAutoencoder sae, long latent, Tensor tokens)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var isActive = Splicing.Latents(model, hookName, sae, tokens)[.., ..^1].select(-1, latent).gt(0);
        var rise = Rise(model, hookName, sae, latent, tokens);
        return ((rise * isActive).mean().item<float>(), (rise * isActive.logical_not()).mean().item<float>());
    }

    [RightAnswer("1.3.38")]
    internal static (double, double) PutsTheLossesTogetherFirst(
        HookedTransformer model, string hookName, SparseAutoencoder sae, long latent, Tensor tokens)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var (_, cache) = model.RunWithCache(tokens);
        using var cached = cache;
        var isActive = sae.Encode(cache[hookName][.., ..^1]).select(-1, latent).gt(0).to(float32);
        var rise = Rise(model, hookName, sae, latent, tokens);
        var active = (rise * isActive).sum() / isActive.sum();
        var elsewhere = (rise * (1 - isActive)).sum() / (1 - isActive).sum();
        return (active.item<float>(), elsewhere.item<float>());
    }

    [WrongAnswer("1.3.39", Says = "averaged over the kind")]
    internal static IReadOnlyList<Push> AveragesTheKind(
        HookedTransformer model, string hookName, Tensor direction, IReadOnlyList<double> strengths, Tensor kind,
        Tensor tokens) => Pushed(model, hookName, direction, strengths, tokens, logits =>
            logits.softmax(-1).index_select(-1, kind).mean());

    [WrongAnswer("1.3.39", Says = "these are logits")]
    internal static IReadOnlyList<Push> ForgetsTheSoftmax(
        HookedTransformer model, string hookName, Tensor direction, IReadOnlyList<double> strengths, Tensor kind,
        Tensor tokens) => Pushed(model, hookName, direction, strengths, tokens, logits =>
            logits.index_select(-1, kind).sum(dim: -1).mean());

    [WrongAnswer("1.3.39", Says = "over positions")]
    internal static IReadOnlyList<Push> TakesTheWrongAxis(
        HookedTransformer model, string hookName, Tensor direction, IReadOnlyList<double> strengths, Tensor kind,
        Tensor tokens) => Pushed(model, hookName, direction, strengths, tokens, logits =>
            logits.softmax(1).index_select(-1, kind).sum(dim: -1).mean());

    // The steps add up: each push starts where the last one ended.
    [WrongAnswer("1.3.39")]
    internal static IReadOnlyList<Push> AddsUpThePushes(
        HookedTransformer model, string hookName, Tensor direction, IReadOnlyList<double> strengths, Tensor kind,
        Tensor tokens)
    {
        var sums = strengths.Select((_, i) => strengths.Take(i + 1).Sum()).ToList();
        return [.. Pushed(model, hookName, direction, sums, tokens, logits =>
            logits.softmax(-1).index_select(-1, kind).sum(dim: -1).mean())
            .Zip(strengths, (push, strength) => push with { Strength = strength })];
    }

    [RightAnswer("1.3.39")]
    internal static IReadOnlyList<Push> AddsLogarithms(
        HookedTransformer model, string hookName, Tensor direction, IReadOnlyList<double> strengths, Tensor kind,
        Tensor tokens) => Pushed(model, hookName, direction, strengths, tokens, logits =>
            logits.log_softmax(-1).index_select(-1, kind).logsumexp(-1).exp().mean());

    private static (Tensor Hits, Tensor Yeses, Tensor There) Counts(Tensor activations, Tensor kinds)
    {
        var (active, of) = (activations.gt(0).to(float32).flatten(0, 1), kinds.to(float32).flatten(1));
        return (of.matmul(active), active.sum(dim: 0), of.sum(dim: 1, keepdim: true));
    }

    private static (Tensor, Tensor) Best(Tensor scores) => (scores.argmax(0), scores.amax([0]));

    private static (double, double) Rises(
        HookedTransformer model, string hookName, SparseAutoencoder sae, long latent, Tensor tokens, Range positions)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var isActive = Splicing.Latents(model, hookName, sae, tokens)[.., positions].select(-1, latent).gt(0);
        var rise = Rise(model, hookName, sae, latent, tokens);
        return (
            rise.masked_select(isActive).mean().item<float>(),
            rise.masked_select(isActive.logical_not()).mean().item<float>());
    }

    private static Tensor Rise(
        HookedTransformer model, string hookName, SparseAutoencoder sae, long latent, Tensor tokens) =>
        HookedTransformer.NextTokenLoss(Splicing.Ablate(model, hookName, sae, latent, tokens), tokens)
        - model.LossPerPosition(tokens);

    private static IReadOnlyList<Push> Pushed(
        HookedTransformer model, string hookName, Tensor direction, IReadOnlyList<double> strengths, Tensor tokens,
        Func<Tensor, Tensor> probability)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var pushes = new List<Push>();
        foreach (var strength in strengths)
        {
            var logits = Splicing.Steer(model, hookName, direction, strength, tokens);
            pushes.Add(new Push(
                strength, probability(logits).item<float>(),
                HookedTransformer.NextTokenLoss(logits, tokens).mean().item<float>()));
        }
        return pushes;
    }
}
