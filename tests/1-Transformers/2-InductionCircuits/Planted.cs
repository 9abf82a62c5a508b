using Arena.Models;
using static TorchSharp.torch;

namespace Arena.Transformers.InductionCircuits;

/// <summary>
/// Models whose circuits are known because they were put there. The residual stream has a dimension each for: the
/// token, the token before, the position, and what is predicted.
/// </summary>
internal static class Planted
{
    public const int Vocabulary = 9;
    public const int Context = 17;
    private const int Before = Vocabulary;
    private const int Predicted = 2 * Vocabulary;
    private const int Place = 3 * Vocabulary;
    private const double Sharp = 40;

    /// <summary>
    /// Layer 0: head 1 looks at the previous token and says which one it was; the others do nothing. Layer 1: head
    /// <paramref name="later"/> looks for positions before which there was the current token, and predicts what
    /// stands there.
    /// </summary>
    public static HookedTransformer Induction(int later = 2)
    {
        var model = Empty(2);
        using var off = no_grad();
        var (first, second) = (model.blocks[0].attn, model.blocks[1].attn);
        for (var place = 1; place < Context; place++) first.W_Q[1, Place + place, place - 1] = Strength;
        for (var place = 0; place < Context; place++) first.W_K[1, Place + place, place] = 1;
        for (var token = 0; token < Vocabulary; token++)
        {
            first.W_V[1, token, token] = 1;
            first.W_O[1, token, Before + token] = 1;
            second.W_Q[later, token, token] = Strength;
            second.W_K[later, Before + token, token] = 1;
            second.W_V[later, token, token] = 1;
            second.W_O[later, token, Predicted + token] = 1;
        }
        return model;
    }

    /// <summary>
    /// One layer, whose head 0 looks back a fixed number of places and predicts what stands there: right for one
    /// period, and for no other.
    /// </summary>
    public static HookedTransformer FixedDistance(int places)
    {
        var model = Empty(1);
        using var off = no_grad();
        var first = model.blocks[0].attn;
        for (var place = places; place < Context; place++) first.W_Q[0, Place + place, place - places] = Strength;
        for (var place = 0; place < Context; place++) first.W_K[0, Place + place, place] = 1;
        for (var token = 0; token < Vocabulary; token++)
        {
            first.W_V[0, token, token] = 1;
            first.W_O[0, token, Predicted + token] = 1;
        }
        return model;
    }

    private static double Strength => Sharp * Math.Sqrt(Context);

    private static HookedTransformer Empty(int layers)
    {
        var model = new HookedTransformer(new HookedTransformerConfig
        {
            NLayers = layers,
            NHeads = 3,
            DModel = Place + Context,
            DHead = Context,
            NCtx = Context,
            DVocab = Vocabulary,
            Normalization = Normalization.None,
            InitStd = 0,
        });
        using var off = no_grad();
        foreach (var parameter in model.parameters()) parameter.requires_grad = false;
        for (var token = 0; token < Vocabulary; token++)
        {
            model.W_E[token, token] = 1;
            model.W_U[Predicted + token, token] = Sharp;
        }
        for (var place = 0; place < Context; place++) model.W_pos[place, Place + place] = 1;
        return model;
    }
}
