using Arena.Models;
using static TorchSharp.torch;

namespace Arena.Transformers.InductionCircuits;

/// <summary>An induction circuit whose weights are set, not learned.</summary>
public static class ByHand
{
    /// <summary>
    /// A model of two layers with one head each that continues repeated sequences, whatever the period: the head of
    /// layer 0 tells every position what came before it, and that of layer 1 looks for positions before which there
    /// was the current token.
    /// </summary>
    /// <param name="vocabulary">How many tokens there are.</param>
    /// <param name="context">The longest sequence.</param>
    /// <returns>
    /// A model of attention only, without layer norms. A sequence begins with a token that does not come again;
    /// where the current token occurred once before, the model gives what came after it a probability above 0.99.
    /// </returns>
    [Exercise("1.2.37", "Induction by hand",
        Minutes = 45, Difficulty = 5, Importance = 5, Model = MentalModel.Circuits)]
    public static HookedTransformer InductionByHand(int vocabulary, int context)
    {
        // Each thing that has to be known has dimensions of its own in the residual stream.
        var (token, previous, prediction, position) = (0, vocabulary, 2 * vocabulary, 3 * vocabulary);
        const double sharp = 30;
        var model = new HookedTransformer(new HookedTransformerConfig
        {
            NLayers = 2,
            NHeads = 1,
            DModel = position + context,
            DHead = Math.Max(vocabulary, context),
            NCtx = context,
            DVocab = vocabulary,
            Normalization = Normalization.None,
            InitStd = 0,
        });
        var strength = sharp * Math.Sqrt(model.Config.DHead);
        Connect(model.W_E, 0, token, vocabulary, 1);
        Connect(model.W_pos, 0, position, context, 1);

        var before = model.blocks[0].attn;
        Connect(before.W_Q[0], position + 1, 0, context - 1, strength);
        Connect(before.W_K[0], position, 0, context - 1, 1);
        Connect(before.W_V[0], token, 0, vocabulary, 1);
        Connect(before.W_O[0], 0, previous, vocabulary, 1);

        var induction = model.blocks[1].attn;
        Connect(induction.W_Q[0], token, 0, vocabulary, strength);
        Connect(induction.W_K[0], previous, 0, vocabulary, 1);
        Connect(induction.W_V[0], token, 0, vocabulary, 1);
        Connect(induction.W_O[0], 0, prediction, vocabulary, 1);
        Connect(model.W_U, prediction, 0, vocabulary, sharp);
        return model;
    }

    /// <summary>
    /// Lets a weight carry dimensions over one to one: writes a multiple of the unit matrix into it.
    /// </summary>
    /// <param name="weight"><c>from to</c>. It is changed.</param>
    /// <param name="from">The first row.</param>
    /// <param name="to">The first column.</param>
    /// <param name="count">How many rows and columns.</param>
    /// <param name="strength">The number that comes into the diagonal.</param>
    public static void Connect(Tensor weight, long from, long to, long count, double strength)
    {
        using var _ = no_grad();
        using var scope = NewDisposeScope();
        weight.narrow(0, from, count).narrow(1, to, count).copy_(eye(count) * strength);
    }
}
