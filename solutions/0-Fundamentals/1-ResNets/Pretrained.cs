using Arena.Tensors;
using static TorchSharp.torch;

namespace Arena.Fundamentals.ResNets;

/// <summary>A network of a known architecture: made, given the weights of another one, and asked.</summary>
public static class Pretrained
{
    /// <summary>
    /// The 34-layer residual network: groups of 3, 4, 6 and 3 blocks with 64, 128, 256 and 512 channels, for colour
    /// pictures. With 1,000 classes it has 21,797,672 parameters.
    /// </summary>
    /// <param name="classes">How many classes there are.</param>
    [Exercise("0.1.41", "ResNet-34",
        Minutes = 5, Difficulty = 1, Importance = 3, Model = MentalModel.ResidualStream)]
    public static ResNet ResNet34(long classes = 1000) => new([3, 4, 6, 3], [64, 128, 256, 512], classes);

    /// <summary>
    /// Copies all parameters and all buffers of a network into another one that has the same ones, in the same order,
    /// perhaps under other names. If they do not fit, nothing is copied.
    /// </summary>
    /// <param name="source">Where the numbers come from. It stays as it is.</param>
    /// <param name="target">Where they go. What needs gradients there still does.</param>
    /// <exception cref="ArgumentException">
    /// There are more parameters, or more buffers, in one than in the other, or the shapes of two differ: the message
    /// has the names and the shapes, <c>[64, 3, 7, 7]</c>, of the first two that do not fit.
    /// </exception>
    [Exercise("0.1.42", "Copy weights by their order",
        Minutes = 20, Difficulty = 3, Importance = 3, Model = MentalModel.FunctionApproximators)]
    public static void CopyWeights(nn.Module source, nn.Module target)
    {
        var pairs = Pair("parameters", Parameters(source), Parameters(target))
            .Concat(Pair("buffers", [.. source.named_buffers()], [.. target.named_buffers()]))
            .ToList();
        foreach (var ((from, copied), (to, replaced)) in pairs)
            if (!copied.shape.SequenceEqual(replaced.shape))
                throw new ArgumentException($"{from} {Sizes(copied)} does not fit {to} {Sizes(replaced)}.");
        using var off = no_grad();
        foreach (var ((_, copied), (_, replaced)) in pairs) replaced.copy_(copied);
    }

    [PartOf("0.1.42")]
    private static (string Name, Tensor Value)[] Parameters(nn.Module module) =>
        [.. module.named_parameters().Select(x => (x.name, (Tensor)x.parameter))];

    [PartOf("0.1.42")]
    private static IEnumerable<((string, Tensor) From, (string, Tensor) To)> Pair(
        string what, (string, Tensor)[] from, (string, Tensor)[] to) =>
        from.Length == to.Length
            ? from.Zip(to)
            : throw new ArgumentException($"The source has {from.Length} {what}, the target {to.Length}.");

    /// <summary>A shape as it is written in messages: <c>[64, 3, 7, 7]</c>.</summary>
    private static string Sizes(Tensor x) => $"[{string.Join(", ", x.shape)}]";

    /// <summary>
    /// The class that a network finds most probable for each picture, and its probability. The network is asked in
    /// evaluation mode, and afterwards is in the mode in which it was.
    /// </summary>
    /// <param name="model">Gives scores, <c>batch class</c>.</param>
    /// <param name="images"><c>batch colour height width</c>.</param>
    /// <returns>Whole numbers and probabilities, both <c>batch</c>, without gradients.</returns>
    [Exercise("0.1.43", "Predict",
        Minutes = 10, Difficulty = 2, Importance = 4, Model = MentalModel.FunctionApproximators)]
    public static (Tensor Classes, Tensor Probabilities) Predict(
        nn.Module<Tensor, Tensor> model, [Shape("batch colour height width")] Tensor images)
    {
        using var off = no_grad();
        var wasTraining = model.training;
        model.eval();
        var (probabilities, classes) = nn.functional.softmax(model.call(images), 1).max(1);
        model.train(wasTraining);
        return (classes, probabilities);
    }
}
