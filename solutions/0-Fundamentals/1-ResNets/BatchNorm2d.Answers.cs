using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Fundamentals.ResNets;

[SolutionOnly]
[WrongAnswer("0.1.36", Says = "the batch's own statistics were used in evaluation")]
internal sealed class IgnoresTheMode : nn.Module<Tensor, Tensor>
{
    public readonly Parameter weight;

    public readonly Parameter bias;

    public readonly Tensor running_mean;

    public readonly Tensor running_var;

    public readonly Tensor num_batches_tracked;

    private readonly double epsilon;
    private readonly double momentum;

    public IgnoresTheMode(long channels, double epsilon = 1e-5, double momentum = 0.1) : base(nameof(IgnoresTheMode))
    {
        (this.epsilon, this.momentum) = (epsilon, momentum);
        (weight, bias) = (new Parameter(ones(channels)), new Parameter(zeros(channels)));
        (running_mean, running_var) = (zeros(channels), ones(channels));
        num_batches_tracked = tensor(0L);
        RegisterComponents();
    }

    public override Tensor forward(Tensor maps)
    {
        var (newMean, newVariance) = Normalising.Track((running_mean, running_var), maps, momentum);
        running_mean.copy_(newMean);
        running_var.copy_(newVariance);
        num_batches_tracked.add_(1);
        var (mean, variance) = Normalising.Statistics(maps);
        return Normalising.Normalise(maps, mean, variance, weight, bias, epsilon);
    }
}

[SolutionOnly]
[WrongAnswer("0.1.36", Says = "the running statistics were used in training")]
internal sealed class AlwaysUsesTheRunningStatistics : nn.Module<Tensor, Tensor>
{
    public readonly Parameter weight;

    public readonly Parameter bias;

    public readonly Tensor running_mean;

    public readonly Tensor running_var;

    public readonly Tensor num_batches_tracked;

    private readonly double epsilon;
    private readonly double momentum;

    public AlwaysUsesTheRunningStatistics(long channels, double epsilon = 1e-5, double momentum = 0.1) : base(nameof(AlwaysUsesTheRunningStatistics))
    {
        (this.epsilon, this.momentum) = (epsilon, momentum);
        (weight, bias) = (new Parameter(ones(channels)), new Parameter(zeros(channels)));
        (running_mean, running_var) = (zeros(channels), ones(channels));
        num_batches_tracked = tensor(0L);
        RegisterComponents();
    }

    public override Tensor forward(Tensor maps)
    {
        if (!training) return Normalising.Normalise(maps, running_mean, running_var, weight, bias, epsilon);
        var (newMean, newVariance) = Normalising.Track((running_mean, running_var), maps, momentum);
        running_mean.copy_(newMean);
        running_var.copy_(newVariance);
        num_batches_tracked.add_(1);
        return Normalising.Normalise(maps, running_mean, running_var, weight, bias, epsilon);
    }
}

[SolutionOnly]
[WrongAnswer("0.1.36", Says = "add 1 for each batch in training")]
internal sealed class ForgetsToCount : nn.Module<Tensor, Tensor>
{
    public readonly Parameter weight;

    public readonly Parameter bias;

    public readonly Tensor running_mean;

    public readonly Tensor running_var;

    public readonly Tensor num_batches_tracked;

    private readonly double epsilon;
    private readonly double momentum;

    public ForgetsToCount(long channels, double epsilon = 1e-5, double momentum = 0.1) : base(nameof(ForgetsToCount))
    {
        (this.epsilon, this.momentum) = (epsilon, momentum);
        (weight, bias) = (new Parameter(ones(channels)), new Parameter(zeros(channels)));
        (running_mean, running_var) = (zeros(channels), ones(channels));
        num_batches_tracked = tensor(0L);
        RegisterComponents();
    }

    public override Tensor forward(Tensor maps)
    {
        if (!training) return Normalising.Normalise(maps, running_mean, running_var, weight, bias, epsilon);
        var (newMean, newVariance) = Normalising.Track((running_mean, running_var), maps, momentum);
        running_mean.copy_(newMean);
        running_var.copy_(newVariance);
        var (mean, variance) = Normalising.Statistics(maps);
        return Normalising.Normalise(maps, mean, variance, weight, bias, epsilon);
    }
}

