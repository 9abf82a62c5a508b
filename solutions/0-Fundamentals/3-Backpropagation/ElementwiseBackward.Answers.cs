using Arena.Arrays;
using static Arena.Fundamentals.Backpropagation.Broadcasting;

namespace Arena.Fundamentals.Backpropagation;

/// <summary>What else learners may write for operations that work number by number.</summary>
[SolutionOnly]
internal static class ElementwiseBackwardAnswers
{
    [WrongAnswer("0.3.2", Says = "the gradient at the output was left out")]
    internal static NdArray LogForgetsGradOut(NdArray gradOut, NdArray output, NdArray x) => 1 / x;

    [WrongAnswer("0.3.2", Says = "it was multiplied by x")]
    internal static NdArray LogMultiplies(NdArray gradOut, NdArray output, NdArray x) => gradOut * x;

    [WrongAnswer("0.3.2", Says = "it was divided by the output")]
    internal static NdArray LogDividesByTheOutput(NdArray gradOut, NdArray output, NdArray x) => gradOut / output;

    [WrongAnswer("0.3.2", Says = "it is upside down")]
    internal static NdArray LogIsUpsideDown(NdArray gradOut, NdArray output, NdArray x) => x / gradOut;

    [RightAnswer("0.3.2")]
    internal static NdArray LogMultipliesByTheSlope(NdArray gradOut, NdArray output, NdArray x) =>
        gradOut * x.Map(number => 1 / number);

    [RightAnswer("0.3.2")]
    internal static NdArray LogGetsTheInputFromTheOutput(NdArray gradOut, NdArray output, NdArray x) =>
        gradOut * (-output).Exp();

    [WrongAnswer("0.3.4", Says = "it was multiplied by the input itself")]
    internal static NdArray MultipliesByItsOwnInput(NdArray gradOut, NdArray output, NdArray x, NdArray y) =>
        Unbroadcast(gradOut * x, x.Shape);

    [WrongAnswer("0.3.4", Says = "sum over the axes that broadcasting stretched")]
    internal static NdArray ProductForgetsToUnbroadcast(NdArray gradOut, NdArray output, NdArray x, NdArray y) =>
        gradOut * y;

    [WrongAnswer("0.3.4", Says = "the gradient at the output was left out")]
    internal static NdArray ProductForgetsGradOut(NdArray gradOut, NdArray output, NdArray x, NdArray y) =>
        Unbroadcast(NdArray.Full(1, gradOut.Shape) * y, x.Shape);

    [WrongAnswer("0.3.4", Says = "it was multiplied by the output")]
    internal static NdArray MultipliesByTheOutput(NdArray gradOut, NdArray output, NdArray x, NdArray y) =>
        Unbroadcast(gradOut * output, x.Shape);

    [WrongAnswer("0.3.4")]
    internal static NdArray ProductUnbroadcastsToTheOtherShape(
        NdArray gradOut, NdArray output, NdArray x, NdArray y) => Unbroadcast(gradOut * y, y.Shape);

    [RightAnswer("0.3.4")]
    internal static NdArray ProductStretchesFirst(NdArray gradOut, NdArray output, NdArray x, NdArray y) =>
        Unbroadcast(y.BroadcastTo(gradOut.Shape) * gradOut, x.Shape);

    [RightAnswer("0.3.4")]
    internal static NdArray ProductDividesTheOutput(NdArray gradOut, NdArray output, NdArray x, NdArray y) =>
        Unbroadcast(gradOut * output / x, x.Shape);

    [WrongAnswer("0.3.6", Says = "the exponential of the output was taken")]
    internal static NdArray ExpOfTheOutput(NdArray gradOut, NdArray output, NdArray x) => gradOut * output.Exp();

    [WrongAnswer("0.3.6", Says = "the exponential was computed again")]
    internal static NdArray ExpComputedAgain(NdArray gradOut, NdArray output, NdArray x) => gradOut * x.Exp();

    [WrongAnswer("0.3.6", Says = "it was multiplied by x")]
    internal static NdArray ExpMultipliesByTheInput(NdArray gradOut, NdArray output, NdArray x) => gradOut * x;

    [WrongAnswer("0.3.6", Says = "the gradient at the output was left out")]
    internal static NdArray ExpForgetsGradOut(NdArray gradOut, NdArray output, NdArray x) => output;

    [RightAnswer("0.3.6")]
    internal static NdArray ExpNumberByNumber(NdArray gradOut, NdArray output, NdArray x) =>
        NdArray.Zip(gradOut, output, (grad, number) => grad * number);

    [WrongAnswer("0.3.10", Says = "the minus is missing")]
    internal static NdArray ForgetsTheMinus(NdArray gradOut, NdArray output, NdArray x, NdArray y) =>
        Unbroadcast(gradOut, y.Shape);

    [WrongAnswer("0.3.10", Says = "sum over the axes that broadcasting stretched")]
    internal static NdArray DifferenceForgetsToUnbroadcast(NdArray gradOut, NdArray output, NdArray x, NdArray y) =>
        -gradOut;

