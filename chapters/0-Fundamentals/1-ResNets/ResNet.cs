using Arena.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Fundamentals.ResNets;

/// <summary>A residual network for pictures (He and others, 2015): a stem, groups of residual blocks, a head.</summary>
[Exercise("0.1.40", "A residual network",
    Minutes = 30, Difficulty = 4, Importance = 4, Model = MentalModel.ResidualStream)]
public sealed class ResNet : nn.Module<Tensor, Tensor>
{
    /// <summary>The stem's convolution: 7 × 7, stride 2, padding 3, without a bias.</summary>
    public readonly Conv2d conv1;

    /// <summary>Normalises what it gives.</summary>
    public readonly BatchNorm2d bn1;

    /// <summary>The stem's pooling: 3 × 3, stride 2, padding 1.</summary>
    public readonly MaxPool2d maxpool;

    /// <summary>The groups, from first to last.</summary>
    public readonly ModuleList<BlockGroup> groups;

    /// <summary>Averages the maps of the last group.</summary>
    public readonly AveragePool avgpool;

    /// <summary>The head: a linear layer from the features to the classes.</summary>
    public readonly nn.Module<Tensor, Tensor> fc;

    /// <summary>How many features a picture has before the head.</summary>
    public long FeatureCount { get; }

    /// <summary>Makes the network. The first group keeps rows and columns, each later one halves them.</summary>
    /// <param name="blocks">How many blocks each group has.</param>
    /// <param name="channels">How many channels each group has; the stem has those of the first group.</param>
    /// <param name="classes">How many classes there are.</param>
    /// <param name="inChannels">Channels of a picture.</param>
    public ResNet(IReadOnlyList<int> blocks, IReadOnlyList<long> channels, long classes, long inChannels = 3)
        : base(nameof(ResNet))
    {
        throw new NotImplementedException("0.1.40 A residual network");
    }

    /// <summary>What comes before the first group: convolution, normalisation, ReLU, pooling.</summary>
    /// <param name="images"><c>batch colour height width</c>.</param>
    /// <returns><c>batch channel row column</c>.</returns>
    [return: Shape("batch channel row column")]
    public Tensor Stem([Shape("batch colour height width")] Tensor images)
    {
        throw new NotImplementedException("0.1.40 A residual network");
    }

    /// <summary>All blocks of all groups, from first to last.</summary>
    public IEnumerable<ResidualBlock> Blocks() => groups.SelectMany(group => group.blocks);

    /// <summary>What the network knows of each picture before the head: the averaged maps of the last group.</summary>
    /// <param name="images"><c>batch colour height width</c>.</param>
    /// <returns><c>batch feature</c>.</returns>
    [return: Shape("batch feature")]
    public Tensor Features([Shape("batch colour height width")] Tensor images)
    {
        throw new NotImplementedException("0.1.40 A residual network");
    }

    /// <summary>How much each picture looks like each class.</summary>
    /// <param name="images"><c>batch colour height width</c>.</param>
    /// <returns>Scores, <c>batch classes</c>.</returns>
    [return: Shape("batch classes")]
    public override Tensor forward([Shape("batch colour height width")] Tensor images)
    {
        throw new NotImplementedException("0.1.40 A residual network");
    }
}