[SolutionOnly]
[WrongAnswer("0.1.36", Says = "these are its parameters")]
internal sealed class MakesTheBuffersParameters : nn.Module<Tensor, Tensor>
{
    public readonly Parameter weight;

    public readonly Parameter bias;

    public readonly Tensor running_mean;

    public readonly Tensor running_var;

    public readonly Tensor num_batches_tracked;

    private readonly double epsilon;
    private readonly double momentum;

    public MakesTheBuffersParameters(long channels, double epsilon = 1e-5, double momentum = 0.1) : base(nameof(MakesTheBuffersParameters))
    {
        (this.epsilon, this.momentum) = (epsilon, momentum);
        (weight, bias) = (new Parameter(ones(channels)), new Parameter(zeros(channels)));
        (running_mean, running_var) = (new Parameter(zeros(channels), false), ones(channels));
        num_batches_tracked = tensor(0L);
        RegisterComponents();
    }

    public override Tensor forward(Tensor maps)
    {
        if (!training) return Normalising.Normalise(maps, running_mean, running_var, weight, bias, epsilon);
        var (newMean, newVariance) = Normalising.Track((running_mean, running_var), maps, momentum);
        running_mean.copy_(newMean);
        running_var.copy_(newVariance);
        num_batches_tracked.add_(1);
        var (mean, variance) = Normalising.Statistics(maps);
        return Normalising.Normalise(maps, mean, variance, weight, bias, epsilon);
    }
}

[SolutionOnly]
[WrongAnswer("0.1.36", Says = "the buffers are written into")]
internal sealed class ReplacesTheBuffers : nn.Module<Tensor, Tensor>
{
    public readonly Parameter weight;

    public readonly Parameter bias;

    public Tensor running_mean;

    public Tensor running_var;

    public readonly Tensor num_batches_tracked;

    private readonly double epsilon;
    private readonly double momentum;

    public ReplacesTheBuffers(long channels, double epsilon = 1e-5, double momentum = 0.1) : base(nameof(ReplacesTheBuffers))
    {
        (this.epsilon, this.momentum) = (epsilon, momentum);
        (weight, bias) = (new Parameter(ones(channels)), new Parameter(zeros(channels)));
        (running_mean, running_var) = (zeros(channels), ones(channels));
        num_batches_tracked = tensor(0L);
        RegisterComponents();
    }

    public override Tensor forward(Tensor maps)
    {
        if (!training) return Normalising.Normalise(maps, running_mean, running_var, weight, bias, epsilon);
        var (newMean, newVariance) = Normalising.Track((running_mean, running_var), maps, momentum);
        (running_mean, running_var) = (newMean, newVariance);
        num_batches_tracked.add_(1);
        var (mean, variance) = Normalising.Statistics(maps);
        return Normalising.Normalise(maps, mean, variance, weight, bias, epsilon);
    }
}

[SolutionOnly]
[WrongAnswer("0.1.36")]
internal sealed class StartsWithAVarianceOfZero : nn.Module<Tensor, Tensor>
{
    public readonly Parameter weight;

    public readonly Parameter bias;

    public readonly Tensor running_mean;

    public readonly Tensor running_var;

    public readonly Tensor num_batches_tracked;

    private readonly double epsilon;
    private readonly double momentum;

    public StartsWithAVarianceOfZero(long channels, double epsilon = 1e-5, double momentum = 0.1) : base(nameof(StartsWithAVarianceOfZero))
    {
        (this.epsilon, this.momentum) = (epsilon, momentum);
        (weight, bias) = (new Parameter(ones(channels)), new Parameter(zeros(channels)));
        (running_mean, running_var) = (zeros(channels), zeros(channels));
        num_batches_tracked = tensor(0L);
        RegisterComponents();
    }

    public override Tensor forward(Tensor maps)
    {
        if (!training) return Normalising.Normalise(maps, running_mean, running_var, weight, bias, epsilon);
        var (newMean, newVariance) = Normalising.Track((running_mean, running_var), maps, momentum);
        running_mean.copy_(newMean);
        running_var.copy_(newVariance);
        num_batches_tracked.add_(1);
        var (mean, variance) = Normalising.Statistics(maps);
        return Normalising.Normalise(maps, mean, variance, weight, bias, epsilon);
    }
}

