using Arena.Tensors;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Transformers.Superposition;

/// <summary>How often a latent is active, and how strongly.</summary>
/// <param name="Density">The share of places, from 0 to 1, where it is above 0.</param>
/// <param name="Counts">
/// How many of the activations above 0 fall into each of the equal parts between 0 and the largest: int64, <c>part</c>.
/// </param>
public sealed record LatentActivity(double Density, Tensor Counts);

/// <summary>A place in some texts where a latent is active.</summary>
/// <param name="Text">The text's number, from 0.</param>
/// <param name="Position">The token's number in the text, from 0.</param>
/// <param name="Activation">How active the latent is there.</param>
public sealed record Firing(long Text, long Position, double Activation);

/// <summary>What a latent is looked at by: where it is active, and what it says.</summary>
public static class Dashboard
{
    /// <summary>How often one latent is active, and how strongly.</summary>
    /// <param name="activations">Of the one latent, not all 0, <c>text position</c>.</param>
    /// <param name="parts">Into how many equal parts the activations are sorted.</param>
    [Exercise("1.3.29", "How often, how strongly",
        Minutes = 15, Difficulty = 2, Importance = 3, Model = MentalModel.Features)]
    public static LatentActivity Activity([Shape("text position")] Tensor activations, long parts)
    {
        var isActive = activations.gt(0);
        var active = activations.masked_select(isActive);
        var part = (parts * active / active.max()).to(int64).clamp_max(parts - 1);
        return new LatentActivity(isActive.to(float32).mean().item<float>(), bincount(part, minlength: parts));
    }

    /// <summary>
    /// The places where one latent is most active. Two places of one text are more than 2 · radius apart, so that what is
    /// shown of them has no token in common: of places that are nearer, only the most active one counts.
    /// </summary>
    /// <param name="activations">Of the one latent, all different where they are above 0, <c>text position</c>.</param>
    /// <param name="count">How many places at most; there are fewer when the latent is active nowhere else.</param>
    /// <param name="radius">How many tokens of context are shown before a place, and as many behind it.</param>
    /// <returns>The most active place first.</returns>
    [Exercise("1.3.30", "Where it fires most",
        Minutes = 20, Difficulty = 3, Importance = 3, Model = MentalModel.Features)]
    public static IReadOnlyList<Firing> TopFirings(
        [Shape("text position")] Tensor activations, int count, long radius)
    {
        using var scope = NewDisposeScope();
        var (left, positions) = (activations.clone(), activations.shape[1]);
        var found = new List<Firing>();
        while (found.Count < count)
        {
            var place = left.argmax().item<long>();
            var (text, position) = (place / positions, place % positions);
            var activation = left[text, position].item<float>();
            if (activation <= 0) break;
            found.Add(new Firing(text, position, activation));
            var first = Math.Max(0, position - 2 * radius);
            var behind = Math.Min(positions, position + 2 * radius + 1);
            left[text].narrow(0, first, behind - first).zero_();
        }
        return found;
    }

    /// <summary>The tokens that a direction speaks for, and against, through the unembedding.</summary>
    /// <param name="direction">Of the decoder, <c>d_model</c>.</param>
    /// <param name="unembedding"><c>d_model token</c>.</param>
    /// <param name="count">How many tokens each.</param>
    /// <returns>
    /// The tokens whose logits it raises most, the most raised first, and those whose logits it lowers most, the most
    /// lowered first: int64, <c>count</c> each.
    /// </returns>
    [Exercise("1.3.31", "What it speaks for",
        Minutes = 10, Difficulty = 2, Importance = 4, Model = MentalModel.ResidualStream)]
    public static (Tensor For, Tensor Against) TopTokens(
        [Shape("d_model")] Tensor direction, [Shape("d_model token")] Tensor unembedding, int count)
    {
        var logits = Einsum("d_model, d_model token -> token", direction, unembedding);
        return (logits.topk(count).indexes, logits.topk(count, largest: false).indexes);
    }
}
