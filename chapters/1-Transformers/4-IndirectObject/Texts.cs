using Arena.Data;
using Arena.Tensors;
using static TorchSharp.torch;

namespace Arena.Transformers.IndirectObject;

/// <summary>Texts in which one of two people is to be named, for any tokenizer.</summary>
public static class Texts
{
    /// <summary>Puts people, a place and a thing into a template.</summary>
    /// <param name="template">
    /// A text with the slots <c>[A]</c> and <c>[B]</c> for the two names in their order, <c>[S]</c> for the subject who
    /// is named again, <c>[PLACE]</c> and <c>[THING]</c>. A slot has no space before it.
    /// </param>
    /// <param name="scene">What to put in. Its words have no space, so each gets one before it, as in GPT-2's tokens; its filler has its own.</param>
    /// <returns>The scene's filler, then the template with every slot filled.</returns>
    [Exercise("1.4.1", "Fill in a template",
        Minutes = 10, Difficulty = 1, Importance = 3, Model = MentalModel.Circuits)]
    public static string Fill(string template, Scene scene)
    {
        throw new NotImplementedException("1.4.1 Fill in a template");
    }

    /// <summary>Makes up scenes by chance, so that nothing but the two names' roles gives the answer away.</summary>
    /// <param name="count">How many.</param>
    /// <param name="names">The names to choose from; both people of a scene are different.</param>
    /// <param name="places">The places to choose from.</param>
    /// <param name="things">The things to choose from.</param>
    /// <param name="random">Where chance comes from: each choice is as likely as any other.</param>
    /// <returns>
    /// The scenes, without fillers. In the first, third, fifth … the indirect object is named first, in the others the
    /// subject.
    /// </returns>
    [Exercise("1.4.2", "Balanced scenes",
        Minutes = 10, Difficulty = 2, Importance = 3, Model = MentalModel.Circuits)]
    public static IReadOnlyList<Scene> MakeScenes(
        int count, IReadOnlyList<string> names, IReadOnlyList<string> places, IReadOnlyList<string> things,
        Random random)
    {
        throw new NotImplementedException("1.4.2 Balanced scenes");
    }

    /// <summary>Turns texts into rows of tokens of one length.</summary>
    /// <param name="texts">The texts.</param>
    /// <param name="encode">Turns a text into tokens.</param>
    /// <param name="begin">The token that every row begins with, and with which it is filled up at the right.</param>
    /// <returns>
    /// <c>batch position</c>, int64: as many positions as the longest text has tokens, and one for the beginning.
    /// </returns>
    [Exercise("1.4.3", "Texts of different length in one batch",
        Minutes = 10, Difficulty = 2, Importance = 3, Model = MentalModel.Tensors)]
    [return: Shape("batch position")]
    public static Tensor Tokens(IReadOnlyList<string> texts, Func<string, long[]> encode, long begin)
    {
        throw new NotImplementedException("1.4.3 Texts of different length in one batch");
    }

    /// <summary>Finds where in each text something happens.</summary>
    /// <param name="tokens"><c>batch position</c>: each row begins with the token that also fills it up.</param>
    /// <param name="io">The token of the indirect object's name, which stands in its row once: <c>batch</c>.</param>
    /// <param name="s">The token of the subject's name, which stands in its row twice: <c>batch</c>.</param>
    /// <param name="begin">The token at the beginning and after the end of each text, and nowhere in it.</param>
    /// <returns>The prompts, with positions as whole numbers (int64).</returns>
    [Exercise("1.4.4", "Label the positions",
        Minutes = 15, Difficulty = 3, Importance = 4, Model = MentalModel.Circuits)]
    public static Prompts Label(
        [Shape("batch position")] Tensor tokens, [Shape("batch")] Tensor io, [Shape("batch")] Tensor s, long begin)
    {
        throw new NotImplementedException("1.4.4 Label the positions");
    }
}
