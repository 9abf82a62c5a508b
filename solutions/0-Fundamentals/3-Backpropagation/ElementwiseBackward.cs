using Arena.Arrays;
using static Arena.Fundamentals.Backpropagation.Broadcasting;

namespace Arena.Fundamentals.Backpropagation;

/// <summary>
/// The backward functions of operations that work number by number: from the gradient of the loss with respect to the
/// output (<c>gradOut</c>) to that with respect to an input.
/// </summary>
/// <remarks>
/// All take <c>gradOut</c>, of the output's shape, then the output itself, then the operation's inputs; all return an
/// array of the shape of the input that they are about. None changes what it is given. Where there are two inputs, the
/// function ends in the position, 0 or 1, of the one that the gradient is with respect to, and both inputs may have
/// been broadcast.
/// </remarks>
public static class ElementwiseBackward
{
    /// <summary>Backward through <c>output = x.Log()</c>.</summary>
    [Exercise("0.3.2", "Backward through log",
        Minutes = 5, Difficulty = 1, Importance = 4, Model = MentalModel.FunctionApproximators)]
    public static NdArray LogBack(NdArray gradOut, NdArray output, NdArray x) => gradOut / x;

    /// <summary>Backward through <c>output = x * y</c>, with respect to x.</summary>
    [Exercise("0.3.4", "Backward through a product",
        Minutes = 10, Difficulty = 2, Importance = 5, Model = MentalModel.FunctionApproximators)]
    public static NdArray MultiplyBack0(NdArray gradOut, NdArray output, NdArray x, NdArray y) =>
        Unbroadcast(gradOut * y, x.Shape);

    /// <summary>Backward through <c>output = x * y</c>, with respect to y.</summary>
    [PartOf("0.3.4")]
    public static NdArray MultiplyBack1(NdArray gradOut, NdArray output, NdArray x, NdArray y) =>
        Unbroadcast(gradOut * x, y.Shape);

    /// <summary>Backward through <c>output = x.Exp()</c>, without computing an exponential again.</summary>
    [Exercise("0.3.6", "Backward through exp and minus",
        Minutes = 5, Difficulty = 1, Importance = 3, Model = MentalModel.FunctionApproximators)]
    public static NdArray ExpBack(NdArray gradOut, NdArray output, NdArray x) => gradOut * output;

    /// <summary>Backward through <c>output = -x</c>.</summary>
    [PartOf("0.3.6")]
    public static NdArray NegativeBack(NdArray gradOut, NdArray output, NdArray x) => -gradOut;

    /// <summary>Backward through <c>output = x + y</c>, with respect to x.</summary>
    [PartOf("0.3.10")]
    public static NdArray AddBack0(NdArray gradOut, NdArray output, NdArray x, NdArray y) =>
        Unbroadcast(gradOut, x.Shape);

    /// <summary>Backward through <c>output = x + y</c>, with respect to y.</summary>
    [PartOf("0.3.10")]
    public static NdArray AddBack1(NdArray gradOut, NdArray output, NdArray x, NdArray y) =>
        Unbroadcast(gradOut, y.Shape);

    /// <summary>Backward through <c>output = x - y</c>, with respect to x.</summary>
    [PartOf("0.3.10")]
    public static NdArray SubtractBack0(NdArray gradOut, NdArray output, NdArray x, NdArray y) =>
        Unbroadcast(gradOut, x.Shape);

    /// <summary>Backward through <c>output = x - y</c>, with respect to y.</summary>
    [Exercise("0.3.10", "Backward through plus and minus",
        Minutes = 5, Difficulty = 2, Importance = 4, Model = MentalModel.FunctionApproximators)]
    public static NdArray SubtractBack1(NdArray gradOut, NdArray output, NdArray x, NdArray y) =>
        Unbroadcast(-gradOut, y.Shape);

    /// <summary>Backward through <c>output = x / y</c>, with respect to x.</summary>
    [PartOf("0.3.11")]
    public static NdArray DivideBack0(NdArray gradOut, NdArray output, NdArray x, NdArray y) =>
        Unbroadcast(gradOut / y, x.Shape);

    /// <summary>Backward through <c>output = x / y</c>, with respect to y.</summary>
    [Exercise("0.3.11", "Backward through a quotient",
        Minutes = 10, Difficulty = 2, Importance = 3, Model = MentalModel.FunctionApproximators)]
    public static NdArray DivideBack1(NdArray gradOut, NdArray output, NdArray x, NdArray y) =>
        Unbroadcast(-gradOut * output / y, y.Shape);

    /// <summary>
    /// Backward through <c>output = NdArray.Maximum(x, y)</c>, with respect to x. Where both are equal, each gets half
    /// of the gradient.
    /// </summary>
    [Exercise("0.3.12", "Backward through a maximum",
        Minutes = 10, Difficulty = 3, Importance = 4, Model = MentalModel.FunctionApproximators)]
    public static NdArray MaximumBack0(NdArray gradOut, NdArray output, NdArray x, NdArray y) =>
        Unbroadcast(gradOut * ((x > y) + 0.5 * x.EqualTo(y)), x.Shape);

    /// <summary>Backward through <c>output = NdArray.Maximum(x, y)</c>, with respect to y; equal ones share.</summary>
    [PartOf("0.3.12")]
    public static NdArray MaximumBack1(NdArray gradOut, NdArray output, NdArray x, NdArray y) =>
        MaximumBack0(gradOut, output, y, x);
}
