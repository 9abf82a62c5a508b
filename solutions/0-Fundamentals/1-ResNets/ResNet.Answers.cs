using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Fundamentals.ResNets;

[SolutionOnly]
[WrongAnswer("0.1.40", Says = "3 too many")]
internal sealed class HalvesInTheFirstGroupToo : nn.Module<Tensor, Tensor>
{
    public readonly Conv2d conv1;

    public readonly BatchNorm2d bn1;

    public readonly MaxPool2d maxpool;

    public readonly ModuleList<BlockGroup> groups;

    public readonly AveragePool avgpool;

    public readonly nn.Module<Tensor, Tensor> fc;

    public long FeatureCount { get; }

    public HalvesInTheFirstGroupToo(IReadOnlyList<int> blocks, IReadOnlyList<long> channels, long classes, long inChannels = 3)
        : base(nameof(HalvesInTheFirstGroupToo))
    {
        conv1 = new Conv2d(inChannels, channels[0], 7, stride: 2, padding: 3, hasBias: false);
        bn1 = new BatchNorm2d(channels[0]);
        maxpool = new MaxPool2d(3, stride: 2, padding: 1);
        groups = new ModuleList<BlockGroup>(new BlockGroup(blocks[0], channels[0], channels[0], stride: 2));
        for (var i = 1; i < blocks.Count; i++)
            groups.append(new BlockGroup(blocks[i], channels[i - 1], channels[i], stride: 2));
        avgpool = new AveragePool();
        FeatureCount = channels[^1];
        fc = nn.Linear(FeatureCount, classes);
        RegisterComponents();
    }

    public Tensor Stem(Tensor images) =>
        maxpool.call(nn.functional.relu(bn1.call(conv1.call(images))));

    public IEnumerable<ResidualBlock> Blocks() => groups.SelectMany(group => group.blocks);

    public Tensor Features(Tensor images)
    {
        var maps = Stem(images);
        foreach (var group in groups) maps = group.call(maps);
        return avgpool.call(maps);
    }

    public override Tensor forward(Tensor images) => fc.call(Features(images));
}

[SolutionOnly]
[WrongAnswer("0.1.40")]
internal sealed class HalvesNowhere : nn.Module<Tensor, Tensor>
{
    public readonly Conv2d conv1;

    public readonly BatchNorm2d bn1;

    public readonly MaxPool2d maxpool;

    public readonly ModuleList<BlockGroup> groups;

    public readonly AveragePool avgpool;

    public readonly nn.Module<Tensor, Tensor> fc;

    public long FeatureCount { get; }

    public HalvesNowhere(IReadOnlyList<int> blocks, IReadOnlyList<long> channels, long classes, long inChannels = 3)
        : base(nameof(HalvesNowhere))
    {
        conv1 = new Conv2d(inChannels, channels[0], 7, stride: 2, padding: 3, hasBias: false);
        bn1 = new BatchNorm2d(channels[0]);
        maxpool = new MaxPool2d(3, stride: 2, padding: 1);
        groups = new ModuleList<BlockGroup>(new BlockGroup(blocks[0], channels[0], channels[0]));
        for (var i = 1; i < blocks.Count; i++)
            groups.append(new BlockGroup(blocks[i], channels[i - 1], channels[i], stride: 1));
        avgpool = new AveragePool();
        FeatureCount = channels[^1];
        fc = nn.Linear(FeatureCount, classes);
        RegisterComponents();
    }

    public Tensor Stem(Tensor images) =>
        maxpool.call(nn.functional.relu(bn1.call(conv1.call(images))));

    public IEnumerable<ResidualBlock> Blocks() => groups.SelectMany(group => group.blocks);

    public Tensor Features(Tensor images)
    {
        var maps = Stem(images);
        foreach (var group in groups) maps = group.call(maps);
        return avgpool.call(maps);
    }

    public override Tensor forward(Tensor images) => fc.call(Features(images));
}

[SolutionOnly]
[WrongAnswer("0.1.40", Says = "the ReLU is missing in the stem")]
internal sealed class ForgetsTheReLUOfTheStem : nn.Module<Tensor, Tensor>
{
    public readonly Conv2d conv1;

    public readonly BatchNorm2d bn1;

    public readonly MaxPool2d maxpool;

    public readonly ModuleList<BlockGroup> groups;

    public readonly AveragePool avgpool;

    public readonly nn.Module<Tensor, Tensor> fc;

    public long FeatureCount { get; }

