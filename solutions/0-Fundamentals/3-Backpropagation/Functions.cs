namespace Arena.Fundamentals.Backpropagation;

/// <summary>Functions made of operations: their gradients come for free.</summary>
public static class Functions
{
    /// <summary>Negative numbers become 0.</summary>
    /// <returns>Of the shape of <paramref name="x"/>.</returns>
    [Exercise("0.3.24", "ReLU",
        Minutes = 5, Difficulty = 1, Importance = 4, Model = MentalModel.FunctionApproximators)]
    public static Variable Relu(Variable x) => Variable.Maximum(x, 0);

    /// <summary>The logarithms of the probabilities of the classes, for scores of any size.</summary>
    /// <param name="scores"><c>item class</c>; a score may be 10,000.</param>
    /// <returns><c>item class</c>.</returns>
    [Exercise("0.3.25", "Stable log-softmax",
        Minutes = 15, Difficulty = 3, Importance = 4, Model = MentalModel.FunctionApproximators)]
    public static Variable LogSoftmax(Variable scores)
    {
        var shifted = scores - scores.Array.Max([1], keepDims: true);
        return shifted - shifted.Exp().Sum([1], keepDims: true).Log();
    }

    /// <summary>How surprised a classifier is by the right answers.</summary>
    /// <param name="scores"><c>item class</c>.</param>
    /// <param name="labels">The right class of each item.</param>
    /// <returns>The mean over the items, in nats; a single number without axes.</returns>
    [Exercise("0.3.26", "Cross-entropy",
        Minutes = 10, Difficulty = 3, Importance = 5, Model = MentalModel.FunctionApproximators)]
    public static Variable CrossEntropy(Variable scores, IReadOnlyList<int> labels)
    {
        int[] items = [.. Enumerable.Range(0, labels.Count)];
        return -LogSoftmax(scores).Take(items, labels).Sum() / labels.Count;
    }
}
