using Arena.Models;
using Arena.Tensors;
using static TorchSharp.torch;

namespace Arena.Transformers.InductionCircuits;

/// <summary>What the model says without a head: three ways of leaving it out.</summary>
public static class Ablation
{
    /// <summary>The head writes nothing: its <c>z</c> is 0.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tokens"><c>batch position</c>.</param>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="head">The head, from 0.</param>
    /// <returns>Logits, <c>batch position d_vocab</c>.</returns>
    [Exercise("1.2.19", "Zero ablation",
        Minutes = 10, Difficulty = 2, Importance = 4, Model = MentalModel.Circuits)]
    [return: Shape("batch position d_vocab")]
    public static Tensor ZeroAblated(
        HookedTransformer model, [Shape("batch position")] Tensor tokens, int layer, int head) =>
        model.RunWithHooks(tokens, (HookName.Of("z", layer), z =>
        {
            z.select(2, head).zero_();
            return z;
        }
    ));

    /// <summary>
    /// The head writes the same whatever the sequence: its mean <c>z</c> over the batch, at each position.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="tokens"><c>batch position</c>.</param>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="head">The head, from 0.</param>
    /// <returns>Logits, <c>batch position d_vocab</c>.</returns>
    [Exercise("1.2.20", "Mean ablation",
        Minutes = 5, Difficulty = 2, Importance = 3, Model = MentalModel.Circuits)]
    [return: Shape("batch position d_vocab")]
    public static Tensor MeanAblated(
        HookedTransformer model, [Shape("batch position")] Tensor tokens, int layer, int head) =>
        model.RunWithHooks(tokens, (HookName.Of("z", layer), z =>
        {
            var one = z.select(2, head);
            one.copy_(one.mean([0]));
            return z;
        }
    ));

    /// <summary>The head writes what it writes on other sequences: its <c>z</c> comes from there.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tokens"><c>batch position</c>.</param>
    /// <param name="others">The other sequences, of the same shape.</param>
    /// <param name="layer">The layer, from 0.</param>
    /// <param name="head">The head, from 0.</param>
    /// <returns>Logits, <c>batch position d_vocab</c>.</returns>
    [Exercise("1.2.21", "Resample ablation",
        Minutes = 10, Difficulty = 3, Importance = 3, Model = MentalModel.Circuits)]
    [return: Shape("batch position d_vocab")]
    public static Tensor ResampleAblated(
        HookedTransformer model, [Shape("batch position")] Tensor tokens, [Shape("batch position")] Tensor others,
        int layer, int head)
    {
        using var scope = NewDisposeScope();
        var place = HookName.Of("z", layer);
        var (_, cache) = model.RunWithCache(others, [place]);
        using var there = cache;
        return scope.MoveToOuter(model.RunWithHooks(tokens, (place, z =>
        {
            z.select(2, head).copy_(there[place].select(2, head));
            return z;
        }
        )));
    }

    /// <summary>By how much the loss on the second copy rises without each head.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tokens">BOS, a block of tokens, and the same block again: <c>batch position</c>.</param>
    /// <param name="without">
    /// Gives, for a layer and a head, the logits without it: <c>batch position d_vocab</c>.
    /// </param>
    /// <returns>
    /// <c>layer head</c>, in nats: the mean cross-entropy of the second copy but for its first token, less that of
    /// the whole model.
    /// </returns>
    [Exercise("1.2.22", "What each head is worth",
        Minutes = 10, Difficulty = 2, Importance = 4, Model = MentalModel.Circuits)]
    [return: Shape("layer head")]
    public static Tensor AblationEffects(
        HookedTransformer model, [Shape("batch position")] Tensor tokens, Func<int, int, Tensor> without)
    {
        var effects = empty(model.Config.NLayers, model.Config.NHeads);
        using var scope = NewDisposeScope();
        var second = (int)tokens.shape[1] / 2 + 1;
        var whole = Loss(model.call(tokens));
        for (var layer = 0; layer < model.Config.NLayers; layer++)
            for (var head = 0; head < model.Config.NHeads; head++)
                effects[layer, head] = Loss(without(layer, head)) - whole;
        return effects;

        Tensor Loss(Tensor logits) => HookedTransformer.NextTokenLoss(logits, tokens)[.., second..].mean();
    }
}
