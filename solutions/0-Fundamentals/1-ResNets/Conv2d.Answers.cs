using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Fundamentals.ResNets;

[SolutionOnly]
[WrongAnswer("0.1.30", Says = "parameters")]
internal sealed class SwapsTheChannels : nn.Module<Tensor, Tensor>
{
    public readonly Parameter weight;

    public readonly Parameter? bias;

    private readonly long stride;
    private readonly long padding;

    public SwapsTheChannels(
        long inChannels, long outChannels, long kernelSize, long stride = 1, long padding = 0, bool hasBias = true)
        : base(nameof(SwapsTheChannels))
    {
        (this.stride, this.padding) = (stride, padding);
        var bound = 1 / Math.Sqrt(inChannels * kernelSize * kernelSize);
        weight = new Parameter(empty(inChannels, outChannels, kernelSize, kernelSize).uniform_(-bound, bound));
        if (hasBias) bias = new Parameter(empty(outChannels).uniform_(-bound, bound));
        RegisterComponents();
    }

    public override Tensor forward(Tensor maps) =>
        nn.functional.conv2d(maps, weight, bias, [stride, stride], [padding, padding]);
}

[SolutionOnly]
[WrongAnswer("0.1.30", Says = "RegisterComponents")]
internal sealed class ForgetsToRegister : nn.Module<Tensor, Tensor>
{
    public readonly Parameter weight;

    public readonly Parameter? bias;

    private readonly long stride;
    private readonly long padding;

    public ForgetsToRegister(
        long inChannels, long outChannels, long kernelSize, long stride = 1, long padding = 0, bool hasBias = true)
        : base(nameof(ForgetsToRegister))
    {
        (this.stride, this.padding) = (stride, padding);
        var bound = 1 / Math.Sqrt(inChannels * kernelSize * kernelSize);
        weight = new Parameter(empty(outChannels, inChannels, kernelSize, kernelSize).uniform_(-bound, bound));
        if (hasBias) bias = new Parameter(empty(outChannels).uniform_(-bound, bound));
    }

    public override Tensor forward(Tensor maps) =>
        nn.functional.conv2d(maps, weight, bias, [stride, stride], [padding, padding]);
}

[SolutionOnly]
[WrongAnswer("0.1.30", Says = "drawn uniformly")]
internal sealed class StartsWithANormalDistribution : nn.Module<Tensor, Tensor>
{
    public readonly Parameter weight;

    public readonly Parameter? bias;

    private readonly long stride;
    private readonly long padding;

    public StartsWithANormalDistribution(
        long inChannels, long outChannels, long kernelSize, long stride = 1, long padding = 0, bool hasBias = true)
        : base(nameof(StartsWithANormalDistribution))
    {
        (this.stride, this.padding) = (stride, padding);
        var bound = 1 / Math.Sqrt(inChannels * kernelSize * kernelSize);
        weight = new Parameter(randn(outChannels, inChannels, kernelSize, kernelSize) * bound);
        if (hasBias) bias = new Parameter(empty(outChannels).uniform_(-bound, bound));
        RegisterComponents();
    }

    public override Tensor forward(Tensor maps) =>
        nn.functional.conv2d(maps, weight, bias, [stride, stride], [padding, padding]);
}

[SolutionOnly]
[WrongAnswer("0.1.30", Says = "drawn uniformly")]
internal sealed class LooksAtTheChannelsAlone : nn.Module<Tensor, Tensor>
{
    public readonly Parameter weight;

    public readonly Parameter? bias;

    private readonly long stride;
    private readonly long padding;

    public LooksAtTheChannelsAlone(
        long inChannels, long outChannels, long kernelSize, long stride = 1, long padding = 0, bool hasBias = true)
        : base(nameof(LooksAtTheChannelsAlone))
    {
        (this.stride, this.padding) = (stride, padding);
        var bound = 1 / Math.Sqrt(inChannels);
        weight = new Parameter(empty(outChannels, inChannels, kernelSize, kernelSize).uniform_(-bound, bound));
        if (hasBias) bias = new Parameter(empty(outChannels).uniform_(-bound, bound));
        RegisterComponents();
    }

    public override Tensor forward(Tensor maps) =>
        nn.functional.conv2d(maps, weight, bias, [stride, stride], [padding, padding]);
}

[SolutionOnly]
[WrongAnswer("0.1.30", Says = "drawn uniformly")]
internal sealed class StartsBetween0And1 : nn.Module<Tensor, Tensor>
{
    public readonly Parameter weight;

    public readonly Parameter? bias;

    private readonly long stride;
    private readonly long padding;

