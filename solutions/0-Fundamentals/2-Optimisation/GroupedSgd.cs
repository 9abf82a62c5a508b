using static TorchSharp.torch;

namespace Arena.Fundamentals.Optimisation;

/// <summary>
/// Gradient descent, <c>θ ← θ − η (g + λ θ)</c>, in which each group of parameters may have its own learning rate η and
/// weight decay λ.
/// </summary>
[Exercise("0.2.13", "Parameter groups",
    Minutes = 15, Difficulty = 3, Importance = 3, Model = MentalModel.FunctionApproximators)]
public sealed class GroupedSgd : Optimiser
{
    private readonly IReadOnlyList<ParameterGroup> groups;
    private readonly double weightDecay;

    /// <summary>An optimiser of groups of parameters.</summary>
    /// <param name="groups">What it changes.</param>
    /// <param name="learningRate">η of the groups that have none of their own.</param>
    /// <param name="weightDecay">λ of the groups that have none of their own.</param>
    /// <exception cref="ArgumentException">A parameter comes twice, in one group or in two.</exception>
    /// <remarks>
    /// A group without a learning rate of its own follows <see cref="Optimiser.LearningRate"/>, also when that is
    /// changed between steps.
    /// </remarks>
    public GroupedSgd(IReadOnlyList<ParameterGroup> groups, double learningRate, double weightDecay = 0)
        : base(groups.SelectMany(x => x.Parameters), learningRate)
    {
        if (Parameters.Distinct(ReferenceEqualityComparer.Instance).Count() < Parameters.Count)
            throw new ArgumentException("A parameter comes twice: it would take two steps at once.");
        this.groups = groups;
        this.weightDecay = weightDecay;
    }

    /// <inheritdoc/>
    public override void Step()
    {
        using var off = no_grad();
        foreach (var group in groups)
            foreach (var parameter in group.Parameters)
                if (parameter.grad is { } gradient)
                {
                    var decayed = gradient + (group.WeightDecay ?? weightDecay) * parameter;
                    parameter.sub_((group.LearningRate ?? LearningRate) * decayed);
                }
    }
}
