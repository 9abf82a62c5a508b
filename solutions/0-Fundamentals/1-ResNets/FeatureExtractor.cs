using Arena.Tensors;
using static TorchSharp.torch;

namespace Arena.Fundamentals.ResNets;

/// <summary>A trained network that is not trained any further, with a new head that is.</summary>
[Exercise("0.1.44", "A frozen network with a new head",
    Minutes = 20, Difficulty = 3, Importance = 4, Model = MentalModel.FunctionApproximators)]
public sealed class FeatureExtractor : nn.Module<Tensor, Tensor>
{
    /// <summary>The trained network, of which only the features are used.</summary>
    public readonly ResNet backbone;

    /// <summary>The new linear layer, from the features to the new classes.</summary>
    public readonly nn.Module<Tensor, Tensor> head;

    /// <summary>
    /// Puts a new head on a network. The network's own parameters need no gradients from now on, and it is in evaluation
    /// mode.
    /// </summary>
    /// <param name="backbone">The trained network.</param>
    /// <param name="classes">How many classes the new head knows.</param>
    public FeatureExtractor(ResNet backbone, long classes) : base(nameof(FeatureExtractor))
    {
        this.backbone = backbone;
        foreach (var parameter in backbone.parameters()) parameter.requires_grad = false;
        head = nn.Linear(backbone.FeatureCount, classes);
        RegisterComponents();
        backbone.eval();
    }

    /// <summary>Sets the mode of everything but the backbone, which stays in evaluation mode.</summary>
    /// <param name="train">Whether it is training mode.</param>
    public override void train(bool train = true)
    {
        base.train(train);
        backbone.eval();
    }

    /// <summary>How much each picture looks like each new class.</summary>
    /// <param name="images"><c>batch colour height width</c>.</param>
    /// <returns>Scores, <c>batch classes</c>.</returns>
    [return: Shape("batch classes")]
    public override Tensor forward([Shape("batch colour height width")] Tensor images) =>
        head.call(backbone.Features(images));
}
