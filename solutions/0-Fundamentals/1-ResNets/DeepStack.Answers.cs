using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Fundamentals.ResNets;

[SolutionOnly]
[WrongAnswer("0.1.47", Says = "the ReLU stands on the stream")]
internal sealed class AddsTheRectifiedMaps : nn.Module<Tensor, Tensor>
{
    public readonly Conv2d stem;

    public readonly ModuleList<Conv2d> layers;

    public readonly nn.Module<Tensor, Tensor> head;

    private readonly AveragePool pool;
    private readonly bool isResidual;

    public AddsTheRectifiedMaps(int depth, long channels, long classes, bool isResidual) : base(nameof(AddsTheRectifiedMaps))
    {
        this.isResidual = isResidual;
        stem = new Conv2d(1, channels, 3, stride: 2, padding: 1);
        layers = new ModuleList<Conv2d>();
        while (layers.Count < depth) layers.append(new Conv2d(channels, channels, 3, padding: 1));
        pool = new AveragePool();
        head = nn.Linear(channels, classes);
        RegisterComponents();
    }

    public override Tensor forward(Tensor images)
    {
        var maps = stem.call(images);
        foreach (var layer in layers)
        {
            var made = layer.call(nn.functional.relu(maps));
            maps = isResidual ? nn.functional.relu(maps) + made : made;
        }
        return head.call(pool.call(nn.functional.relu(maps)));
    }
}

[SolutionOnly]
[WrongAnswer("0.1.47")]
internal sealed class TurnsTheFlagAround : nn.Module<Tensor, Tensor>
{
    public readonly Conv2d stem;

    public readonly ModuleList<Conv2d> layers;

    public readonly nn.Module<Tensor, Tensor> head;

    private readonly AveragePool pool;
    private readonly bool isResidual;

    public TurnsTheFlagAround(int depth, long channels, long classes, bool isResidual) : base(nameof(TurnsTheFlagAround))
    {
        this.isResidual = isResidual;
        stem = new Conv2d(1, channels, 3, stride: 2, padding: 1);
        layers = new ModuleList<Conv2d>();
        while (layers.Count < depth) layers.append(new Conv2d(channels, channels, 3, padding: 1));
        pool = new AveragePool();
        head = nn.Linear(channels, classes);
        RegisterComponents();
    }

    public override Tensor forward(Tensor images)
    {
        var maps = stem.call(images);
        foreach (var layer in layers)
        {
            var made = layer.call(nn.functional.relu(maps));
            maps = isResidual ? made : maps + made;
        }
        return head.call(pool.call(nn.functional.relu(maps)));
    }
}

[SolutionOnly]
[WrongAnswer("0.1.47", Says = "the ReLU was after each convolution")]
internal sealed class RectifiesAfterTheConvolution : nn.Module<Tensor, Tensor>
{
    public readonly Conv2d stem;

    public readonly ModuleList<Conv2d> layers;

    public readonly nn.Module<Tensor, Tensor> head;

    private readonly AveragePool pool;
    private readonly bool isResidual;

    public RectifiesAfterTheConvolution(int depth, long channels, long classes, bool isResidual) : base(nameof(RectifiesAfterTheConvolution))
    {
        this.isResidual = isResidual;
        stem = new Conv2d(1, channels, 3, stride: 2, padding: 1);
        layers = new ModuleList<Conv2d>();
        while (layers.Count < depth) layers.append(new Conv2d(channels, channels, 3, padding: 1));
        pool = new AveragePool();
        head = nn.Linear(channels, classes);
        RegisterComponents();
    }

    public override Tensor forward(Tensor images)
    {
        var maps = stem.call(images);
        foreach (var layer in layers)
        {
            var made = nn.functional.relu(layer.call(maps));
            maps = isResidual ? maps + made : made;
        }
        return head.call(pool.call(nn.functional.relu(maps)));
    }
}

[SolutionOnly]
[WrongAnswer("0.1.47", Says = "6 missing")]
internal sealed class UsesOneLayerAgainAndAgain : nn.Module<Tensor, Tensor>
{
    public readonly Conv2d stem;

    public readonly ModuleList<Conv2d> layers;

    public readonly nn.Module<Tensor, Tensor> head;

    private readonly AveragePool pool;
    private readonly bool isResidual;

    public UsesOneLayerAgainAndAgain(int depth, long channels, long classes, bool isResidual) : base(nameof(UsesOneLayerAgainAndAgain))
    {
        this.isResidual = isResidual;
        stem = new Conv2d(1, channels, 3, stride: 2, padding: 1);
        layers = new ModuleList<Conv2d>();
        var layer = new Conv2d(channels, channels, 3, padding: 1);
        while (layers.Count < depth) layers.append(layer);
        pool = new AveragePool();
        head = nn.Linear(channels, classes);
        RegisterComponents();
    }

    public override Tensor forward(Tensor images)
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

[SolutionOnly]
[RightAnswer("0.1.47")]
internal sealed class MultipliesTheShortcut : nn.Module<Tensor, Tensor>
{
    public readonly Conv2d stem;

    public readonly ModuleList<Conv2d> layers;

    public readonly nn.Module<Tensor, Tensor> head;

    private readonly AveragePool pool;
    private readonly bool isResidual;

    public MultipliesTheShortcut(int depth, long channels, long classes, bool isResidual) : base(nameof(MultipliesTheShortcut))
    {
        this.isResidual = isResidual;
        stem = new Conv2d(1, channels, 3, stride: 2, padding: 1);
        layers = new ModuleList<Conv2d>();
        while (layers.Count < depth) layers.append(new Conv2d(channels, channels, 3, padding: 1));
        pool = new AveragePool();
        head = nn.Linear(channels, classes);
        RegisterComponents();
    }

    public override Tensor forward(Tensor images)
    {
        var maps = stem.call(images);
        foreach (var layer in layers)
        {
            var made = layer.call(nn.functional.relu(maps));
            maps = (isResidual ? 1 : 0) * maps + made;
        }
        return head.call(pool.call(nn.functional.relu(maps)));
    }
}
