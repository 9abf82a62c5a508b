using Arena.Tensors;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Prerequisites;

/// <summary>From scores to probabilities to a loss, without overflowing on the way.</summary>
public static class Classification
{
    /// <summary>How often the class with the highest score is the right one.</summary>
    /// <param name="scores"><c>item class</c>; no row has two highest scores.</param>
    /// <param name="labels">The right classes, whole numbers, <c>item</c>.</param>
    /// <returns>A single number from 0 to 1, without axes.</returns>
    [Exercise("0.0.23", "Accuracy of a classifier",
        Minutes = 5, Difficulty = 1, Importance = 4, Model = MentalModel.FunctionApproximators)]
    [return: Shape("")]
    public static Tensor Accuracy([Shape("item class")] Tensor scores, [Shape("item")] Tensor labels)
    {
        throw new NotImplementedException("0.0.23 Accuracy of a classifier");
    }

    /// <summary>The logarithm of the sum of the exponentials of each row, for scores of any size.</summary>
    /// <param name="scores"><c>item class</c>; a score may be -∞, as long as not all of its row are.</param>
    /// <returns><c>item</c>.</returns>
    [Exercise("0.0.24", "Stable log-sum-exp",
        Minutes = 10, Difficulty = 3, Importance = 5, Model = MentalModel.FunctionApproximators)]
    [return: Shape("item")]
    public static Tensor LogSumExp([Shape("item class")] Tensor scores)
    {
        throw new NotImplementedException("0.0.24 Stable log-sum-exp");
    }

    /// <summary>The probabilities of the classes: exponentials of the scores, adding up to 1 in every row.</summary>
    /// <param name="scores"><c>item class</c>; a score may be -∞, as long as not all of its row are.</param>
    /// <returns><c>item class</c>.</returns>
    [Exercise("0.0.25", "Softmax",
        Minutes = 5, Difficulty = 2, Importance = 5, Model = MentalModel.FunctionApproximators)]
    [return: Shape("item class")]
    public static Tensor Softmax([Shape("item class")] Tensor scores)
    {
        throw new NotImplementedException("0.0.25 Softmax");
    }

    /// <summary>The logarithms of the classes' probabilities, exact even where a probability rounds to 0.</summary>
    /// <param name="scores"><c>item class</c>; a score may be -∞, as long as not all of its row are.</param>
    /// <returns><c>item class</c>.</returns>
    [Exercise("0.0.26", "Log-softmax",
        Minutes = 5, Difficulty = 2, Importance = 5, Model = MentalModel.FunctionApproximators)]
    [return: Shape("item class")]
    public static Tensor LogSoftmax([Shape("item class")] Tensor scores)
    {
        throw new NotImplementedException("0.0.26 Log-softmax");
    }

    /// <summary>The loss of each item: minus the logarithm of the probability of its right class.</summary>
    /// <param name="scores"><c>item class</c>.</param>
    /// <param name="labels">The right classes, whole numbers, <c>item</c>.</param>
    /// <returns>In nats, <c>item</c>; 0 is perfect.</returns>
    [Exercise("0.0.27", "Cross-entropy",
        Minutes = 10, Difficulty = 3, Importance = 5, Model = MentalModel.FunctionApproximators)]
    [return: Shape("item")]
    public static Tensor CrossEntropy([Shape("item class")] Tensor scores, [Shape("item")] Tensor labels)
    {
        throw new NotImplementedException("0.0.27 Cross-entropy");
    }
}
