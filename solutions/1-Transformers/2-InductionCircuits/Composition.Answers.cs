using Arena.Models;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Transformers.InductionCircuits;

/// <summary>What else learners may write for composition.</summary>
[SolutionOnly]
internal static class CompositionAnswers
{
    [WrongAnswer("1.2.32", Says = "the bias was added to every component")]
    internal static Tensor AddsTheBiasToAll(
        Tensor components, Tensor scale, LayerNorm norm, Tensor weight, Tensor bias) =>
        cat([Parts(components, scale, norm, weight) + bias, Rest(components, norm, weight, bias)]);

    [WrongAnswer("1.2.32", Says = "the last part lacks the bias of the layer norm")]
    internal static Tensor ForgetsTheNormsBias(
        Tensor components, Tensor scale, LayerNorm norm, Tensor weight, Tensor bias)
    {
        var parts = Parts(components, scale, norm, weight);
        return cat([parts, bias.expand_as(parts[..1])]);
    }

    [WrongAnswer("1.2.32", Says = "the mean was not taken away")]
    internal static Tensor ForgetsTheMean(
        Tensor components, Tensor scale, LayerNorm norm, Tensor weight, Tensor bias) =>
        cat([(components / scale * norm.w!).matmul(weight), Rest(components, norm, weight, bias)]);

    [WrongAnswer("1.2.32")]
    internal static Tensor NormalisesEachByItself(
        Tensor components, Tensor scale, LayerNorm norm, Tensor weight, Tensor bias) =>
        cat([(norm.call(components) - norm.b!).matmul(weight), Rest(components, norm, weight, bias)]);

    [RightAnswer("1.2.32")]
    internal static Tensor FoldsTheWeight(
        Tensor components, Tensor scale, LayerNorm norm, Tensor weight, Tensor bias)
    {
        var folded = norm.w!.unsqueeze(1) * weight;
        var parts = (components.matmul(folded) - components.mean([-1], keepdim: true) * folded.sum(dim: 0)) / scale;
        return cat([parts, Rest(components, norm, weight, bias)]);
    }

    [WrongAnswer("1.2.33", Says = "the scores were not divided by √d_head")]
    internal static Tensor ForgetsTheScale(Tensor queries, Tensor keys) =>
        Einsum("a batch query d, b batch key d -> a b batch query key", queries, keys);

    [WrongAnswer("1.2.33", Says = "the key's part comes first")]
    internal static Tensor PutsTheKeysPartFirst(Tensor queries, Tensor keys) =>
        Einsum("a batch query d, b batch key d -> b a batch query key", queries, keys) / Math.Sqrt(keys.shape[3]);

    [WrongAnswer("1.2.33", Says = "queries and keys were interchanged")]
    internal static Tensor PutsKeysBeforeQueries(Tensor queries, Tensor keys) =>
        Einsum("a batch query d, b batch key d -> a b batch key query", queries, keys) / Math.Sqrt(keys.shape[3]);

    [RightAnswer("1.2.33")]
    internal static Tensor BroadcastsTheProduct(Tensor queries, Tensor keys) =>
        (queries.unsqueeze(1) / Math.Sqrt(queries.shape[3])).matmul(keys.unsqueeze(0).transpose(3, 4));

    [WrongAnswer("1.2.34", Says = "this is Q-composition")]
    internal static Tensor GoesThroughTheQuery(HookedTransformer model, int earlier, int later) =>
        model.W_E.matmul(model.W_OV[0, earlier]).matmul(model.W_QK[1, later]).matmul(model.W_E.t())
            / Math.Sqrt(model.Config.DHead);

    [WrongAnswer("1.2.34", Says = "the earlier head's matrix was turned the wrong way")]
    internal static Tensor ForgetsToTranspose(HookedTransformer model, int earlier, int later) =>
        model.W_E.matmul(model.W_QK[1, later]).matmul(model.W_OV[0, earlier]).matmul(model.W_E.t())
            / Math.Sqrt(model.Config.DHead);

    [WrongAnswer("1.2.34", Says = "the earlier head was left out")]
    internal static Tensor LeavesOutTheEarlierHead(HookedTransformer model, int earlier, int later) =>
        model.W_E.matmul(model.W_QK[1, later]).matmul(model.W_E.t()) / Math.Sqrt(model.Config.DHead);

    [WrongAnswer("1.2.34", Says = "rows and columns were interchanged")]
    internal static Tensor PutsTheSourceFirst(HookedTransformer model, int earlier, int later) =>
        Circuit(model, earlier, later).t();