[SolutionOnly]
[WrongAnswer("0.1.36", Says = "no gradient")]
internal sealed class TracksWithAGraph : nn.Module<Tensor, Tensor>
{
    public readonly Parameter weight;

    public readonly Parameter bias;

    public readonly Tensor running_mean;

    public readonly Tensor running_var;

    public readonly Tensor num_batches_tracked;

    private readonly double epsilon;
    private readonly double momentum;

    public TracksWithAGraph(long channels, double epsilon = 1e-5, double momentum = 0.1) : base(nameof(TracksWithAGraph))
    {
        (this.epsilon, this.momentum) = (epsilon, momentum);
        (weight, bias) = (new Parameter(ones(channels)), new Parameter(zeros(channels)));
        (running_mean, running_var) = (zeros(channels), ones(channels));
        num_batches_tracked = tensor(0L);
        RegisterComponents();
    }

    public override Tensor forward(Tensor maps)
    {
        if (!training) return Normalising.Normalise(maps, running_mean, running_var, weight, bias, epsilon);
        running_mean.mul_(1 - momentum).add_(momentum * maps.mean([0, 2, 3]));
        running_var.mul_(1 - momentum).add_(momentum * maps.var([0, 2, 3], unbiased: true));
        num_batches_tracked.add_(1);
        var (mean, variance) = Normalising.Statistics(maps);
        return Normalising.Normalise(maps, mean, variance, weight, bias, epsilon);
    }
}

[SolutionOnly]
[RightAnswer("0.1.36")]
internal sealed class LetsLibtorchDoIt : nn.Module<Tensor, Tensor>
{
    public readonly Parameter weight;

    public readonly Parameter bias;

    public readonly Tensor running_mean;

    public readonly Tensor running_var;

    public readonly Tensor num_batches_tracked;

    private readonly double epsilon;
    private readonly double momentum;

    public LetsLibtorchDoIt(long channels, double epsilon = 1e-5, double momentum = 0.1) : base(nameof(LetsLibtorchDoIt))
    {
        (this.epsilon, this.momentum) = (epsilon, momentum);
        (weight, bias) = (new Parameter(ones(channels)), new Parameter(zeros(channels)));
        (running_mean, running_var) = (zeros(channels), ones(channels));
        num_batches_tracked = tensor(0L);
        RegisterComponents();
    }

    public override Tensor forward(Tensor maps)
    {
        if (training) num_batches_tracked.add_(1);
        return nn.functional.batch_norm(maps, running_mean, running_var, weight, bias, training, momentum, epsilon);
    }
}

[SolutionOnly]
[RightAnswer("0.1.36")]
internal sealed class MovesTheBuffersPartOfTheWay : nn.Module<Tensor, Tensor>
{
    public readonly Parameter weight;

    public readonly Parameter bias;

    public readonly Tensor running_mean;

    public readonly Tensor running_var;

    public readonly Tensor num_batches_tracked;

    private readonly double epsilon;
    private readonly double momentum;

    public MovesTheBuffersPartOfTheWay(long channels, double epsilon = 1e-5, double momentum = 0.1) : base(nameof(MovesTheBuffersPartOfTheWay))
    {
        (this.epsilon, this.momentum) = (epsilon, momentum);
        (weight, bias) = (new Parameter(ones(channels)), new Parameter(zeros(channels)));
        (running_mean, running_var) = (zeros(channels), ones(channels));
        num_batches_tracked = tensor(0L);
        RegisterComponents();
    }

    public override Tensor forward(Tensor maps)
    {
        if (!training) return Normalising.Normalise(maps, running_mean, running_var, weight, bias, epsilon);
        using (no_grad())
        {
            running_mean.add_(momentum * (maps.mean([0, 2, 3]) - running_mean));
            running_var.add_(momentum * (maps.var([0, 2, 3]) - running_var));
        }
        num_batches_tracked.add_(1);
        var (mean, variance) = Normalising.Statistics(maps);
        return Normalising.Normalise(maps, mean, variance, weight, bias, epsilon);
    }
}
