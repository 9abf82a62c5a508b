using Arena.Tensors;
using static TorchSharp.torch;

namespace Arena.Transformers.IndirectObject;

/// <summary>The same texts with one thing changed: what a patch is taken from, or put into.</summary>
public static class Corruptions
{
    /// <summary>The other one gives: at S2 stands the indirect object's name, so the answer changes sides.</summary>
    /// <param name="prompts">The texts.</param>
    /// <returns>New tokens, <c>batch position</c>.</returns>
    [Exercise("1.4.5", "The other one gives",
        Minutes = 5, Difficulty = 2, Importance = 4, Model = MentalModel.Circuits)]
    [return: Shape("batch position")]
    public static Tensor OtherGiver(Prompts prompts) =>
        prompts.Tokens.scatter(1, prompts.S2At.unsqueeze(1), prompts.Io.unsqueeze(1));

    /// <summary>
    /// Three strangers: where IO, S1 and S2 were named stand three other names, so nobody is named twice.
    /// </summary>
    /// <param name="prompts">The texts.</param>
    /// <param name="names">The tokens of the names, for IO, S1 and S2 in this order: <c>batch 3</c>.</param>
    /// <returns>New tokens, <c>batch position</c>.</returns>
    [Exercise("1.4.6", "Three strangers",
        Minutes = 5, Difficulty = 2, Importance = 4, Model = MentalModel.Circuits)]
    [return: Shape("batch position")]
    public static Tensor Strangers(Prompts prompts, [Shape("batch 3")] Tensor names) =>
        prompts.Tokens.scatter(1, stack([prompts.IoAt, prompts.S1At, prompts.S2At], 1), names);

    /// <summary>
    /// The two are named in the other order: the names at IO and S1 change places. The answer stays, but everything
    /// that says <em>where</em> the subject was named first is wrong.
    /// </summary>
    /// <param name="prompts">The texts.</param>
    /// <returns>New tokens, <c>batch position</c>.</returns>
    [Exercise("1.4.7", "The other order",
        Minutes = 5, Difficulty = 2, Importance = 2, Model = MentalModel.Circuits)]
    [return: Shape("batch position")]
    public static Tensor OtherOrder(Prompts prompts) =>
        prompts.Tokens.scatter(
            1, stack([prompts.IoAt, prompts.S1At], 1), stack([prompts.S, prompts.Io], 1));
}
