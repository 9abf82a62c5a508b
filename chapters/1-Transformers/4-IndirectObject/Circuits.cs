using Arena.Models;
using Arena.Tensors;
using static TorchSharp.torch;

namespace Arena.Transformers.IndirectObject;

/// <summary>
/// A circuit: heads at positions. Is it the whole of what the model does, and nothing else? (Wang et al. 2022.)
/// </summary>
public static class Circuits
{
    /// <summary>Means over the texts of one kind.</summary>
    /// <param name="z">What heads read, <c>batch position head d_head</c>.</param>
    /// <param name="kinds">The kind of each text, for instance its template: whole numbers, <c>batch</c>.</param>
    /// <returns>For each text, the mean over all texts of its kind, at each position: the same shape.</returns>
    [Exercise("1.4.27", "Means by template",
        Minutes = 10, Difficulty = 2, Importance = 4, Model = MentalModel.Circuits)]
    [return: Shape("batch position head d_head")]
    public static Tensor MeansByKind([Shape("batch position head d_head")] Tensor z, [Shape("batch")] Tensor kinds)
    {
        throw new NotImplementedException("1.4.27 Means by template");
    }

    /// <summary>Runs a circuit by itself: all heads that are not in it are at their means.</summary>
    /// <param name="model">The model.</param>
    /// <param name="prompts">The texts.</param>
    /// <param name="circuit">The heads that work, each at the positions at which it does.</param>
    /// <param name="means">
    /// For each layer, what <c>z</c> is where no head of the circuit works: <c>batch position head d_head</c>.
    /// </param>
    /// <returns>Logits, <c>batch position d_vocab</c>.</returns>
    [Exercise("1.4.28", "Run a circuit by itself",
        Minutes = 25, Difficulty = 4, Importance = 5, Model = MentalModel.Circuits)]
    [return: Shape("batch position d_vocab")]
    public static Tensor Run(
        HookedTransformer model, Prompts prompts, IReadOnlySet<HeadAt> circuit, IReadOnlyList<Tensor> means)
    {
        throw new NotImplementedException("1.4.28 Run a circuit by itself");
    }

    /// <summary>How much of what the model does the circuit does by itself.</summary>
    /// <param name="score">What a set of heads achieves, for instance its mean logit difference.</param>
    /// <param name="model">All heads at all positions.</param>
    /// <param name="circuit">Some of them.</param>
    /// <returns>The circuit's score as a share of the model's.</returns>
    [Exercise("1.4.29", "Faithfulness",
        Minutes = 5, Difficulty = 1, Importance = 4, Model = MentalModel.Circuits)]
    public static double Faithfulness(
        Func<IReadOnlySet<HeadAt>, double> score, IReadOnlySet<HeadAt> model, IReadOnlySet<HeadAt> circuit)
    {
        throw new NotImplementedException("1.4.29 Faithfulness");
    }

    /// <summary>
    /// What the circuit lacks: after the same parts are taken from it and from the model, both should still do the
    /// same.
    /// </summary>
    /// <param name="score">What a set of heads achieves.</param>
    /// <param name="model">All heads at all positions.</param>
    /// <param name="circuit">Some of them.</param>
    /// <param name="removals">One or more sets of parts of the circuit to be taken away, the empty set perhaps among them.</param>
    /// <returns>
    /// The largest difference between the two scores over all removals, in absolute terms: 0 for a complete circuit.
    /// </returns>
    [Exercise("1.4.30", "Completeness",
        Minutes = 15, Difficulty = 3, Importance = 4, Model = MentalModel.Circuits)]
    public static double Incompleteness(
        Func<IReadOnlySet<HeadAt>, double> score, IReadOnlySet<HeadAt> model, IReadOnlySet<HeadAt> circuit,
        IEnumerable<IReadOnlySet<HeadAt>> removals)
    {
        throw new NotImplementedException("1.4.30 Completeness");
    }

    /// <summary>
    /// What a part is good for: by how much it changes the score in a circuit that lacks some others.
    /// </summary>
    /// <param name="score">What a set of heads achieves.</param>
    /// <param name="circuit">The circuit.</param>
    /// <param name="part">The part in question.</param>
    /// <param name="removals">
    /// One or more sets of other parts that are taken away beforehand, the empty set perhaps among them: a part that others stand
    /// in for shows only without these.
    /// </param>
    /// <returns>The largest change of the score, in absolute terms: 0 for a part that is good for nothing.</returns>
    [Exercise("1.4.31", "Minimality",
        Minutes = 15, Difficulty = 3, Importance = 4, Model = MentalModel.Circuits)]
    public static double Minimality(
        Func<IReadOnlySet<HeadAt>, double> score, IReadOnlySet<HeadAt> circuit, HeadAt part,
        IEnumerable<IReadOnlySet<HeadAt>> removals)
    {
        throw new NotImplementedException("1.4.31 Minimality");
    }

    /// <summary>
    /// Makes a circuit smaller, step by step: the part whose loss leaves the highest score goes, the first of several.
    /// It ends where every further step would bring the score below what is asked for.
    /// </summary>
    /// <param name="score">What a set of heads achieves.</param>
    /// <param name="parts">What to begin with, in the order in which ties are broken.</param>
    /// <param name="least">The score below which it must not fall; it may be just that.</param>
    /// <returns>What is left.</returns>
    [Exercise("1.4.32", "Prune a circuit",
        Minutes = 20, Difficulty = 3, Importance = 2, Model = MentalModel.Circuits)]
    public static IReadOnlySet<HeadAt> Prune(
        Func<IReadOnlySet<HeadAt>, double> score, IReadOnlyList<HeadAt> parts, double least)
    {
        throw new NotImplementedException("1.4.32 Prune a circuit");
    }
}
