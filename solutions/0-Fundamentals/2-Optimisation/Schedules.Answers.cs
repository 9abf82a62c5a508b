namespace Arena.Fundamentals.Optimisation;

/// <summary>What else learners may write for a learning rate that changes.</summary>
[SolutionOnly]
internal static class SchedulesAnswers
{
    [WrongAnswer("0.2.15", Says = "this is a slope, not a staircase")]
    internal static double Slope(int step, int every, double fraction) => Math.Pow(fraction, (double)step / every);

    [WrongAnswer("0.2.15", Says = "each stair begins a step too early")]
    internal static double CountsFromOne(int step, int every, double fraction) =>
        Math.Pow(fraction, (step + 1) / every);

    [WrongAnswer("0.2.15", Says = "it falls once only")]
    internal static double FallsOnce(int step, int every, double fraction) => step < every ? 1 : fraction;

    [RightAnswer("0.2.15")]
    internal static double ClimbsDownStairByStair(int step, int every, double fraction)
    {
        var factor = 1.0;
        for (; step >= every; step -= every) factor *= fraction;
        return factor;
    }

    [WrongAnswer("0.2.16", Says = "the last factor comes one step too late")]
    internal static double DividesByAllSteps(int step, int steps, double last) => Math.Pow(last, (double)step / steps);

    [WrongAnswer("0.2.16", Says = "this is a straight line")]
    internal static double FallsInALine(int step, int steps, double last) => 1 + (last - 1) * step / (steps - 1);

    [WrongAnswer("0.2.16", Says = "whole numbers were divided")]
    internal static double DividesWholeNumbers(int step, int steps, double last) => Math.Pow(last, step / (steps - 1));

    [RightAnswer("0.2.16")]
    internal static double GoesThroughLogarithms(int step, int steps, double last) =>
        Math.Exp(Math.Log(last) * step / (steps - 1));

    [WrongAnswer("0.2.17", Says = "after the last step the wave goes up again")]
    internal static double GoesUpAgain(int step, int warmUp, int steps, double last) =>
        step < warmUp
            ? (step + 1.0) / warmUp
            : last + (1 - last) * (1 + Math.Cos(Math.PI * (step - warmUp) / (steps - 1 - warmUp))) / 2;

    [WrongAnswer("0.2.17", Says = "the warm-up begins with 0")]
    internal static double BeginsWithNothing(int step, int warmUp, int steps, double last) =>
        step < warmUp ? (double)step / warmUp : Wave(step - warmUp, steps - 1 - warmUp, last);

    [WrongAnswer("0.2.17", Says = "the wave arrives one step too late")]
    internal static double ArrivesLate(int step, int warmUp, int steps, double last) =>
        step < warmUp ? (step + 1.0) / warmUp : Wave(step - warmUp, steps - warmUp, last);

    [WrongAnswer("0.2.17", Says = "the wave runs over all steps")]
    internal static double ForgetsTheWarmUpInTheWave(int step, int warmUp, int steps, double last) =>
        step < warmUp ? (step + 1.0) / warmUp : Wave(step, steps - 1, last);

    [WrongAnswer("0.2.17", Says = "the fall is a straight line")]
    internal static double FallsStraight(int step, int warmUp, int steps, double last) =>
        step < warmUp
            ? (step + 1.0) / warmUp
            : 1 - (1 - last) * Math.Min(1, (step - warmUp) / (steps - 1.0 - warmUp));

    [WrongAnswer("0.2.17", Says = "whole numbers were divided, so that the factor stays 1")]
    internal static double FallsInWholeNumbers(int step, int warmUp, int steps, double last) =>
        step < warmUp
            ? (step + 1.0) / warmUp
            : last + (1 - last) * (1 + Math.Cos(Math.PI * Math.Min(1, (step - warmUp) / (steps - 1 - warmUp)))) / 2;

    [RightAnswer("0.2.17")]
    internal static double SquaresACosine(int step, int warmUp, int steps, double last)
    {
        if (step < warmUp) return 1 - (double)(warmUp - 1 - step) / warmUp;
        if (step >= steps) return last;
        var half = Math.Cos(Math.PI / 2 * (step - warmUp) / (steps - 1 - warmUp));
        return last + (1 - last) * half * half;
    }

    private static double Wave(int at, int length, double last) =>
        last + (1 - last) * (1 + Math.Cos(Math.PI * Math.Min(1, (double)at / length))) / 2;
}
