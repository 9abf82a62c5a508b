using Arena.Models;
using Arena.Tensors;
using static TorchSharp.torch;

namespace Arena.Transformers.IndirectObject;

/// <summary>
/// Path patching (Wang et al. 2022): what one head tells another, or the unembedding, <em>directly</em>. No head in
/// between gets to hear of the change.
/// </summary>
public static class PathPatching
{
    /// <summary>Sets all heads to what they were in one run, and one of them to what it was in another.</summary>
    /// <param name="model">The model.</param>
    /// <param name="own">The activations of the run that all other heads are held at.</param>
    /// <param name="other">The activations of the run that the sender's output is from.</param>
    /// <param name="sender">The head that speaks.</param>
    /// <returns>
    /// Hooks on <c>hook_z</c> of every layer. What is not a head is computed anew in a run with them: the neurons, too.
    /// </returns>
    [Exercise("1.4.20", "Let one head speak",
        Minutes = 15, Difficulty = 3, Importance = 5, Model = MentalModel.Circuits)]
    public static IReadOnlyList<(string Name, Func<Tensor, Tensor?> Hook)> OnlyFrom(
        HookedTransformer model, ActivationCache own, ActivationCache other, Head sender)
    {
        var hooks = new List<(string, Func<Tensor, Tensor?>)>();
        for (var layer = 0; layer < model.Config.NLayers; layer++)
        {
            var (l, name) = (layer, HookName.Of("z", layer));
            hooks.Add((name, z =>
            {
                z.copy_(own[name]);
                if (l == sender.Layer) z.select(2, sender.Index).copy_(other[name].select(2, sender.Index));
                return z;
            }
            ));
        }
        return hooks;
    }

    /// <summary>What each head tells the unembedding directly.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tokens">What is run, <c>batch position</c>.</param>
    /// <param name="own">The activations of this run.</param>
    /// <param name="other">The activations of the other run, on tokens of the same shape.</param>
    /// <param name="measure">Turns logits into a number.</param>
    /// <returns>
    /// <c>layer head</c>, float64: the measure when only the head speaks, and only to the unembedding and the neurons
    /// on the way.
    /// </returns>
    [Exercise("1.4.21", "Paths to the logits",
        Minutes = 15, Difficulty = 3, Importance = 5, Model = MentalModel.Circuits)]
    [return: Shape("layer head")]
    public static Tensor ToLogits(
        HookedTransformer model, [Shape("batch position")] Tensor tokens, ActivationCache own, ActivationCache other,
        Func<Tensor, double> measure)
    {
        var results = new double[model.Config.NLayers, model.Config.NHeads];
        for (var layer = 0; layer < model.Config.NLayers; layer++)
        {
            for (var head = 0; head < model.Config.NHeads; head++)
            {
                using var scope = NewDisposeScope();
                var hooks = OnlyFrom(model, own, other, new Head(layer, head));
                results[layer, head] = measure(model.RunWithHooks(tokens, hooks));
            }
        }
        return tensor(results);
    }

    /// <summary>What each head tells some later heads directly.</summary>
    /// <param name="model">The model.</param>
    /// <param name="tokens">What is run, <c>batch position</c>.</param>
    /// <param name="own">The activations of this run.</param>
    /// <param name="other">The activations of the other run, on tokens of the same shape.</param>
    /// <param name="receivers">The heads that listen.</param>
    /// <param name="input">With what: <c>q</c>, <c>k</c> or <c>v</c>.</param>
    /// <param name="measure">Turns logits into a number.</param>
    /// <returns>
    /// <c>layer head</c>, float64: the measure of a run in which the receivers' queries, keys or values, and nothing
    /// else, are as they would be if only this head spoke.
    /// </returns>
    [Exercise("1.4.22", "Paths to other heads",
        Minutes = 25, Difficulty = 4, Importance = 4, Model = MentalModel.Circuits)]
    [return: Shape("layer head")]
    public static Tensor ToHeads(
        HookedTransformer model, [Shape("batch position")] Tensor tokens, ActivationCache own, ActivationCache other,
        IReadOnlyCollection<Head> receivers, string input, Func<Tensor, double> measure)
    {
        var listening = receivers.GroupBy(head => HookName.Of(input, head.Layer)).ToList();
        var results = new double[model.Config.NLayers, model.Config.NHeads];
        for (var layer = 0; layer < model.Config.NLayers; layer++)
        {
            for (var head = 0; head < model.Config.NHeads; head++)
            {
                using var scope = NewDisposeScope();
                var (_, heard) = model.RunWithCache(
                    tokens, listening.Select(group => group.Key), OnlyFrom(model, own, other, new Head(layer, head)));
                using (heard)
                {
                    results[layer, head] = measure(model.RunWithHooks(tokens, listening.Select(group => (group.Key,
                        (Func<Tensor, Tensor?>)(x =>
                        {
                            foreach (var receiver in group)
                                x.select(2, receiver.Index).copy_(heard[group.Key].select(2, receiver.Index));
                            return x;
                        })))));
                }
            }
        }
        return tensor(results);
    }
}
