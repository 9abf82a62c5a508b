using Arena.Data;
using Arena.Models;
using static TorchSharp.torch;

namespace Arena.Transformers.IndirectObject;

/// <summary>
/// The small model that comes with the kit: trained on texts about gifts of eight templates, with sentences before
/// them, the names in both orders and, now and then, a third person who gives.
/// </summary>
public static class Trained
{
    /// <summary>Loads it, its layer norms folded; its parameters ask for no gradients.</summary>
    /// <param name="name">
    /// Its name: <c>ioi</c>, or <c>ioi-fixed</c>, which has seen nothing but the first template without a sentence
    /// before it, the indirect object always named first.
    /// </param>
    public static HookedTransformer Load(string name = "ioi")
    {
        using var model = Shipped.Load(name);
        var folded = model.FoldLayerNorm();
        foreach (var parameter in folded.parameters()) parameter.requires_grad = false;
        return folded;
    }

    /// <summary>Makes texts of one template.</summary>
    /// <param name="count">How many.</param>
    /// <param name="template">Its place in <see cref="GiftTexts.Templates"/>.</param>
    /// <param name="filler">A sentence before it, or nothing.</param>
    /// <param name="seed">Which texts.</param>
    public static Prompts Prompts(int count, int template, string filler, int seed)
    {
        var scenes = Texts.MakeScenes(count, GiftTexts.Names, GiftTexts.Places, GiftTexts.Things, new Random(seed));
        var vocabulary = GiftTexts.Vocabulary;
        var tokens = Texts.Tokens(
            [.. scenes.Select(scene => Texts.Fill(GiftTexts.Templates[template], scene with { Filler = filler }))],
            vocabulary.Encode, GiftTexts.Begin);
        return Texts.Label(
            tokens, tensor(scenes.Select(scene => vocabulary.NumberOf(scene.Io)).ToArray()),
            tensor(scenes.Select(scene => vocabulary.NumberOf(scene.S)).ToArray()), GiftTexts.Begin);
    }
}
