using Arena.Tensors;
using Arena.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Arena.Fundamentals.ResNets;

/// <summary>Trains what is new, and nothing else.</summary>
public static class FeatureExtraction
{
    /// <summary>
    /// Trains those parameters that need gradients with plain gradient descent (SGD) on the cross-entropy, batch after
    /// batch in the order of the pictures. The network is in training mode meanwhile, and afterwards.
    /// </summary>
    /// <param name="model">Gives scores, <c>batch class</c>.</param>
    /// <param name="images"><c>item colour height width</c>.</param>
    /// <param name="labels">The right classes, whole numbers, <c>item</c>.</param>
    /// <param name="epochs">How often all pictures are gone through.</param>
    /// <param name="batchSize">How many pictures a step is made on; the last batch of an epoch may have fewer.</param>
    /// <param name="rate">The learning rate.</param>
    /// <param name="progress">Is told the loss of each step. No further step is made once it is stopping.</param>
    /// <returns>The loss of each step, before that step.</returns>
    [Exercise("0.1.45", "Train the head",
        Minutes = 20, Difficulty = 3, Importance = 3, Model = MentalModel.FunctionApproximators)]
    public static IReadOnlyList<double> Train(
        nn.Module<Tensor, Tensor> model, [Shape("item colour height width")] Tensor images,
        [Shape("item")] Tensor labels, int epochs, int batchSize, double rate, TrainingProgress progress)
    {
        var losses = new List<double>();
        using var optimizer = optim.SGD(model.parameters().Where(x => x.requires_grad), rate);
        model.train();
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            for (var start = 0L; start < images.shape[0] && !progress.IsStopping; start += batchSize)
            {
                using var step = NewDisposeScope();
                var end = Math.Min(start + batchSize, images.shape[0]);
                var loss = nn.functional.cross_entropy(
                    model.call(images.slice(0, start, end, 1)), labels.slice(0, start, end, 1));
                optimizer.zero_grad();
                loss.backward();
                optimizer.step();
                losses.Add(loss.ToDouble());
                progress.Step(losses[^1]);
            }
        }
        return losses;
    }
}
