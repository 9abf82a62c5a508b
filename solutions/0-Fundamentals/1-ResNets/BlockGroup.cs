using Arena.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Fundamentals.ResNets;

/// <summary>Residual blocks one after the other, of which only the first changes the shape.</summary>
[Exercise("0.1.39", "A group of blocks",
    Minutes = 10, Difficulty = 2, Importance = 3, Model = MentalModel.ResidualStream)]
public sealed class BlockGroup : nn.Module<Tensor, Tensor>
{
    /// <summary>The blocks, from first to last.</summary>
    public readonly ModuleList<ResidualBlock> blocks;

    /// <summary>Makes the group.</summary>
    /// <param name="count">How many blocks, at least 1.</param>
    /// <param name="inChannels">Channels of the input of the first block.</param>
    /// <param name="outChannels">Channels of everything after it.</param>
    /// <param name="stride">The stride of the first block.</param>
    public BlockGroup(int count, long inChannels, long outChannels, long stride = 1) : base(nameof(BlockGroup))
    {
        blocks = new ModuleList<ResidualBlock>(new ResidualBlock(inChannels, outChannels, stride));
        while (blocks.Count < count) blocks.append(new ResidualBlock(outChannels, outChannels));
        RegisterComponents();
    }

    /// <summary>Sends the maps through all blocks.</summary>
    /// <param name="maps"><c>batch in_channel row column</c>.</param>
    /// <returns><c>batch out_channel new_row new_column</c>.</returns>
    [return: Shape("batch out_channel new_row new_column")]
    public override Tensor forward([Shape("batch in_channel row column")] Tensor maps)
    {
        foreach (var block in blocks) maps = block.call(maps);
        return maps;
    }
}
