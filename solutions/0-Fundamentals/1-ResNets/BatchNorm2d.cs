using Arena.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Fundamentals.ResNets;

/// <summary>Batch normalisation of maps: by the batch while training, by running statistics afterwards.</summary>
[Exercise("0.1.36", "Batch normalisation",
    Minutes = 20, Difficulty = 4, Importance = 5, Model = MentalModel.FunctionApproximators)]
public sealed class BatchNorm2d : nn.Module<Tensor, Tensor>
{
    /// <summary>What each normalised channel is multiplied by, <c>channel</c>; 1 at first.</summary>
    public readonly Parameter weight;

    /// <summary>What is then added to it, <c>channel</c>; 0 at first.</summary>
    public readonly Parameter bias;

    /// <summary>A buffer: the running mean, <c>channel</c>; 0 at first.</summary>
    public readonly Tensor running_mean;

    /// <summary>A buffer: the running, unbiased variance, <c>channel</c>; 1 at first.</summary>
    public readonly Tensor running_var;

    /// <summary>A buffer: how many batches were seen in training, an Int64 without axes.</summary>
    public readonly Tensor num_batches_tracked;

    private readonly double epsilon;
    private readonly double momentum;

    /// <summary>Makes the layer.</summary>
    /// <param name="channels">How many channels the maps have.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="momentum">How far a batch moves the running statistics.</param>
    public BatchNorm2d(long channels, double epsilon = 1e-5, double momentum = 0.1) : base(nameof(BatchNorm2d))
    {
        (this.epsilon, this.momentum) = (epsilon, momentum);
        (weight, bias) = (new Parameter(ones(channels)), new Parameter(zeros(channels)));
        (running_mean, running_var) = (zeros(channels), ones(channels));
        num_batches_tracked = tensor(0L);
        RegisterComponents();
    }

    /// <summary>
    /// In training, normalises by the statistics of these maps, and moves the running ones towards them, in place. In
    /// evaluation, normalises by the running statistics, and changes nothing.
    /// </summary>
    /// <param name="maps"><c>batch channel row column</c>.</param>
    /// <returns><c>batch channel row column</c>.</returns>
    [return: Shape("batch channel row column")]
    public override Tensor forward([Shape("batch channel row column")] Tensor maps)
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
