using Arena.Tensors;
using static TorchSharp.torch;

namespace Arena.Fundamentals.ResNets;

/// <summary>The three steps of batch normalisation (Ioffe and Szegedy, 2015), one by one.</summary>
public static class Normalising
{
    /// <summary>Mean and variance of each channel, over all pictures, rows and columns of a batch.</summary>
    /// <param name="maps"><c>batch channel row column</c>.</param>
    /// <returns>Both <c>channel</c>. The variance is the mean of the squared distances to the mean.</returns>
    [Exercise("0.1.33", "Mean and variance of each channel",
        Minutes = 10, Difficulty = 2, Importance = 4, Model = MentalModel.FunctionApproximators)]
    public static (Tensor Mean, Tensor Variance) Statistics([Shape("batch channel row column")] Tensor maps) =>
        (maps.mean([0, 2, 3]), maps.var([0, 2, 3], unbiased: false));

    /// <summary>
    /// Moves and stretches each channel so that the given mean becomes 0 and the given variance 1, and then to where
    /// the weight and the bias say.
    /// </summary>
    /// <param name="maps"><c>batch channel row column</c>.</param>
    /// <param name="mean"><c>channel</c>.</param>
    /// <param name="variance"><c>channel</c>.</param>
    /// <param name="weight">What each channel is multiplied by at the end, <c>channel</c>.</param>
    /// <param name="bias">What is then added to it, <c>channel</c>.</param>
    /// <param name="epsilon">Added to the variance, so that nothing is divided by 0.</param>
    /// <returns><c>batch channel row column</c>.</returns>
    [Exercise("0.1.34", "Normalise, scale and shift",
        Minutes = 10, Difficulty = 2, Importance = 4, Model = MentalModel.FunctionApproximators)]
    [return: Shape("batch channel row column")]
    public static Tensor Normalise(
        [Shape("batch channel row column")] Tensor maps, [Shape("channel")] Tensor mean,
        [Shape("channel")] Tensor variance, [Shape("channel")] Tensor weight, [Shape("channel")] Tensor bias,
        double epsilon = 1e-5)
    {
        var scale = weight / (variance + epsilon).sqrt();
        return (maps - mean.reshape(-1, 1, 1)) * scale.reshape(-1, 1, 1) + bias.reshape(-1, 1, 1);
    }

    /// <summary>
    /// Moves running statistics a part of the way to those of a batch: new = (1 - momentum) · running + momentum · batch.
    /// The batch's variance is the unbiased one here: the sum of squares is divided by their number minus 1.
    /// </summary>
    /// <param name="running">Mean and variance so far, both <c>channel</c>; they stay as they are.</param>
    /// <param name="maps"><c>batch channel row column</c>, with two numbers in a channel at least.</param>
    /// <param name="momentum">From 0 (nothing new) to 1 (nothing old).</param>
    /// <returns>The new mean and variance, both <c>channel</c>, without gradients.</returns>
    [Exercise("0.1.35", "Running statistics",
        Minutes = 10, Difficulty = 2, Importance = 3, Model = MentalModel.FunctionApproximators)]
    public static (Tensor Mean, Tensor Variance) Track(
        (Tensor Mean, Tensor Variance) running, [Shape("batch channel row column")] Tensor maps, double momentum = 0.1)
    {
        using var off = no_grad();
        var (mean, variance) = (maps.mean([0, 2, 3]), maps.var([0, 2, 3], unbiased: true));
        return ((1 - momentum) * running.Mean + momentum * mean,
            (1 - momentum) * running.Variance + momentum * variance);
    }
}
