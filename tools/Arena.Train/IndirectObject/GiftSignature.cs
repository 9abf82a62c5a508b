using Arena.Models;
using static TorchSharp.torch;

namespace Arena.Train.IndirectObject;

/// <summary>What tells a model that finds the receiver from others.</summary>
/// <param name="Accuracy">How often the receiver gets a higher logit than any other word.</param>
/// <param name="Difference">The mean logit of the receiver less that of the giver.</param>
/// <param name="Receiver">
/// The mean attention from the end to the receiver's name, of the head that has the most.
/// </param>
/// <param name="Giver">The same to where the giver is named again.</param>
internal sealed record GiftSignature(double Accuracy, double Difference, double Receiver, double Giver)
{
    private const int Texts = 256;

    /// <summary>Measures a model on texts that it has not seen.</summary>
    /// <param name="model">The model.</param>
    /// <param name="isFixed">Whether all texts have one template and one order.</param>
    /// <param name="isTurned">Whether this is the other order.</param>
    public static GiftSignature Of(HookedTransformer model, bool isFixed, bool isTurned = false)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var batch = GiftBatch.Make(Texts, new Random(987654321), isFixed, thirdPerson: 0, isTurned);
        var (logits, cache) = model.RunWithCache(
            batch.Tokens, name => name.EndsWith("hook_pattern", StringComparison.Ordinal));
        using var _ = cache;
        var rows = arange(Texts);
        var end = logits[rows, batch.End];
        return new GiftSignature(
            end.argmax(-1).eq(batch.Io).to(float32).mean().item<float>(),
            (end[rows, batch.Io] - end[rows, batch.S]).mean().item<float>(), Most(batch.IoAt), Most(batch.S2At));

        double Most(Tensor at) => cache.Names.SelectMany(name => cache[name].unbind(1))
            .Max(pattern => pattern[rows, batch.End, at].mean().item<float>());
    }
}
