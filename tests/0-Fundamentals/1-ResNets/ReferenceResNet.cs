using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Fundamentals.ResNets;

/// <summary>A residual block of libtorch's own layers, with the names that the published networks have.</summary>
internal sealed class ReferenceBlock : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> conv1;
    private readonly nn.Module<Tensor, Tensor> bn1;
    private readonly nn.Module<Tensor, Tensor> conv2;
    private readonly nn.Module<Tensor, Tensor> bn2;
    private readonly nn.Module<Tensor, Tensor>? downsample;

    public ReferenceBlock(long inChannels, long outChannels, long stride) : base(nameof(ReferenceBlock))
    {
        conv1 = nn.Conv2d(inChannels, outChannels, 3, stride: stride, padding: 1, bias: false);
        bn1 = nn.BatchNorm2d(outChannels);
        conv2 = nn.Conv2d(outChannels, outChannels, 3, padding: 1, bias: false);
        bn2 = nn.BatchNorm2d(outChannels);
        if (stride > 1 || inChannels != outChannels)
            downsample = nn.Sequential(
                nn.Conv2d(inChannels, outChannels, 1, stride: stride, bias: false), nn.BatchNorm2d(outChannels));
        RegisterComponents();
    }

    public Tensor Change(Tensor x) => bn2.call(conv2.call(bn1.call(conv1.call(x)).relu()));

    public Tensor Kept(Tensor x) => downsample is null ? x : downsample.call(x);

    public override Tensor forward(Tensor x) => (Change(x) + Kept(x)).relu();
}

/// <summary>A residual network of libtorch's own layers, put together as the published ones are.</summary>
internal sealed class ReferenceResNet : nn.Module<Tensor, Tensor>
{
    private readonly nn.Module<Tensor, Tensor> conv1;
    private readonly nn.Module<Tensor, Tensor> bn1;
    private readonly ModuleList<ReferenceBlock> layers;
    private readonly nn.Module<Tensor, Tensor> fc;

    public ReferenceResNet(int[] blocks, long[] channels, long classes, long colours = 3) : base(nameof(ReferenceResNet))
    {
        conv1 = nn.Conv2d(colours, channels[0], 7, stride: 2, padding: 3, bias: false);
        bn1 = nn.BatchNorm2d(channels[0]);
        layers = new ModuleList<ReferenceBlock>();
        var before = channels[0];
        for (var group = 0; group < blocks.Length; group++)
        {
            for (var block = 0; block < blocks[group]; block++)
            {
                layers.Add(new ReferenceBlock(before, channels[group], group > 0 && block == 0 ? 2 : 1));
                before = channels[group];
            }
        }
        fc = nn.Linear(before, classes);
        RegisterComponents();
    }

    public IEnumerable<ReferenceBlock> Blocks => layers;

    public Tensor Stem(Tensor x) => nn.functional.max_pool2d(bn1.call(conv1.call(x)).relu(), 3, 2, 1);

    public Tensor Features(Tensor x)
    {
        x = Stem(x);
        foreach (var layer in layers) x = layer.call(x);
        return nn.functional.adaptive_avg_pool2d(x, 1).flatten(1);
    }

    public override Tensor forward(Tensor x) => fc.call(Features(x));
}
