using Arena.Tensors;
using Arena.Training;
using static TorchSharp.torch;

namespace Arena.Fundamentals.ResNets;

/// <summary>Inputs of a classifier, and the class of each.</summary>
/// <param name="Images"><c>item …</c>, as the model takes them.</param>
/// <param name="Labels">The right classes, int64, <c>item</c>.</param>
public sealed record Examples(Tensor Images, Tensor Labels);

/// <summary>How well a model does on a set of examples.</summary>
/// <param name="Loss">The mean cross-entropy of an item, in nats.</param>
/// <param name="Accuracy">The share of right answers, from 0 to 1.</param>
public sealed record Evaluation(double Loss, double Accuracy);

/// <summary>What was measured during a training.</summary>
/// <param name="Losses">The loss of each step.</param>
/// <param name="Validations">How well the model did after each epoch.</param>
public sealed record TrainingHistory(IReadOnlyList<double> Losses, IReadOnlyList<Evaluation> Validations);

/// <summary>From images and labels to a trained classifier.</summary>
public static class Training
{
    /// <summary>Makes a model's input of bytes: scaled to 0 … 1, less the mean, divided by the deviation.</summary>
    /// <param name="images">Bytes from 0 to 255, <c>item row column</c>.</param>
    /// <param name="mean">What becomes 0, on the scale from 0 to 1.</param>
    /// <param name="deviation">What becomes a distance of 1, on the scale from 0 to 1.</param>
    /// <returns>float32, <c>item channel row column</c>, with one channel.</returns>
    [Exercise("0.1.6", "Bytes to numbers",
        Minutes = 5, Difficulty = 1, Importance = 3, Model = MentalModel.FunctionApproximators)]
    [return: Shape("item 1 row column")]
    public static Tensor Standardise([Shape("item row column")] Tensor images, double mean, double deviation)
    {
        throw new NotImplementedException("0.1.6 Bytes to numbers");
    }

    /// <summary>Deals the items of a set into batches, in an order of chance: each item once.</summary>
    /// <param name="items">How many items there are.</param>
    /// <param name="size">How many go into a batch; what is left over makes a last, smaller one.</param>
    /// <param name="generator">The only source of chance, which goes on from call to call.</param>
    /// <returns>The batches; each is a tensor of item numbers from 0, int64, <c>batch</c>.</returns>
    [Exercise("0.1.7", "Minibatches",
        Minutes = 5, Difficulty = 2, Importance = 3, Model = MentalModel.FunctionApproximators)]
    public static IReadOnlyList<Tensor> Batches(long items, long size, Generator generator)
    {
        throw new NotImplementedException("0.1.7 Minibatches");
    }

    /// <summary>
    /// One step of gradient descent: the parameters go a little against the gradient of the mean cross-entropy of this
    /// batch. Gradients that are left over from before do not count, and no tensor is left behind.
    /// </summary>
    /// <param name="model">Takes the images; returns scores, <c>batch class</c>.</param>
    /// <param name="optimizer">Of the model's parameters.</param>
    /// <param name="images"><c>batch …</c>.</param>
    /// <param name="labels">The right classes, int64, <c>batch</c>.</param>
    /// <returns>The loss before the step.</returns>
    [Exercise("0.1.8", "One training step",
        Minutes = 15, Difficulty = 2, Importance = 5, Model = MentalModel.FunctionApproximators)]
    public static double TrainingStep(
        nn.Module<Tensor, Tensor> model, optim.Optimizer optimizer, Tensor images, Tensor labels)
    {
        throw new NotImplementedException("0.1.8 One training step");
    }

    /// <summary>
    /// How well a model does on a set, in evaluation mode and without gradients. Afterwards the model is in the mode
    /// in which it was before.
    /// </summary>
    /// <param name="model">Takes images; returns scores, <c>batch class</c>.</param>
    /// <param name="examples">At least one.</param>
    /// <param name="batchSize">How many the model gets at a time; the last time there may be fewer.</param>
    /// <returns>The means over all items, each counting the same.</returns>
    [Exercise("0.1.9", "How well does it do?",
        Minutes = 15, Difficulty = 3, Importance = 5, Model = MentalModel.FunctionApproximators)]
    public static Evaluation Evaluate(nn.Module<Tensor, Tensor> model, Examples examples, long batchSize)
    {
        throw new NotImplementedException("0.1.9 How well does it do?");
    }

    /// <summary>
    /// Trains a model for some epochs. An epoch is: a training step on each batch of freshly shuffled examples, with the
    /// model in training mode; then an evaluation, in batches of the same size.
    /// </summary>
    /// <param name="model">Takes images; returns scores, <c>batch class</c>.</param>
    /// <param name="optimizer">Of the model's parameters.</param>
    /// <param name="examples">What the model learns from.</param>
    /// <param name="validation">What it is evaluated on after each epoch.</param>
    /// <param name="epochs">How often it sees each of the <paramref name="examples"/>.</param>
    /// <param name="batchSize">The size of a batch; the last one of an epoch may be smaller.</param>
    /// <param name="seed">Of the shuffling: the same seed, the same batches.</param>
    /// <param name="progress">
    /// Told the loss of every step, and a line after every epoch. As soon as it is stopping, no further step is made,
    /// nothing is evaluated any more, and the history up to there is returned.
    /// </param>
    /// <returns>The loss of every step, and the evaluation after every epoch.</returns>
    [Exercise("0.1.10", "The training loop",
        Minutes = 25, Difficulty = 3, Importance = 5, Model = MentalModel.FunctionApproximators)]
    public static TrainingHistory Train(
        nn.Module<Tensor, Tensor> model, optim.Optimizer optimizer, Examples examples, Examples validation,
        int epochs, long batchSize, ulong seed, TrainingProgress progress)
    {
        throw new NotImplementedException("0.1.10 The training loop");
    }
}
