using Arena.Models;

namespace Arena.Transformers.InductionCircuits;

/// <summary>What else learners may write for the circuit by hand.</summary>
[SolutionOnly]
internal static class ByHandAnswers
{
    [WrongAnswer("1.2.37", Says = "of its attention to the previous token")]
    internal static HookedTransformer LooksAtItself(int vocabulary, int context) =>
        Made(vocabulary, context, places: 0);

    [WrongAnswer("1.2.37", Says = "both should be near 100")]
    internal static HookedTransformer LooksTooSoftly(int vocabulary, int context) =>
        Made(vocabulary, context, sharp: 1);

    // Looks for the current token itself, not for what came after it.
    [WrongAnswer("1.2.37", Says = "to what came after the current token before")]
    internal static HookedTransformer MatchesTheTokenItself(int vocabulary, int context) =>
        Made(vocabulary, context, matchesPrevious: false);

    // The current token is a prediction then, and half of the probability is its.
    [WrongAnswer("1.2.37")]
    internal static HookedTransformer PredictsTheCurrentTokenToo(int vocabulary, int context)
    {
        var model = Made(vocabulary, context);
        ByHand.Connect(model.W_U, 0, 0, vocabulary, 30);
        return model;
    }

    [RightAnswer("1.2.37")]
    internal static HookedTransformer WorksFromTheKeysSide(int vocabulary, int context) =>
        Made(vocabulary, context);

    private static HookedTransformer Made(
        int vocabulary, int context, int places = 1, double sharp = 25, bool matchesPrevious = true)
    {
        var model = new HookedTransformer(new HookedTransformerConfig
        {
            NLayers = 2,
            NHeads = 1,
            DModel = 3 * vocabulary + context,
            DHead = vocabulary + context,
            NCtx = context,
            DVocab = vocabulary,
            Normalization = Normalization.None,
            InitStd = 0,
        });
        var strength = sharp * Math.Sqrt(model.Config.DHead);
        var (previous, prediction, position) = (vocabulary, 2 * vocabulary, 3 * vocabulary);
        var (first, second) = (model.blocks[0].attn, model.blocks[1].attn);
        ByHand.Connect(model.W_E, 0, 0, vocabulary, 1);
        ByHand.Connect(model.W_pos, 0, position, context, 1);
        ByHand.Connect(first.W_Q[0], position, 0, context, 1);
        ByHand.Connect(first.W_K[0], position, places, context, strength);
        ByHand.Connect(first.W_V[0], 0, 0, vocabulary, 1);
        ByHand.Connect(first.W_O[0], 0, previous, vocabulary, 1);
        ByHand.Connect(second.W_Q[0], 0, 0, vocabulary, 1);
        ByHand.Connect(second.W_K[0], matchesPrevious ? previous : 0, 0, vocabulary, strength);
        ByHand.Connect(second.W_V[0], 0, 0, vocabulary, 1);
        ByHand.Connect(second.W_O[0], 0, prediction, vocabulary, 1);
        ByHand.Connect(model.W_U, prediction, 0, vocabulary, 30);
        return model;
    }
}
