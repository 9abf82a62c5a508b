using Arena.Models;
using Arena.Tensors;
using static TorchSharp.torch;

namespace Arena.Transformers.IndirectObject;

/// <summary>
/// Activation patching: one activation is set to what it was in another run (Meng et al. 2022; Wang et al. 2022). If
/// the answer changes, what makes the two texts different passes there.
/// </summary>
public static class Patching
{
    /// <summary>The parts of a head that <see cref="HeadParts"/> patches, in their order.</summary>
    public static IReadOnlyList<string> Parts { get; } = ["z", "q", "k", "v", "pattern"];

    /// <summary>
    /// The answer when the residual stream before one layer, at one position, is that of another run.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="tokens">What is run, <c>batch position</c>.</param>
    /// <param name="other">The activations of the other run, on tokens of the same shape.</param>
    /// <param name="measure">Turns logits, <c>batch position d_vocab</c>, into a number.</param>
    /// <returns>The measure of each patched run, <c>layer position</c>, float64.</returns>
    [Exercise("1.4.13", "Patch the residual stream",
        Minutes = 20, Difficulty = 3, Importance = 5, Model = MentalModel.Circuits)]
    [return: Shape("layer position")]
    public static Tensor ResidualStream(
        HookedTransformer model, [Shape("batch position")] Tensor tokens, ActivationCache other,
        Func<Tensor, double> measure)
    {
        var results = new double[model.Config.NLayers, tokens.shape[1]];
        for (var layer = 0; layer < model.Config.NLayers; layer++)
        {
            for (var position = 0; position < tokens.shape[1]; position++)
            {
                using var scope = NewDisposeScope();
                var name = HookName.Of("resid_pre", layer);
                results[layer, position] = measure(model.RunWithHooks(tokens, (name, x =>
                {
                    x[.., position] = other[name][.., position];
                    return x;
                }
                )));
            }
        }
        return tensor(results);
    }

    /// <summary>
    /// The same for what is added to the residual stream: what the attention of a layer writes at a position, and what
    /// its neurons do.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="tokens">What is run, <c>batch position</c>.</param>
    /// <param name="other">The activations of the other run, on tokens of the same shape.</param>
    /// <param name="measure">Turns logits into a number.</param>
    /// <returns>
    /// <c>kind layer position</c>, float64. The kinds are the residual stream before the layer, what attention writes
    /// and, unless the model has attention only, what neurons write.
    /// </returns>
    [Exercise("1.4.14", "Patch what layers write",
        Minutes = 15, Difficulty = 3, Importance = 3, Model = MentalModel.Circuits)]
    [return: Shape("kind layer position")]
    public static Tensor LayerOutputs(
        HookedTransformer model, [Shape("batch position")] Tensor tokens, ActivationCache other,
        Func<Tensor, double> measure)
    {
        string[] kinds = model.Config.DMlp > 0 ? ["resid_pre", "attn_out", "mlp_out"] : ["resid_pre", "attn_out"];
        var results = new double[kinds.Length, model.Config.NLayers, tokens.shape[1]];
        for (var kind = 0; kind < kinds.Length; kind++)
        {
            for (var layer = 0; layer < model.Config.NLayers; layer++)
            {
                for (var position = 0; position < tokens.shape[1]; position++)
                {
                    using var scope = NewDisposeScope();
                    var name = HookName.Of(kinds[kind], layer);
                    results[kind, layer, position] = measure(model.RunWithHooks(tokens, (name, x =>
                    {
                        x[.., position] = other[name][.., position];
                        return x;
                    }
                    )));
                }
            }
        }
        return tensor(results);
    }

    /// <summary>The answer when what one head writes, at all positions, is that of another run.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tokens">What is run, <c>batch position</c>.</param>
    /// <param name="other">The activations of the other run, on tokens of the same shape.</param>
    /// <param name="measure">Turns logits into a number.</param>
    /// <returns>The measure of each patched run, <c>layer head</c>, float64.</returns>
    [Exercise("1.4.15", "Patch heads",
        Minutes = 15, Difficulty = 3, Importance = 5, Model = MentalModel.Circuits)]
    [return: Shape("layer head")]
    public static Tensor Heads(
        HookedTransformer model, [Shape("batch position")] Tensor tokens, ActivationCache other,
        Func<Tensor, double> measure)
    {
        var results = new double[model.Config.NLayers, model.Config.NHeads];
        for (var layer = 0; layer < model.Config.NLayers; layer++)
        {
            for (var head = 0; head < model.Config.NHeads; head++)
            {
                using var scope = NewDisposeScope();
                var name = HookName.Of("z", layer);
                results[layer, head] = measure(model.RunWithHooks(tokens, (name, z =>
                {
                    z.select(2, head).copy_(other[name].select(2, head));
                    return z;
                }
                )));
            }
        }
        return tensor(results);
    }

    /// <summary>
    /// Where in the head it happens: the answer when a head's output, its queries, keys, values or attention pattern
    /// are those of another run.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="tokens">What is run, <c>batch position</c>.</param>
    /// <param name="other">The activations of the other run, on tokens of the same shape.</param>
    /// <param name="measure">Turns logits into a number.</param>
    /// <returns><c>part layer head</c>, float64, the parts as in <see cref="Parts"/>.</returns>
    [Exercise("1.4.16", "Patch the parts of heads",
        Minutes = 15, Difficulty = 3, Importance = 4, Model = MentalModel.Attention)]
    [return: Shape("part layer head")]
    public static Tensor HeadParts(
        HookedTransformer model, [Shape("batch position")] Tensor tokens, ActivationCache other,
        Func<Tensor, double> measure)
    {
        var results = new double[Parts.Count, model.Config.NLayers, model.Config.NHeads];
        for (var part = 0; part < Parts.Count; part++)
        {
            // A pattern is (batch, head, query, key), the others are (batch, position, head, d_head).
            var axis = Parts[part] == "pattern" ? 1 : 2;
            for (var layer = 0; layer < model.Config.NLayers; layer++)
            {
                for (var head = 0; head < model.Config.NHeads; head++)
                {
                    using var scope = NewDisposeScope();
                    var name = HookName.Of(Parts[part], layer);
                    results[part, layer, head] = measure(model.RunWithHooks(tokens, (name, x =>
                    {
                        x.select(axis, head).copy_(other[name].select(axis, head));
                        return x;
                    }
                    )));
                }
            }
        }
        return tensor(results);
    }
}
