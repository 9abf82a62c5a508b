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
        throw new NotImplementedException("0.2.13 Parameter groups");
    }

    /// <inheritdoc/>
    public override void Step()
    {
        throw new NotImplementedException("0.2.13 Parameter groups");
    }
}
