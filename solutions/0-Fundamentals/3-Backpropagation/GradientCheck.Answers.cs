using Arena.Arrays;

namespace Arena.Fundamentals.Backpropagation;

/// <summary>What else learners may write for a measured gradient.</summary>
[SolutionOnly]
internal static class GradientCheckAnswers
{
    [WrongAnswer("0.3.1", Says = "x was moved one way only")]
    internal static NdArray GoesUpOnly(Func<NdArray, NdArray> function, NdArray x, double step) =>
        EachPlace(x, i => (function(Moved(x, i, step)).Number - function(x).Number) / step);

    [WrongAnswer("0.3.1", Says = "x was moved one way only")]
    internal static NdArray GoesDownOnly(Func<NdArray, NdArray> function, NdArray x, double step) =>
        EachPlace(x, i => (function(x).Number - function(Moved(x, i, -step)).Number) / step);

    [WrongAnswer("0.3.1", Says = "its two ends are two steps apart")]
    internal static NdArray DividesByOneStep(Func<NdArray, NdArray> function, NdArray x, double step) =>
        EachPlace(x, i => (function(Moved(x, i, step)).Number - function(Moved(x, i, -step)).Number) / step);

    [WrongAnswer("0.3.1", Says = "the difference is the wrong way round")]
    internal static NdArray SubtractsTheUpperEnd(Func<NdArray, NdArray> function, NdArray x, double step) =>
        EachPlace(x, i => (function(Moved(x, i, -step)).Number - function(Moved(x, i, step)).Number) / (2 * step));

    [WrongAnswer("0.3.1", Says = "all numbers were moved at once")]
    internal static NdArray MovesAllNumbersAtOnce(Func<NdArray, NdArray> function, NdArray x, double step) =>
        EachPlace(x, _ => (function(x + step).Number - function(x - step).Number) / (2 * step));

    [WrongAnswer("0.3.1", Says = "the step was not the given one")]
    internal static NdArray TakesAStepOfItsOwn(Func<NdArray, NdArray> function, NdArray x, double step) =>
        EachPlace(x, i => (function(Moved(x, i, 1e-5)).Number - function(Moved(x, i, -1e-5)).Number) / 2e-5);

    // Up and down by a step leaves rounding errors behind.
    [WrongAnswer("0.3.1")]
    internal static NdArray LeavesTheInputMoved(Func<NdArray, NdArray> function, NdArray x, double step)
    {
        var lower = function(x).Number;
        x.AddInPlace(step);
        return EachPlace(x, _ => (function(x).Number - lower) / step);
    }

    [RightAnswer("0.3.1")]
    internal static NdArray AddsAnArrayThatIsZeroButForOnePlace(
        Func<NdArray, NdArray> function, NdArray x, double step) =>
        EachPlace(x, place =>
        {
            var move = new NdArray([.. Enumerable.Range(0, x.Count).Select(i => i == place ? step : 0)], x.Shape);
            return (function(x + move).Number - function(x - move).Number) / step / 2;
        });

    private static NdArray EachPlace(NdArray x, Func<int, double> slope) =>
        new([.. Enumerable.Range(0, x.Count).Select(slope)], x.Shape);

    private static NdArray Moved(NdArray x, int place, double by)
    {
        var numbers = x.Data.ToArray();
        numbers[place] += by;
        return new NdArray(numbers, x.Shape);
    }
}