    [RightAnswer("1.2.34")]
    internal static Tensor MultipliesSquareMatrices(HookedTransformer model, int earlier, int later) =>
        Circuit(model, earlier, later);

    [WrongAnswer("1.2.35", Says = "what the later head reads was turned")]
    internal static Tensor TurnsKeysAndQueries(HookedTransformer model, Reader reader) => Scores(model, reader switch
    {
        Reader.Query => model.W_QK[1].transpose(1, 2),
        Reader.Key => model.W_QK[1],
        _ => model.W_OV[1],
    });

    [WrongAnswer("1.2.35", Says = "the product was not divided by the norms")]
    internal static Tensor ForgetsTheNorms(HookedTransformer model, Reader reader) =>
        Size(model.W_OV[0].unsqueeze(1).matmul(Read(model, reader)));

    [WrongAnswer("1.2.35", Says = "these are squares of the scores")]
    internal static Tensor ForgetsTheRoot(HookedTransformer model, Reader reader) =>
        Scores(model, Read(model, reader)).square();

    // The largest singular value is another norm.
    [WrongAnswer("1.2.35")]
    internal static Tensor TakesTheSpectralNorm(HookedTransformer model, Reader reader)
    {
        var (written, read) = (model.W_OV[0].unsqueeze(1), Read(model, reader));
        return Largest(written.matmul(read)) / (Largest(written) * Largest(read));

        static Tensor Largest(Tensor matrices) => linalg.svdvals(matrices).amax([-1]);
    }

    [RightAnswer("1.2.35")]
    internal static Tensor BroadcastsTheHeads(HookedTransformer model, Reader reader) =>
        Scores(model, Read(model, reader));

    [WrongAnswer("1.2.36", Says = "mean of the squared scores")]
    internal static Tensor SquaresTheScores(long samples, long dModel, long dHead, Generator generator) =>
        Chance(samples, dModel, dHead, generator).square();

    [WrongAnswer("1.2.36", Says = "each of the two")]
    internal static Tensor TakesFullRank(long samples, long dModel, long dHead, Generator generator)
    {
        var a = randn([samples, dModel, dModel], generator: generator);
        var b = randn([samples, dModel, dModel], generator: generator);
        return Size(a.matmul(b)) / (Size(a) * Size(b));
    }

    [WrongAnswer("1.2.36")]
    internal static Tensor LeavesTheGeneratorAlone(long samples, long dModel, long dHead, Generator generator)
    {
        var a = randn(samples, dModel, dHead).matmul(randn(samples, dHead, dModel));
        var b = randn(samples, dModel, dHead).matmul(randn(samples, dHead, dModel));
        return Size(a.matmul(b)) / (Size(a) * Size(b));
    }

    [WrongAnswer("1.2.36", Says = "Each sample has matrices of its own")]
    internal static Tensor RepeatsOneSample(long samples, long dModel, long dHead, Generator generator) =>
        Chance(1, dModel, dHead, generator).expand(samples);

    private static Tensor Parts(Tensor components, Tensor scale, LayerNorm norm, Tensor weight) =>
        ((components - components.mean([-1], keepdim: true)) / scale * norm.w!).matmul(weight);

    private static Tensor Rest(Tensor components, LayerNorm norm, Tensor weight, Tensor bias) =>
        (norm.b!.matmul(weight) + bias).expand(1, components.shape[1], components.shape[2], bias.shape[0]);

    private static Tensor Circuit(HookedTransformer model, int earlier, int later) =>
        model.W_E.matmul(model.W_QK[1, later]).matmul(model.W_OV[0, earlier].t()).matmul(model.W_E.t())
            / Math.Sqrt(model.Config.DHead);

    private static Tensor Read(HookedTransformer model, Reader reader) => reader switch
    {
        Reader.Query => model.W_QK[1],
        Reader.Key => model.W_QK[1].transpose(1, 2),
        _ => model.W_OV[1],
    };

    private static Tensor Scores(HookedTransformer model, Tensor read) =>
        Size(model.W_OV[0].unsqueeze(1).matmul(read)) / (Size(model.W_OV[0]).unsqueeze(1) * Size(read));

    private static Tensor Size(Tensor matrices) => matrices.square().sum([-2, -1]).sqrt();

    private static Tensor Chance(long samples, long dModel, long dHead, Generator generator)
    {
        var (a, b) = (Head(), Head());
        return Size(a.matmul(b)) / (Size(a) * Size(b));

        Tensor Head() => randn([samples, dModel, dHead], generator: generator)
            .matmul(randn([samples, dHead, dModel], generator: generator));
    }
}
