using Arena.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Fundamentals.ResNets;

/// <summary>
/// Many equal convolutions in a row, with shortcuts around them or without: the two networks have the same layers, and
/// differ in a plus sign.
/// </summary>
[Exercise("0.1.47", "The same layers, plain and residual",
    Minutes = 15, Difficulty = 2, Importance = 4, Model = MentalModel.ResidualStream)]
public sealed class DeepStack : nn.Module<Tensor, Tensor>
{
    /// <summary>The first convolution: 3 × 3, stride 2, padding 1, from one channel.</summary>
    public readonly Conv2d stem;

    /// <summary>The convolutions in a row: 3 × 3, padding 1.</summary>
    public readonly ModuleList<Conv2d> layers;

    /// <summary>A linear layer from the averaged maps to the classes.</summary>
    public readonly nn.Module<Tensor, Tensor> head;

    private readonly AveragePool pool;
    private readonly bool isResidual;

    /// <summary>Makes the network. All convolutions have biases.</summary>
    /// <param name="depth">How many convolutions are in the row.</param>
    /// <param name="channels">How many channels all maps have.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="isResidual">Whether there is a shortcut around each convolution of the row.</param>
    public DeepStack(int depth, long channels, long classes, bool isResidual) : base(nameof(DeepStack))
    {
        this.isResidual = isResidual;
        stem = new Conv2d(1, channels, 3, stride: 2, padding: 1);
        layers = new ModuleList<Conv2d>();
        while (layers.Count < depth) layers.append(new Conv2d(channels, channels, 3, padding: 1));
        pool = new AveragePool();
        head = nn.Linear(channels, classes);
        RegisterComponents();
    }

    /// <summary>
    /// The stem, then layer by layer: a ReLU and the convolution, whose result replaces the maps (plain) or is added to
    /// them (residual). At the end a ReLU, the average of each map, and the head.
    /// </summary>
    /// <param name="images"><c>batch 1 height width</c>.</param>
    /// <returns>Scores, <c>batch classes</c>.</returns>
    [return: Shape("batch classes")]
    public override Tensor forward([Shape("batch 1 height width")] Tensor images)
    {
        var maps = stem.call(images);
        foreach (var layer in layers)
        {
            var made = layer.call(nn.functional.relu(maps));
            maps = isResidual ? maps + made : made;
        }
        return head.call(pool.call(nn.functional.relu(maps)));
    }
}