    [WrongAnswer("0.3.10", Says = "it was multiplied by the input, as for a product")]
    internal static NdArray DifferenceMultipliesByTheInput(NdArray gradOut, NdArray output, NdArray x, NdArray y) =>
        Unbroadcast(-gradOut * y, y.Shape);

    [WrongAnswer("0.3.10")]
    internal static NdArray DifferenceUnbroadcastsToTheOtherShape(
        NdArray gradOut, NdArray output, NdArray x, NdArray y) => Unbroadcast(-gradOut, x.Shape);

    [RightAnswer("0.3.10")]
    internal static NdArray ChangesTheSignAtTheEnd(NdArray gradOut, NdArray output, NdArray x, NdArray y) =>
        -Unbroadcast(gradOut, y.Shape);

    [WrongAnswer("0.3.11", Says = "the minus is missing")]
    internal static NdArray QuotientForgetsTheMinus(NdArray gradOut, NdArray output, NdArray x, NdArray y) =>
        Unbroadcast(gradOut * x / (y * y), y.Shape);

    [WrongAnswer("0.3.11", Says = "y is in the denominator once")]
    internal static NdArray QuotientForgetsTheSquare(NdArray gradOut, NdArray output, NdArray x, NdArray y) =>
        Unbroadcast(-gradOut * x / y, y.Shape);

    [WrongAnswer("0.3.11", Says = "sum over the axes that broadcasting stretched")]
    internal static NdArray QuotientForgetsToUnbroadcast(NdArray gradOut, NdArray output, NdArray x, NdArray y) =>
        -gradOut * x / (y * y);

    [WrongAnswer("0.3.11", Says = "x is missing")]
    internal static NdArray QuotientForgetsTheNumerator(NdArray gradOut, NdArray output, NdArray x, NdArray y) =>
        Unbroadcast(-gradOut / (y * y), y.Shape);

    [WrongAnswer("0.3.11", Says = "the square of the quotient was taken")]
    internal static NdArray QuotientSquaresTheOutput(NdArray gradOut, NdArray output, NdArray x, NdArray y) =>
        Unbroadcast(-gradOut * output * output, y.Shape);

    // As -gradOut * x / y * y: from left to right.
    [WrongAnswer("0.3.11")]
    internal static NdArray QuotientForgetsTheBrackets(NdArray gradOut, NdArray output, NdArray x, NdArray y) =>
        Unbroadcast(-gradOut * x / y * y, y.Shape);

    [RightAnswer("0.3.11")]
    internal static NdArray QuotientByTheQuotientRule(NdArray gradOut, NdArray output, NdArray x, NdArray y) =>
        Unbroadcast(gradOut * (0 * y - x * 1) / (y * y), y.Shape);

    [WrongAnswer("0.3.12", Says = "where both are equal nothing arrives")]
    internal static NdArray GivesEqualOnesNothing(NdArray gradOut, NdArray output, NdArray x, NdArray y) =>
        Unbroadcast(gradOut * (x > y), x.Shape);

    [WrongAnswer("0.3.12", Says = "both got the whole gradient where they are equal")]
    internal static NdArray GivesEqualOnesEverything(NdArray gradOut, NdArray output, NdArray x, NdArray y) =>
        Unbroadcast(gradOut * (x >= y), x.Shape);

    [WrongAnswer("0.3.12", Says = "the smaller one gets the gradient")]
    internal static NdArray GivesItToTheSmaller(NdArray gradOut, NdArray output, NdArray x, NdArray y) =>
        Unbroadcast(gradOut * ((x < y) + 0.5 * x.EqualTo(y)), x.Shape);

    [WrongAnswer("0.3.12", Says = "sum over the axes that broadcasting stretched")]
    internal static NdArray MaximumForgetsToUnbroadcast(NdArray gradOut, NdArray output, NdArray x, NdArray y) =>
        gradOut * ((x > y) + 0.5 * x.EqualTo(y));

    [WrongAnswer("0.3.12", Says = "it was multiplied by the input as well")]
    internal static NdArray MaximumMultipliesByTheInput(NdArray gradOut, NdArray output, NdArray x, NdArray y) =>
        Unbroadcast(gradOut * x * ((x > y) + 0.5 * x.EqualTo(y)), x.Shape);

    [RightAnswer("0.3.12")]
    internal static NdArray TakesTheMeanOfBothComparisons(NdArray gradOut, NdArray output, NdArray x, NdArray y) =>
        Unbroadcast(gradOut * ((x > y) + (x >= y)) / 2, x.Shape);

    [RightAnswer("0.3.12")]
    internal static NdArray ComparesWithTheOutput(NdArray gradOut, NdArray output, NdArray x, NdArray y) =>
        Unbroadcast(gradOut * x.EqualTo(output) / (1 + x.EqualTo(y)), x.Shape);
}
