using Arena.Tensors;
using Arena.Training;
using TorchSharp.Modules;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Transformers.Superposition;

/// <summary>
/// Many small models side by side, which squeeze features through fewer dimensions and want them back (Elhage et al.
/// 2022, "Toy Models of Superposition"). Each instance has weights of its own.
/// </summary>
public sealed class ToyModel : nn.Module<Tensor, Tensor>
{
    /// <summary>Column i is the direction of feature i: <c>instance hidden feature</c>.</summary>
    public readonly Parameter W;

    /// <summary>What is added to each feature on its way out: <c>instance feature</c>, 0 at first.</summary>
    public readonly Parameter b;

    /// <summary>Makes the models, with small weights of chance.</summary>
    /// <param name="instances">How many models.</param>
    /// <param name="features">How many features each has.</param>
    /// <param name="hidden">How many dimensions each has for them.</param>
    public ToyModel(long instances, long features, long hidden) : base(nameof(ToyModel))
    {
        W = new Parameter(randn(instances, hidden, features) * Math.Sqrt(2.0 / (features + hidden)));
        b = new Parameter(zeros(instances, features));
        RegisterComponents();
    }

    /// <summary>Each input, down to the hidden dimensions and up again: <c>ReLU(Wᵀ W x + b)</c>.</summary>
    /// <param name="x"><c>instance item feature</c>.</param>
    /// <returns><c>instance item feature</c>.</returns>
    [Exercise("1.3.2", "Down and up again",
        Minutes = 10, Difficulty = 2, Importance = 5, Model = MentalModel.Features)]
    [return: Shape("instance item feature")]
    public override Tensor forward([Shape("instance item feature")] Tensor x)
    {
        var hidden = Einsum("instance hidden feature, instance item feature -> instance item hidden", W, x);
        var back = Einsum("instance hidden feature, instance item hidden -> instance item feature", W, hidden);
        return (back + b.unsqueeze(1)).relu();
    }

    /// <summary>
    /// How much was lost: the squared error of each feature, times its importance, summed over the features and
    /// averaged over the items.
    /// </summary>
    /// <param name="x"><c>instance item feature</c>.</param>
    /// <param name="output">What came back of it, <c>instance item feature</c>.</param>
    /// <param name="importances"><c>instance feature</c>.</param>
    /// <returns><c>instance</c>.</returns>
    [Exercise("1.3.3", "A loss by importance",
        Minutes = 5, Difficulty = 1, Importance = 3, Model = MentalModel.Features)]
    [return: Shape("instance")]
    public static Tensor Loss(
        [Shape("instance item feature")] Tensor x, [Shape("instance item feature")] Tensor output,
        [Shape("instance feature")] Tensor importances) =>
        (importances.unsqueeze(1) * (x - output).square()).sum(dim: 2).mean([1]);

    /// <summary>
    /// Trains all instances at the same time with Adam, on fresh inputs in each step. What is minimised is the sum of
    /// their losses, so that none learns the slower for being one of many.
    /// </summary>
    /// <param name="model">The models, whose parameters change in place.</param>
    /// <param name="batch">Makes the inputs of a step, <c>instance item feature</c>.</param>
    /// <param name="importances"><c>instance feature</c>.</param>
    /// <param name="steps">How many steps.</param>
    /// <param name="learningRate">Of Adam.</param>
    /// <param name="progress">Told the loss of every step; as soon as it is stopping, no further step is made.</param>
    /// <returns>The sum of the instances' losses in each step, before the step was made.</returns>
    [Exercise("1.3.6", "Train toy models",
        Minutes = 15, Difficulty = 2, Importance = 4, Model = MentalModel.Features)]
    public static IReadOnlyList<double> Train(
        ToyModel model, Func<Tensor> batch, [Shape("instance feature")] Tensor importances, int steps,
        double learningRate, TrainingProgress progress)
    {
        using var optimizer = optim.Adam(model.parameters(), learningRate);
        var losses = new List<double>();
        while (losses.Count < steps && !progress.IsStopping)
        {
            using var scope = NewDisposeScope();
            var x = batch();
            optimizer.zero_grad();
            var loss = Loss(x, model.call(x), importances).sum();
            loss.backward();
            optimizer.step();
            losses.Add(loss.item<float>());
            progress.Step(losses[^1]);
        }
        return losses;
    }
}
