namespace Arena.Fundamentals.Backpropagation;

/// <summary>Functions made of operations: their gradients come for free.</summary>
public static class Functions
{
    /// <summary>Negative numbers become 0.</summary>
    /// <returns>Of the shape of <paramref name="x"/>.</returns>
    [Exercise("0.3.24", "ReLU",
        Minutes = 5, Difficulty = 1, Importance = 4, Model = MentalModel.FunctionApproximators)]
    public static Variable Relu(Variable x)
    {
        throw new NotImplementedException("0.3.24 ReLU");
    }

    /// <summary>The logarithms of the probabilities of the classes, for scores of any size.</summary>
    /// <param name="scores"><c>item class</c>; a score may be 10,000.</param>
    /// <returns><c>item class</c>.</returns>
    [Exercise("0.3.25", "Stable log-softmax",
        Minutes = 15, Difficulty = 3, Importance = 4, Model = MentalModel.FunctionApproximators)]
    public static Variable LogSoftmax(Variable scores)
    {
        throw new NotImplementedException("0.3.25 Stable log-softmax");
    }

    /// <summary>How surprised a classifier is by the right answers.</summary>
    /// <param name="scores"><c>item class</c>.</param>
    /// <param name="labels">The right class of each item.</param>
    /// <returns>The mean over the items, in nats; a single number without axes.</returns>
    [Exercise("0.3.26", "Cross-entropy",
        Minutes = 10, Difficulty = 3, Importance = 5, Model = MentalModel.FunctionApproximators)]
    public static Variable CrossEntropy(Variable scores, IReadOnlyList<int> labels)
    {
        throw new NotImplementedException("0.3.26 Cross-entropy");
    }
}