    public ForgetsTheReLUOfTheStem(IReadOnlyList<int> blocks, IReadOnlyList<long> channels, long classes, long inChannels = 3)
        : base(nameof(ForgetsTheReLUOfTheStem))
    {
        conv1 = new Conv2d(inChannels, channels[0], 7, stride: 2, padding: 3, hasBias: false);
        bn1 = new BatchNorm2d(channels[0]);
        maxpool = new MaxPool2d(3, stride: 2, padding: 1);
        groups = new ModuleList<BlockGroup>(new BlockGroup(blocks[0], channels[0], channels[0]));
        for (var i = 1; i < blocks.Count; i++)
            groups.append(new BlockGroup(blocks[i], channels[i - 1], channels[i], stride: 2));
        avgpool = new AveragePool();
        FeatureCount = channels[^1];
        fc = nn.Linear(FeatureCount, classes);
        RegisterComponents();
    }

    public Tensor Stem(Tensor images) =>
        maxpool.call(bn1.call(conv1.call(images)));

    public IEnumerable<ResidualBlock> Blocks() => groups.SelectMany(group => group.blocks);

    public Tensor Features(Tensor images)
    {
        var maps = Stem(images);
        foreach (var group in groups) maps = group.call(maps);
        return avgpool.call(maps);
    }

    public override Tensor forward(Tensor images) => fc.call(Features(images));
}

[SolutionOnly]
[WrongAnswer("0.1.40", Says = "the pooling is missing in the stem")]
internal sealed class ForgetsThePooling : nn.Module<Tensor, Tensor>
{
    public readonly Conv2d conv1;

    public readonly BatchNorm2d bn1;

    public readonly MaxPool2d maxpool;

    public readonly ModuleList<BlockGroup> groups;

    public readonly AveragePool avgpool;

    public readonly nn.Module<Tensor, Tensor> fc;

    public long FeatureCount { get; }

    public ForgetsThePooling(IReadOnlyList<int> blocks, IReadOnlyList<long> channels, long classes, long inChannels = 3)
        : base(nameof(ForgetsThePooling))
    {
        conv1 = new Conv2d(inChannels, channels[0], 7, stride: 2, padding: 3, hasBias: false);
        bn1 = new BatchNorm2d(channels[0]);
        maxpool = new MaxPool2d(3, stride: 2, padding: 1);
        groups = new ModuleList<BlockGroup>(new BlockGroup(blocks[0], channels[0], channels[0]));
        for (var i = 1; i < blocks.Count; i++)
            groups.append(new BlockGroup(blocks[i], channels[i - 1], channels[i], stride: 2));
        avgpool = new AveragePool();
        FeatureCount = channels[^1];
        fc = nn.Linear(FeatureCount, classes);
        RegisterComponents();
    }

    public Tensor Stem(Tensor images) =>
        nn.functional.relu(bn1.call(conv1.call(images)));

    public IEnumerable<ResidualBlock> Blocks() => groups.SelectMany(group => group.blocks);

    public Tensor Features(Tensor images)
    {
        var maps = Stem(images);
        foreach (var group in groups) maps = group.call(maps);
        return avgpool.call(maps);
    }

    public override Tensor forward(Tensor images) => fc.call(Features(images));
}

[SolutionOnly]
[WrongAnswer("0.1.40", Says = "the loss wants scores")]
internal sealed class EndsInProbabilities : nn.Module<Tensor, Tensor>
{
    public readonly Conv2d conv1;

    public readonly BatchNorm2d bn1;

    public readonly MaxPool2d maxpool;

    public readonly ModuleList<BlockGroup> groups;

    public readonly AveragePool avgpool;

    public readonly nn.Module<Tensor, Tensor> fc;

    public long FeatureCount { get; }

    public EndsInProbabilities(IReadOnlyList<int> blocks, IReadOnlyList<long> channels, long classes, long inChannels = 3)
        : base(nameof(EndsInProbabilities))
    {
        conv1 = new Conv2d(inChannels, channels[0], 7, stride: 2, padding: 3, hasBias: false);
        bn1 = new BatchNorm2d(channels[0]);
        maxpool = new MaxPool2d(3, stride: 2, padding: 1);
        groups = new ModuleList<BlockGroup>(new BlockGroup(blocks[0], channels[0], channels[0]));
        for (var i = 1; i < blocks.Count; i++)
            groups.append(new BlockGroup(blocks[i], channels[i - 1], channels[i], stride: 2));
        avgpool = new AveragePool();
        FeatureCount = channels[^1];
        fc = nn.Linear(FeatureCount, classes);
        RegisterComponents();
    }

