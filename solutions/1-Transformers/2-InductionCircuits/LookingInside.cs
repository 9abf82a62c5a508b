using Arena.Models;
using Arena.Tensors;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Transformers.InductionCircuits;

/// <summary>Reading what a model computes on its way, and changing it.</summary>
public static class LookingInside
{
    /// <summary>How many tokens the model would have guessed: those to which it gave the highest logit.</summary>
    /// <param name="logits">
    /// <c>batch position d_vocab</c>: at each position, the prediction of the token after it.
    /// </param>
    /// <param name="tokens">What stands there, whole numbers, <c>batch position</c>.</param>
    /// <returns>How many of the <c>batch * (position - 1)</c> tokens that come after another one.</returns>
    [Exercise("1.2.1", "Right predictions",
        Minutes = 5, Difficulty = 1, Importance = 3, Model = MentalModel.ResidualStream)]
    public static long RightPredictions(
        [Shape("batch position d_vocab")] Tensor logits, [Shape("batch position")] Tensor tokens) =>
        logits[.., ..^1].argmax(-1).eq(tokens[.., 1..]).sum().item<long>();

    /// <summary>The attention pattern of a layer, computed anew from the queries and keys in the cache.</summary>
    /// <param name="cache">Has the queries <c>q</c> and the keys <c>k</c> of the layer.</param>
    /// <param name="layer">The layer, from 0.</param>
    /// <returns><c>batch head query key</c>: each query's shares of attention, which add up to 1.</returns>
    [Exercise("1.2.2", "A pattern from queries and keys",
        Minutes = 10, Difficulty = 2, Importance = 4, Model = MentalModel.Attention)]
    [return: Shape("batch head query key")]
    public static Tensor PatternOf(ActivationCache cache, int layer)
    {
        var (q, k) = (cache["q", layer], cache["k", layer]);
        var scores = Einsum("batch query head d_head, batch key head d_head -> batch head query key", q, k);
        var future = ones_like(scores, dtype: @bool).triu(1);
        return (scores / Math.Sqrt(q.shape[^1])).masked_fill(future, double.NegativeInfinity).softmax(-1);
    }

    /// <summary>
    /// The activation at a place, read by a hook while the model runs. The run itself is not changed.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="tokens"><c>batch position</c>.</param>
    /// <param name="name">The place: <c>blocks.0.attn.hook_pattern</c>.</param>
    /// <returns>The activation, still there after the run.</returns>
    [Exercise("1.2.3", "Read with a hook",
        Minutes = 10, Difficulty = 2, Importance = 4, Model = MentalModel.ResidualStream)]
    public static Tensor Read(HookedTransformer model, [Shape("batch position")] Tensor tokens, string name)
    {
        using var scope = NewDisposeScope();
        Tensor? kept = null;
        model.RunWithHooks(tokens, (name, activation =>
        {
            kept = activation.clone().DetachFromDisposeScope();
            return null;
        }
        ));
        return kept!;
    }

    /// <summary>
    /// What the model says about some tokens when the activation at one place is what it would be on other tokens.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="tokens"><c>batch position</c>: the run that is changed.</param>
    /// <param name="source"><c>batch position</c>: the run where the activation comes from.</param>
    /// <param name="name">The place.</param>
    /// <returns>Logits, <c>batch position d_vocab</c>.</returns>
    [Exercise("1.2.4", "Replace with a hook",
        Minutes = 10, Difficulty = 3, Importance = 4, Model = MentalModel.Circuits)]
    [return: Shape("batch position d_vocab")]
    public static Tensor Patched(
        HookedTransformer model, [Shape("batch position")] Tensor tokens, [Shape("batch position")] Tensor source,
        string name)
    {
        var (_, cache) = model.RunWithCache(source, [name]);
        using var held = cache;
        return model.RunWithHooks(tokens, (name, _ => cache[name]));
    }
}
