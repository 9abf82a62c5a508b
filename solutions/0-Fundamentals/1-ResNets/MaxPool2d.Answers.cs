using TorchSharp;
using static TorchSharp.torch;

namespace Arena.Fundamentals.ResNets;

[SolutionOnly]
[WrongAnswer("0.1.31", Says = "without a stride it moves on by its own size")]
internal sealed class MovesOnByOne : nn.Module<Tensor, Tensor>
{
    private readonly long kernelSize;
    private readonly long stride;
    private readonly long padding;

    public MovesOnByOne(long kernelSize, long? stride = null, long padding = 0) : base(nameof(MovesOnByOne))
    {
        this.kernelSize = kernelSize;
        this.stride = stride ?? 1;
        this.padding = padding;
    }

    public override Tensor forward(Tensor maps) =>
        nn.functional.max_pool2d(maps, kernelSize, stride, padding);
}

[SolutionOnly]
[WrongAnswer("0.1.31", Says = "this is the mean of each window")]
internal sealed class Averages : nn.Module<Tensor, Tensor>
{
    private readonly long kernelSize;
    private readonly long stride;
    private readonly long padding;

    public Averages(long kernelSize, long? stride = null, long padding = 0) : base(nameof(Averages))
    {
        this.kernelSize = kernelSize;
        this.stride = stride ?? kernelSize;
        this.padding = padding;
    }

    public override Tensor forward(Tensor maps) =>
        nn.functional.avg_pool2d(maps, kernelSize, stride, padding);
}

[SolutionOnly]
[WrongAnswer("0.1.31", Says = "the border is 0")]
internal sealed class PadsWithZeros : nn.Module<Tensor, Tensor>
{
    private readonly long kernelSize;
    private readonly long stride;
    private readonly long padding;

    public PadsWithZeros(long kernelSize, long? stride = null, long padding = 0) : base(nameof(PadsWithZeros))
    {
        this.kernelSize = kernelSize;
        this.stride = stride ?? kernelSize;
        this.padding = padding;
    }

    public override Tensor forward(Tensor maps) =>
        nn.functional.max_pool2d(
            nn.functional.pad(maps, [padding, padding, padding, padding]), kernelSize, stride);
}

[SolutionOnly]
[RightAnswer("0.1.31")]
internal sealed class TakesTheMaximumOfWindows : nn.Module<Tensor, Tensor>
{
    private readonly long kernelSize;
    private readonly long stride;
    private readonly long padding;

    public TakesTheMaximumOfWindows(long kernelSize, long? stride = null, long padding = 0) : base(nameof(TakesTheMaximumOfWindows))
    {
        this.kernelSize = kernelSize;
        this.stride = stride ?? kernelSize;
        this.padding = padding;
    }

    public override Tensor forward(Tensor maps) =>
        nn.functional.pad(
            maps, [padding, padding, padding, padding], PaddingModes.Constant, double.NegativeInfinity)
            .unfold(2, kernelSize, stride).unfold(3, kernelSize, stride).amax([4, 5]);
}