    public Tensor Stem(Tensor images) =>
        maxpool.call(nn.functional.relu(bn1.call(conv1.call(images))));

    public IEnumerable<ResidualBlock> Blocks() => groups.SelectMany(group => group.blocks);

    public Tensor Features(Tensor images)
    {
        var maps = Stem(images);
        foreach (var group in groups) maps = group.call(maps);
        return avgpool.call(maps);
    }

    public override Tensor forward(Tensor images) => nn.functional.softmax(fc.call(Features(images)), 1);
}

[SolutionOnly]
[WrongAnswer("0.1.40", Says = "missing")]
internal sealed class KeepsTheGroupsInAList : nn.Module<Tensor, Tensor>
{
    public readonly Conv2d conv1;

    public readonly BatchNorm2d bn1;

    public readonly MaxPool2d maxpool;

    public readonly List<BlockGroup> groups;

    public readonly AveragePool avgpool;

    public readonly nn.Module<Tensor, Tensor> fc;

    public long FeatureCount { get; }

    public KeepsTheGroupsInAList(IReadOnlyList<int> blocks, IReadOnlyList<long> channels, long classes, long inChannels = 3)
        : base(nameof(KeepsTheGroupsInAList))
    {
        conv1 = new Conv2d(inChannels, channels[0], 7, stride: 2, padding: 3, hasBias: false);
        bn1 = new BatchNorm2d(channels[0]);
        maxpool = new MaxPool2d(3, stride: 2, padding: 1);
        groups = [new BlockGroup(blocks[0], channels[0], channels[0])];
        for (var i = 1; i < blocks.Count; i++)
            groups.Add(new BlockGroup(blocks[i], channels[i - 1], channels[i], stride: 2));
        avgpool = new AveragePool();
        FeatureCount = channels[^1];
        fc = nn.Linear(FeatureCount, classes);
        RegisterComponents();
    }

    public Tensor Stem(Tensor images) =>
        maxpool.call(nn.functional.relu(bn1.call(conv1.call(images))));

    public IEnumerable<ResidualBlock> Blocks() => groups.SelectMany(group => group.blocks);

    public Tensor Features(Tensor images)
    {
        var maps = Stem(images);
        foreach (var group in groups) maps = group.call(maps);
        return avgpool.call(maps);
    }

    public override Tensor forward(Tensor images) => fc.call(Features(images));
}

[SolutionOnly]
[RightAnswer("0.1.40")]
internal sealed class GivesTheGroupsOneByOne : nn.Module<Tensor, Tensor>
{
    public readonly Conv2d conv1;

    public readonly BatchNorm2d bn1;

    public readonly MaxPool2d maxpool;

    public readonly ModuleList<BlockGroup> groups;

    public readonly AveragePool avgpool;

    public readonly nn.Module<Tensor, Tensor> fc;

    public long FeatureCount { get; }

    public GivesTheGroupsOneByOne(IReadOnlyList<int> blocks, IReadOnlyList<long> channels, long classes, long inChannels = 3)
        : base(nameof(GivesTheGroupsOneByOne))
    {
        conv1 = new Conv2d(inChannels, channels[0], 7, stride: 2, padding: 3, hasBias: false);
        bn1 = new BatchNorm2d(channels[0]);
        maxpool = new MaxPool2d(3, stride: 2, padding: 1);
        groups = new ModuleList<BlockGroup>(new BlockGroup(blocks[0], channels[0], channels[0]));
        for (var i = 1; i < blocks.Count; i++)
            groups.append(new BlockGroup(blocks[i], channels[i - 1], channels[i], stride: 2));
        avgpool = new AveragePool();
        FeatureCount = channels[^1];
        fc = nn.Linear(FeatureCount, classes);
        RegisterComponents();
    }

    public Tensor Stem(Tensor images) =>
        maxpool.call(nn.functional.relu(bn1.call(conv1.call(images))));

    public IEnumerable<ResidualBlock> Blocks() => groups.SelectMany(group => group.blocks);

    public Tensor Features(Tensor images)
    {
        var maps = Stem(images);
        maps = groups.Aggregate(maps, (x, group) => group.call(x));
        return maps.mean([2, 3]);
    }

    public override Tensor forward(Tensor images) => fc.call(Features(images));
}
