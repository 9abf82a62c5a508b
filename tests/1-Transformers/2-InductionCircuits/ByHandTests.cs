using Arena.Models;
using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Transformers.InductionCircuits;

public class ByHandTests
{
    [ExerciseTheory("1.2.37")]
    [InlineData(6, 11)]
    [InlineData(12, 20)]
    [InlineData(5, 30)]
    public void HasTwoLayersOfOneHead(int vocabulary, int context)
    {
        using var model = ByHand.InductionByHand(vocabulary, context);
        var config = model.Config;
        Must.Hold(config is { NLayers: 2, NHeads: 1, DMlp: 0, Normalization: Normalization.None },
            "The model has two layers with one head each, no neurons, and no layer norm.");
        Must.Hold(config.DVocab == vocabulary && config.NCtx == context,
            $"It has {vocabulary} tokens and {context} positions.");
    }

    [ExerciseTheory("1.2.37")]
    [InlineData(6, 11)]
    [InlineData(12, 23)]
    [InlineData(5, 30)]
    public void ContinuesAnyPeriod(int vocabulary, int context)
    {
        using var model = ByHand.InductionByHand(vocabulary, context);
        for (var period = 2; period < vocabulary && 2 * period + 1 <= context; period++)
        {
            var tokens = Some.Distinct(5, period, vocabulary - 1, seed: (ulong)period);
            using var unchanged = Inputs.MustStayUnchanged(tokens);
            var right = model.call(tokens).softmax(-1)[.., ..^1].gather(2, tokens[.., 1..].unsqueeze(2)).squeeze(2);
            var second = right[.., (period + 1)..];
            Must.Hold(second.min().item<float>() > 0.99,
                $"On blocks of {period} tokens, every token of the second copy but the first should get a probability "
                + $"above 0.99. Yours gets {second.min().item<float>():0.000} at the least, and "
                + $"{second.mean().item<float>():0.000} on average." + Advice(model, tokens, period));
        }
    }

    // The last token came once before, at any distance.
    [ExerciseTheory("1.2.37")]
    [InlineData(9, 13)]
    public void ContinuesWhatWasThereOnce(int vocabulary, int context)
    {
        using var model = ByHand.InductionByHand(vocabulary, context);
        for (var length = 4; length < vocabulary; length++)
        {
            var block = Some.Distinct(1, length - 1, vocabulary - 1, seed: (ulong)length)[.., ..length];
            for (var earlier = 1; earlier < length - 1; earlier++)
            {
                var tokens = cat([block, block[.., earlier..(earlier + 1)]], 1);
                var probability = model.call(tokens)[0, length].softmax(-1)[block[0, earlier + 1].item<long>()];
                Must.Hold(probability.item<float>() > 0.99,
                    $"In a sequence of {length + 1} tokens, the last one stood at position {earlier} before. What came "
                    + $"after it should get a probability above 0.99, and gets {probability.item<float>():0.000}.");
            }
        }
    }

    // Which head is not as it should be?
    private static string Advice(HookedTransformer model, Tensor tokens, int period)
    {
        var (_, cache) = model.RunWithCache(tokens);
        using var held = cache;
        var previous = cache["pattern", 0].diagonal(-1, 2, 3).mean().item<float>();
        var induction = cache["pattern", 1].diagonal(1 - period, 2, 3)[.., .., 2..].mean().item<float>();
        if (previous > 0.95 && induction > 0.95)
        {
            return " Both heads look where they should. So look at what layer 1 moves (W_V, W_O), at what W_U reads, and "
                + "whether the logits lead by enough.";
        }
        return $" The head of layer 0 gives {100 * previous:0} % of its attention to the previous token, and that of "
            + $"layer 1 {100 * induction:0} % to what came after the current token before: both should be near 100.";
    }
}
