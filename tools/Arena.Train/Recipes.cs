using Arena.Train.IndirectObject;
using Arena.Train.Induction;
using Arena.Train.Storytelling;

namespace Arena.Train;

/// <summary>The recipes of all shipped models.</summary>
internal static class Recipes
{
    /// <summary>In the order in which they are trained.</summary>
    public static IReadOnlyList<Recipe> All { get; } =
    [
        new AttentionOnly("attn-only-2l", layers: 2, shortest: 16, longest: 32, steps: 1500),
        new AttentionOnly("attn-only-1l", layers: 1, shortest: 16, longest: 32, steps: 1500),
        new AttentionOnly("attn-only-2l-fixed", layers: 2, shortest: 24, longest: 24, steps: 500),
        new Storyteller(),
        new GiftGiving("ioi", isFixed: false, steps: 1500),
        new GiftGiving("ioi-fixed", isFixed: true, steps: 500),
    ];
}