    public StartsBetween0And1(
        long inChannels, long outChannels, long kernelSize, long stride = 1, long padding = 0, bool hasBias = true)
        : base(nameof(StartsBetween0And1))
    {
        (this.stride, this.padding) = (stride, padding);
        weight = new Parameter(empty(outChannels, inChannels, kernelSize, kernelSize).uniform_(0, 1));
        if (hasBias) bias = new Parameter(empty(outChannels).uniform_(0, 1));
        RegisterComponents();
    }

    public override Tensor forward(Tensor maps) =>
        nn.functional.conv2d(maps, weight, bias, [stride, stride], [padding, padding]);
}

[SolutionOnly]
[WrongAnswer("0.1.30", Says = "the stride was ignored")]
internal sealed class ForgetsTheStride : nn.Module<Tensor, Tensor>
{
    public readonly Parameter weight;

    public readonly Parameter? bias;

    private readonly long padding;

    public ForgetsTheStride(
        long inChannels, long outChannels, long kernelSize, long stride = 1, long padding = 0, bool hasBias = true)
        : base(nameof(ForgetsTheStride))
    {
        this.padding = padding;
        var bound = 1 / Math.Sqrt(inChannels * kernelSize * kernelSize);
        weight = new Parameter(empty(outChannels, inChannels, kernelSize, kernelSize).uniform_(-bound, bound));
        if (hasBias) bias = new Parameter(empty(outChannels).uniform_(-bound, bound));
        RegisterComponents();
    }

    public override Tensor forward(Tensor maps) =>
        nn.functional.conv2d(maps, weight, bias, [1, 1], [padding, padding]);
}

[SolutionOnly]
[WrongAnswer("0.1.30", Says = "the bias was not added")]
internal sealed class ForgetsTheBias : nn.Module<Tensor, Tensor>
{
    public readonly Parameter weight;

    public readonly Parameter? bias;

    private readonly long stride;
    private readonly long padding;

    public ForgetsTheBias(
        long inChannels, long outChannels, long kernelSize, long stride = 1, long padding = 0, bool hasBias = true)
        : base(nameof(ForgetsTheBias))
    {
        (this.stride, this.padding) = (stride, padding);
        var bound = 1 / Math.Sqrt(inChannels * kernelSize * kernelSize);
        weight = new Parameter(empty(outChannels, inChannels, kernelSize, kernelSize).uniform_(-bound, bound));
        if (hasBias) bias = new Parameter(empty(outChannels).uniform_(-bound, bound));
        RegisterComponents();
    }

    public override Tensor forward(Tensor maps) =>
        nn.functional.conv2d(maps, weight, null, [stride, stride], [padding, padding]);
}

[SolutionOnly]
[RightAnswer("0.1.30")]
internal sealed class DrawsAndStretches : nn.Module<Tensor, Tensor>
{
    public readonly Parameter weight;

    public readonly Parameter? bias;

    private readonly long stride;
    private readonly long padding;

    public DrawsAndStretches(
        long inChannels, long outChannels, long kernelSize, long stride = 1, long padding = 0, bool hasBias = true)
        : base(nameof(DrawsAndStretches))
    {
        (this.stride, this.padding) = (stride, padding);
        var bound = 1 / Math.Sqrt(inChannels * kernelSize * kernelSize);
        weight = new Parameter((rand(outChannels, inChannels, kernelSize, kernelSize) * 2 - 1) * bound);
        if (hasBias) bias = new Parameter(empty(outChannels).uniform_(-bound, bound));
        RegisterComponents();
    }

    public override Tensor forward(Tensor maps) =>
        nn.functional.conv2d(maps, weight, bias, [stride, stride], [padding, padding]);
}

[SolutionOnly]
[RightAnswer("0.1.30")]
internal sealed class AddsTheBiasAfterwards : nn.Module<Tensor, Tensor>
{
    public readonly Parameter weight;

    public readonly Parameter? bias;

    private readonly long stride;
    private readonly long padding;

    public AddsTheBiasAfterwards(
        long inChannels, long outChannels, long kernelSize, long stride = 1, long padding = 0, bool hasBias = true)
        : base(nameof(AddsTheBiasAfterwards))
    {
        (this.stride, this.padding) = (stride, padding);
        var bound = 1 / Math.Sqrt(inChannels * kernelSize * kernelSize);
        weight = new Parameter(empty(outChannels, inChannels, kernelSize, kernelSize).uniform_(-bound, bound));
        if (hasBias) bias = new Parameter(empty(outChannels).uniform_(-bound, bound));
        RegisterComponents();
    }

    public override Tensor forward(Tensor maps)
    {
        var made = nn.functional.conv2d(maps, weight, null, [stride, stride], [padding, padding]);
        return bias is null ? made : made + bias.reshape(-1, 1, 1);
    }
}
