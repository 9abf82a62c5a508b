using Arena.Arrays;
using static Arena.Fundamentals.Backpropagation.Broadcasting;
using static Arena.Fundamentals.Backpropagation.ElementwiseBackward;

namespace Arena.Fundamentals.Backpropagation;

/// <summary>What else learners may write for a backward pass by hand.</summary>
[SolutionOnly]
internal static class ByHandAnswers
{
    [WrongAnswer("0.3.5", Says = "the way through q was forgotten")]
    internal static (NdArray Result, NdArray GradA, NdArray GradB) ForgetsTheWayThroughQ(NdArray a, NdArray b)
    {
        var p = a * b;
        var r = p * p.Log();
        var gradP = MultiplyBack0(NdArray.Full(1, r.Shape), r, p, p.Log());
        return (r, MultiplyBack0(gradP, p, a, b), MultiplyBack1(gradP, p, a, b));
    }

    [WrongAnswer("0.3.5", Says = "only the way through q was taken")]
    internal static (NdArray Result, NdArray GradA, NdArray GradB) ReplacesOneGradientByTheOther(NdArray a, NdArray b)
    {
        var p = a * b;
        var q = p.Log();
        var r = p * q;
        var gradP = LogBack(MultiplyBack1(NdArray.Full(1, r.Shape), r, p, q), q, p);
        return (r, MultiplyBack0(gradP, p, a, b), MultiplyBack1(gradP, p, a, b));
    }

    [WrongAnswer("0.3.5", Says = "this is the gradient with respect to b")]
    internal static (NdArray Result, NdArray GradA, NdArray GradB) ExchangesTheGradients(NdArray a, NdArray b)
    {
        var (r, gradA, gradB) = WritesTheFormula(a, b);
        return (r, gradB, gradA);
    }

    [WrongAnswer("0.3.5", Says = "this is q, the logarithm")]
    internal static (NdArray Result, NdArray GradA, NdArray GradB) ReturnsTheLogarithm(NdArray a, NdArray b)
    {
        var (_, gradA, gradB) = WritesTheFormula(a, b);
        return ((a * b).Log(), gradA, gradB);
    }

    [RightAnswer("0.3.5")]
    internal static (NdArray Result, NdArray GradA, NdArray GradB) WritesTheFormula(NdArray a, NdArray b)
    {
        var p = a * b;
        var gradP = p.Log() + 1;
        return (p * p.Log(), Unbroadcast(gradP * b, a.Shape), Unbroadcast(gradP * a, b.Shape));
    }
}
