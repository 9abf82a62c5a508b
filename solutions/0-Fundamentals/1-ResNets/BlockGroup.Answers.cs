using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Fundamentals.ResNets;

[SolutionOnly]
[WrongAnswer("0.1.39", Says = "6 too many")]
internal sealed class MakesOneBlockTooMany : nn.Module<Tensor, Tensor>
{
    public readonly ModuleList<ResidualBlock> blocks;

    public MakesOneBlockTooMany(int count, long inChannels, long outChannels, long stride = 1) : base(nameof(MakesOneBlockTooMany))
    {
        blocks = new ModuleList<ResidualBlock>(new ResidualBlock(inChannels, outChannels, stride));
        while (blocks.Count <= count) blocks.append(new ResidualBlock(outChannels, outChannels));
        RegisterComponents();
    }

    public override Tensor forward(Tensor maps)
    {
        foreach (var block in blocks) maps = block.call(maps);
        return maps;
    }
}

[SolutionOnly]
[WrongAnswer("0.1.39", Says = "only the first block was called")]
internal sealed class CallsTheFirstBlockOnly : nn.Module<Tensor, Tensor>
{
    public readonly ModuleList<ResidualBlock> blocks;

    public CallsTheFirstBlockOnly(int count, long inChannels, long outChannels, long stride = 1) : base(nameof(CallsTheFirstBlockOnly))
    {
        blocks = new ModuleList<ResidualBlock>(new ResidualBlock(inChannels, outChannels, stride));
        while (blocks.Count < count) blocks.append(new ResidualBlock(outChannels, outChannels));
        RegisterComponents();
    }

    public override Tensor forward(Tensor maps)
    {
        return blocks[0].call(maps);
    }
}

[SolutionOnly]
[WrongAnswer("0.1.39", Says = "too many")]
internal sealed class StridesInEachBlock : nn.Module<Tensor, Tensor>
{
    public readonly ModuleList<ResidualBlock> blocks;

    public StridesInEachBlock(int count, long inChannels, long outChannels, long stride = 1) : base(nameof(StridesInEachBlock))
    {
        blocks = new ModuleList<ResidualBlock>(new ResidualBlock(inChannels, outChannels, stride));
        while (blocks.Count < count) blocks.append(new ResidualBlock(outChannels, outChannels, stride));
        RegisterComponents();
    }

    public override Tensor forward(Tensor maps)
    {
        foreach (var block in blocks) maps = block.call(maps);
        return maps;
    }
}

[SolutionOnly]
[RightAnswer("0.1.39")]
internal sealed class FoldsTheBlocks : nn.Module<Tensor, Tensor>
{
    public readonly ModuleList<ResidualBlock> blocks;

    public FoldsTheBlocks(int count, long inChannels, long outChannels, long stride = 1) : base(nameof(FoldsTheBlocks))
    {
        blocks = new ModuleList<ResidualBlock>(new ResidualBlock(inChannels, outChannels, stride));
        while (blocks.Count < count) blocks.append(new ResidualBlock(outChannels, outChannels));
        RegisterComponents();
    }

    public override Tensor forward(Tensor maps)
    {
        return blocks.Aggregate(maps, (x, block) => block.call(x));
    }
}
