using Arena.Arrays;

namespace Arena.Fundamentals.Backpropagation;

/// <summary>What else learners may write for functions made of operations.</summary>
[SolutionOnly]
internal static class FunctionsAnswers
{
    [WrongAnswer("0.3.24", Says = "the graph was cut")]
    internal static Variable ReluOfTheArray(Variable x) => NdArray.Maximum(x.Array, 0);

    [WrongAnswer("0.3.24", Says = "the negative numbers were kept")]
    internal static Variable TakesTheMinimum(Variable x) => -Variable.Maximum(-x, 0);

    [WrongAnswer("0.3.24", Says = "the negative numbers turned positive")]
    internal static Variable TakesTheAbsoluteValue(Variable x) => Variable.Maximum(x, -x);

    [RightAnswer("0.3.24")]
    internal static Variable MultipliesByAMask(Variable x) => x * (x > 0);

    [WrongAnswer("0.3.25", Says = "the exponentials overflowed")]
    internal static Variable SubtractsNothing(Variable scores) => scores - scores.Exp().Sum([1], keepDims: true).Log();

    [WrongAnswer("0.3.25", Says = "one highest score was subtracted from all rows")]
    internal static Variable SubtractsOneMaximumFromAllRows(Variable scores)
    {
        var shifted = scores - scores.Array.Max();
        return shifted - shifted.Exp().Sum([1], keepDims: true).Log();
    }

    [WrongAnswer("0.3.25", Says = "these are probabilities")]
    internal static Variable ReturnsProbabilities(Variable scores) => Right(scores).Exp();

    [WrongAnswer("0.3.25", Says = "a probability vanished to 0")]
    internal static Variable TakesTheLogarithmOfTheSoftmax(Variable scores)
    {
        var exponentials = (scores - scores.Array.Max([1], keepDims: true)).Exp();
        return (exponentials / exponentials.Sum([1], keepDims: true)).Log();
    }

    [WrongAnswer("0.3.25", Says = "the sum of the exponentials was treated as a constant")]
    internal static Variable DetachesTheSum(Variable scores)
    {
        var shifted = scores - scores.Array.Max([1], keepDims: true);
        return shifted - shifted.Exp().Sum([1], keepDims: true).Log().Detach();
    }

    [WrongAnswer("0.3.25", Says = "the probabilities add up to 1 over the items")]
    internal static Variable SumsOverTheItems(Variable scores)
    {
        var shifted = scores - scores.Array.Max([0], keepDims: true);
        return shifted - shifted.Exp().Sum([0], keepDims: true).Log();
    }

    [RightAnswer("0.3.25")]
    internal static Variable AddsTheMaximumAgain(Variable scores)
    {
        var highest = new Variable(scores.Array.Max([1], keepDims: true));
        return scores - ((scores - highest).Exp().Sum([1], keepDims: true).Log() + highest);
    }

    [WrongAnswer("0.3.26", Says = "the sign is the other way round")]
    internal static Variable ForgetsTheMinus(Variable scores, IReadOnlyList<int> labels) =>
        Picked(scores, labels).Sum() / labels.Count;

    [WrongAnswer("0.3.26", Says = "this is the sum over the items")]
    internal static Variable ForgetsToDivide(Variable scores, IReadOnlyList<int> labels) =>
        -Picked(scores, labels).Sum();

    [WrongAnswer("0.3.26", Says = "each item has a loss here")]
    internal static Variable ReturnsALossPerItem(Variable scores, IReadOnlyList<int> labels) => -Picked(scores, labels);

    [WrongAnswer("0.3.26", Says = "the scores were taken for logarithms of probabilities")]
    internal static Variable ForgetsTheLogSoftmax(Variable scores, IReadOnlyList<int> labels) =>
        -scores.Take([.. Enumerable.Range(0, labels.Count)], labels).Sum() / labels.Count;

    [WrongAnswer("0.3.26")]
    internal static Variable TakesLabelsForRows(Variable scores, IReadOnlyList<int> labels) =>
        -Right(scores).Take(labels).Sum() / labels.Count;

    [WrongAnswer("0.3.26", Says = "the graph was cut")]
    internal static Variable ComputesWithArrays(Variable scores, IReadOnlyList<int> labels) =>
        -Picked(scores, labels).Array.Sum() / labels.Count;

    [RightAnswer("0.3.26")]
    internal static Variable MultipliesByOneHotRows(Variable scores, IReadOnlyList<int> labels)
    {
        var oneHot = NdArray.Zeros(scores.Shape);
        for (var item = 0; item < labels.Count; item++) oneHot[item, labels[item]] = -1.0 / labels.Count;
        return (Right(scores) * oneHot).Sum();
    }

    private static Variable Picked(Variable scores, IReadOnlyList<int> labels) =>
        Right(scores).Take([.. Enumerable.Range(0, labels.Count)], labels);

    private static Variable Right(Variable scores)
    {
        var shifted = scores - scores.Array.Max([1], keepDims: true);
        return shifted - shifted.Exp().Sum([1], keepDims: true).Log();
    }
}
