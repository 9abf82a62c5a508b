using static TorchSharp.torch;

namespace Arena.Fundamentals.Prerequisites;

/// <summary>What else learners may write for relative positions.</summary>
[SolutionOnly]
internal static class RelativePositionsAnswers
{
    [WrongAnswer("0.0.42", Says = "the distance is the other way round: it is key minus query")]
    internal static Tensor SubtractsKeyFromQuery(Tensor bias, long seq) => At(bias, Distances(seq).t() + (seq - 1));

    [WrongAnswer("0.0.42", Says = "the distance has lost its sign")]
    internal static Tensor LosesTheSign(Tensor bias, long seq) => At(bias, Distances(seq).abs() + (seq - 1));

    // A negative place counts from the end.
    [WrongAnswer("0.0.42", Says = "the distance is counted from the first entry; 0 is in the middle, at seq - 1")]
    internal static Tensor TakesDistancesForPlaces(Tensor bias, long seq) => At(bias, Distances(seq));

    [WrongAnswer("0.0.42", Says = "every query has the biases of the first one")]
    internal static Tensor RepeatsTheFirstQuery(Tensor bias, long seq) =>
        bias.narrow(1, seq - 1, seq).unsqueeze(1).expand(bias.shape[0], seq, seq);

    [WrongAnswer("0.0.42", Says = "The values are in reverse order along query")]
    internal static Tensor UnfoldsWithoutFlipping(Tensor bias, long seq) => bias.unfold(1, seq, 1);

    [WrongAnswer("0.0.42", Says = "off by one")]
    internal static Tensor AddsOneTooFew(Tensor bias, long seq) => At(bias, Distances(seq) + (seq - 2));

    [WrongAnswer("0.0.42", Says = "out of bounds")]
    internal static Tensor AddsOneTooMany(Tensor bias, long seq) => At(bias, Distances(seq) + seq);

    [WrongAnswer("0.0.42", Says = "the axes are in the order")]
    internal static Tensor PutsTheHeadsLast(Tensor bias, long seq) => bias.t()[Distances(seq) + (seq - 1)];

    [WrongAnswer("0.0.42")]
    internal static Tensor HidesTheFuture(Tensor bias, long seq) => At(bias, Distances(seq) + (seq - 1)).tril();

    [WrongAnswer("0.0.42")]
    internal static Tensor UsesTheFirstHeadForAll(Tensor bias, long seq) =>
        bias[0][Distances(seq) + (seq - 1)].expand(bias.shape[0], seq, seq);

    [RightAnswer("0.0.42")]
    internal static Tensor UnfoldsAndFlips(Tensor bias, long seq) => bias.unfold(1, seq, 1).flip(1);

    [RightAnswer("0.0.42")]
    internal static Tensor LoopsOverQueries(Tensor bias, long seq) =>
        stack([.. Enumerable.Range(0, (int)seq).Select(query => bias.narrow(1, seq - 1 - query, seq))], 1);

    [RightAnswer("0.0.42")]
    internal static Tensor GathersFromACopyForEachQuery(Tensor bias, long seq)
    {
        var heads = bias.shape[0];
        var places = (Distances(seq) + (seq - 1)).expand(heads, seq, seq);
        return bias.unsqueeze(1).expand(heads, seq, 2 * seq - 1).gather(2, places);
    }

    private static Tensor Distances(long seq) => arange(seq) - arange(seq).unsqueeze(1);

    private static Tensor At(Tensor bias, Tensor places) => bias[TensorIndex.Colon, TensorIndex.Tensor(places)];
}
