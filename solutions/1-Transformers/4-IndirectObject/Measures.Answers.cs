using static TorchSharp.torch;

namespace Arena.Transformers.IndirectObject;

/// <summary>What else learners may write for measures.</summary>
[SolutionOnly]
internal static class MeasuresAnswers
{
    [WrongAnswer("1.4.8", Says = "the last position of the row was read")]
    internal static Tensor ReadsTheLastPosition(Tensor logits, Prompts prompts)
    {
        var (last, rows) = (logits.select(1, -1), arange(prompts.Count));
        return last[rows, prompts.Io] - last[rows, prompts.S];
    }

    [WrongAnswer("1.4.8", Says = "the sign is the other way round")]
    internal static Tensor TakesTheSubjectFirst(Tensor logits, Prompts prompts) =>
        -Gathers(logits, prompts);

    [WrongAnswer("1.4.8", Says = "this is the mean over the texts")]
    internal static Tensor TakesTheMean(Tensor logits, Prompts prompts) =>
        Gathers(logits, prompts).mean();

    [WrongAnswer("1.4.8", Says = "differences of probabilities")]
    internal static Tensor ComparesProbabilities(Tensor logits, Prompts prompts) =>
        Gathers(logits.softmax(-1), prompts);

    [WrongAnswer("1.4.8")]
    internal static Tensor TakesAllPairsOfRows(Tensor logits, Prompts prompts)
    {
        var end = prompts.AtEnd(logits);
        return end.index_select(1, prompts.Io) - end.index_select(1, prompts.S);
    }

    [RightAnswer("1.4.8")]
    internal static Tensor Gathers(Tensor logits, Prompts prompts)
    {
        var names = prompts.AtEnd(logits).gather(1, stack([prompts.Io, prompts.S], 1));
        return names[.., 0] - names[.., 1];
    }

    [RightAnswer("1.4.8")]
    internal static Tensor ComparesLogProbabilities(Tensor logits, Prompts prompts)
    {
        // Their difference is that of the logits: what is subtracted from all of them cancels.
        var (end, rows) = (prompts.AtEnd(logits).log_softmax(-1), arange(prompts.Count));
        return end[rows, prompts.Io] - end[rows, prompts.S];
    }

    [WrongAnswer("1.4.9", Says = "clean and corrupted have changed places")]
    internal static Tensor CountsFromTheCleanRun(Tensor value, double clean, double corrupted) =>
        (value - clean) / (corrupted - clean);

    [WrongAnswer("1.4.9", Says = "the values were divided by that of the clean run")]
    internal static Tensor DividesByTheCleanRun(Tensor value, double clean, double corrupted) => value / clean;

    [WrongAnswer("1.4.9", Says = "subtract it first")]
    internal static Tensor SubtractsNothing(Tensor value, double clean, double corrupted) =>
        value / (clean - corrupted);

    [WrongAnswer("1.4.9")]
    internal static Tensor KeepsItBetweenZeroAndOne(Tensor value, double clean, double corrupted) =>
        ((value - corrupted) / (clean - corrupted)).clamp(0, 1);

    [WrongAnswer("1.4.9")]
    internal static Tensor TakesTheSizeOfTheDifference(Tensor value, double clean, double corrupted) =>
        (value - corrupted) / Math.Abs(clean - corrupted);

    [RightAnswer("1.4.9")]
    internal static Tensor SubtractsFromOne(Tensor value, double clean, double corrupted) =>
        1 - (clean - value) / (clean - corrupted);
}
