using Arena.Tensors;
using static Arena.Tensors.Einops;
using static TorchSharp.torch;

namespace Arena.Fundamentals.ResNets;

[SolutionOnly]
[WrongAnswer("0.1.37", Says = "divide by the number of places")]
internal sealed class AddsUp : nn.Module<Tensor, Tensor>
{
    public AddsUp() : base(nameof(AddsUp))
    {
    }

    public override Tensor forward(Tensor maps) =>
        Reduce(maps, "batch channel row column -> batch channel", Reduction.Sum);
}

[SolutionOnly]
[WrongAnswer("0.1.37", Says = "The shape is")]
internal sealed class KeepsTheAxes : nn.Module<Tensor, Tensor>
{
    public KeepsTheAxes() : base(nameof(KeepsTheAxes))
    {
    }

    public override Tensor forward(Tensor maps) =>
        Reduce(maps, "batch channel row column -> batch channel 1 1", Reduction.Mean);
}

[SolutionOnly]
[WrongAnswer("0.1.37", Says = "The shape is")]
internal sealed class AveragesTheChannels : nn.Module<Tensor, Tensor>
{
    public AveragesTheChannels() : base(nameof(AveragesTheChannels))
    {
    }

    public override Tensor forward(Tensor maps) =>
        Reduce(maps, "batch channel row column -> batch row column", Reduction.Mean);
}

[SolutionOnly]
[RightAnswer("0.1.37")]
internal sealed class NumbersTheAxes : nn.Module<Tensor, Tensor>
{
    public NumbersTheAxes() : base(nameof(NumbersTheAxes))
    {
    }

    public override Tensor forward(Tensor maps) =>
        maps.mean([2, 3]);
}
