using Arena.Models;
using Arena.Tensors;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Transformers.IndirectObject;

/// <summary>What kind of head a head is.</summary>
public static class HeadRoles
{
    /// <summary>
    /// Whether a head that attends to a name also says it: name movers do, and negative name movers say the opposite.
    /// </summary>
    /// <param name="model">A model with folded layer norms, or without any.</param>
    /// <param name="cache">All activations of a run.</param>
    /// <param name="prompts">The texts.</param>
    /// <param name="head">The head.</param>
    /// <returns>
    /// Both <c>name batch</c>, where name 0 is the indirect object and name 1 the subject: how much the head attends
    /// from the last word to where the name stands first, and how much of what it writes at the last word lies along
    /// the unembedding of the name: the bare dot product, without the final layer norm.
    /// </returns>
    [Exercise("1.4.23", "Does it say what it looks at?",
        Minutes = 15, Difficulty = 3, Importance = 4, Model = MentalModel.Attention)]
    public static (Tensor Attention, Tensor Said) LooksAndSays(
        HookedTransformer model, ActivationCache cache, Prompts prompts, Head head)
    {
        throw new NotImplementedException("1.4.23 Does it say what it looks at?");
    }

    /// <summary>Whether heads copy: say the name that they are made to look at.</summary>
    /// <param name="model">A model with folded layer norms, or without any.</param>
    /// <param name="names">The tokens of names, <c>name</c>.</param>
    /// <param name="among">How many of the highest logits count.</param>
    /// <returns>
    /// <c>layer head</c>: the share of names that are among the highest logits of all tokens, when the head attends to
    /// the name alone and nothing else is added. The name's vector is the same for the heads of all layers: its
    /// embedding, without a position, plus what the neurons of layer 0 make of that, if there are any (they read it
    /// through their layer norm, <c>ln2</c>). A head reads the vector through its layer norm, and what it writes goes
    /// through the final layer norm. The biases of values, outputs and unembedding are left out.
    /// </returns>
    [Exercise("1.4.24", "Copying scores",
        Minutes = 20, Difficulty = 4, Importance = 4, Model = MentalModel.Circuits)]
    [return: Shape("layer head")]
    public static Tensor CopyingScores(HookedTransformer model, [Shape("name")] Tensor names, int among)
    {
        throw new NotImplementedException("1.4.24 Copying scores");
    }

    /// <summary>Finds heads that look at a position which is fixed by what came before.</summary>
    /// <param name="patterns"><c>layer batch head query key</c>.</param>
    /// <param name="tokens">
    /// <c>batch position</c>: a token for the beginning, a block of random tokens, none of them twice, and the block
    /// again.
    /// </param>
    /// <returns>
    /// Each <c>layer head</c>: the mean attention to the token before, at all positions but the first; and, over the
    /// second copy of the block, to the same token in the first copy, and to the token after that one.
    /// </returns>
    [Exercise("1.4.25", "Three kinds of early heads",
        Minutes = 15, Difficulty = 3, Importance = 4, Model = MentalModel.Attention)]
    public static (Tensor Previous, Tensor Duplicate, Tensor Induction) EarlyHeads(
        [Shape("layer batch head query key")] Tensor patterns, [Shape("batch position")] Tensor tokens)
    {
        throw new NotImplementedException("1.4.25 Three kinds of early heads");
    }

    /// <summary>Who steps in when heads fall out.</summary>
    /// <param name="model">A model with folded layer norms, or without any.</param>
    /// <param name="prompts">The texts.</param>
    /// <param name="gone">
    /// The heads that fall out: each one's <c>z</c> is, at each position, its mean over the texts, as they are in this
    /// run, after earlier heads have fallen out.
    /// </param>
    /// <returns>
    /// <c>layer head</c>: the head's mean direct effect on the logit difference without them, less that with them, each
    /// with the final layer norm's scale of its own run.
    /// </returns>
    [Exercise("1.4.26", "Backup heads",
        Minutes = 20, Difficulty = 3, Importance = 3, Model = MentalModel.Circuits)]
    [return: Shape("layer head")]
    public static Tensor Backup(HookedTransformer model, Prompts prompts, IReadOnlyCollection<Head> gone)
    {
        throw new NotImplementedException("1.4.26 Backup heads");
    }
}
