using Arena.Models;
using static TorchSharp.torch;

namespace Arena.Transformers.IndirectObject;

/// <summary>What else learners may write for attribution patching.</summary>
[SolutionOnly]
internal static class AttributionPatchingAnswers
{
    [WrongAnswer("1.4.17", Says = "the sign is the other way round")]
    internal static Tensor SubtractsTheOtherRun(
        HookedTransformer model, Tensor tokens, ActivationCache other, Func<Tensor, Tensor> measure) =>
        -LayerByLayer(model, tokens, other, measure);

    [WrongAnswer("1.4.17", Says = "this is the mean over the texts")]
    internal static Tensor AveragesOverTexts(
        HookedTransformer model, Tensor tokens, ActivationCache other, Func<Tensor, Tensor> measure) =>
        LayerByLayer(model, tokens, other, measure) / tokens.shape[0];

    [WrongAnswer("1.4.17")]
    internal static Tensor MultipliesByTheActivationAlone(
        HookedTransformer model, Tensor tokens, ActivationCache other, Func<Tensor, Tensor> measure) =>
        Estimates(model, tokens, measure, "resid_pre", [0, 2], (name, own) => other[name]);

    [RightAnswer("1.4.17")]
    internal static Tensor LayerByLayer(
        HookedTransformer model, Tensor tokens, ActivationCache other, Func<Tensor, Tensor> measure) =>
        Estimates(model, tokens, measure, "resid_pre", [0, 2], (name, own) => other[name] - own);

    [WrongAnswer("1.4.18", Says = "the sign is the other way round")]
    internal static Tensor SubtractsTheOtherRunsHeads(
        HookedTransformer model, Tensor tokens, ActivationCache other, Func<Tensor, Tensor> measure) =>
        Estimates(model, tokens, measure, "z", [0, 1, 3], (name, own) => own - other[name]);

    [WrongAnswer("1.4.18")]
    internal static Tensor TakesTheGradientOfQueries(
        HookedTransformer model, Tensor tokens, ActivationCache other, Func<Tensor, Tensor> measure) =>
        Estimates(model, tokens, measure, "q", [0, 1, 3], (name, own) => other[name] - own);

    [RightAnswer("1.4.18")]
    internal static Tensor ReadsWhatHeadsWrite(
        HookedTransformer model, Tensor tokens, ActivationCache other, Func<Tensor, Tensor> measure) =>
        Estimates(model, tokens, measure, "result", [0, 1, 3], (name, own) => other[name] - own);

    [WrongAnswer("1.4.19")]
    internal static (double Correlation, Head Worst) ForgetsTheMeans(Tensor estimated, Tensor patched)
    {
        var (x, y) = (estimated.to(float64), patched.to(float64));
        return ((x * y).sum().item<double>() / (x.norm() * y.norm()).item<double>(),
            ComparesInDoubles(estimated, patched).Worst);
    }

    [WrongAnswer("1.4.19", Says = "too low")]
    internal static (double Correlation, Head Worst) LooksForTheHighestOnly(Tensor estimated, Tensor patched)
    {
        var worst = (int)(estimated - patched).argmax().item<long>();
        var heads = (int)estimated.shape[1];
        return (ComparesInDoubles(estimated, patched).Correlation, new Head(worst / heads, worst % heads));
    }

    [WrongAnswer("1.4.19")]
    internal static (double Correlation, Head Worst) DividesByTheNumberOfLayers(Tensor estimated, Tensor patched)
    {
        var worst = (int)(estimated - patched).abs().argmax().item<long>();
        var layers = (int)estimated.shape[0];
        return (ComparesInDoubles(estimated, patched).Correlation, new Head(worst / layers, worst % layers));
    }

    [RightAnswer("1.4.19")]
    internal static (double Correlation, Head Worst) ComparesInDoubles(Tensor estimated, Tensor patched)
    {
        double[] x = [.. estimated.to(float64).flatten().data<double>()],
            y = [.. patched.to(float64).flatten().data<double>()];
        var (meanX, meanY) = (x.Average(), y.Average());
        var both = x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum();
        var (ofX, ofY) = (x.Sum(a => Math.Pow(a - meanX, 2)), y.Sum(b => Math.Pow(b - meanY, 2)));
        var (worst, heads) = (Enumerable.Range(0, x.Length).MaxBy(i => Math.Abs(x[i] - y[i])), (int)estimated.shape[1]);
        return (both / Math.Sqrt(ofX * ofY), new Head(worst / heads, worst % heads));
    }

    private static Tensor Estimates(
        HookedTransformer model, Tensor tokens, Func<Tensor, Tensor> measure, string place, long[] axes,
        Func<string, Tensor, Tensor> change)
    {
        var rows = new List<Tensor>();
        for (var layer = 0; layer < model.Config.NLayers; layer++)
        {
            var name = HookName.Of(place, layer);
            var (_, own, gradients) = model.RunWithCacheAndGradients(tokens, measure, [name]);
            using (own)
            using (gradients)
                rows.Add((change(name, own[name]) * gradients[name]).sum(axes));
        }
        return stack(rows);
    }
}
