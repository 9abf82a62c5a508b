using static TorchSharp.torch;

namespace Arena.Fundamentals.Prerequisites;

/// <summary>What else learners may write for drawing at random.</summary>
[SolutionOnly]
internal static class SamplingAnswers
{
    [WrongAnswer("0.0.22", Says = "every outcome is drawn equally often")]
    internal static Tensor IgnoresTheProbabilities(Tensor probabilities, long count) =>
        randint(probabilities.shape[0], count);

    [WrongAnswer("0.0.22", Says = "every draw is the same")]
    internal static Tensor UsesOneRandomNumber(Tensor probabilities, long count) =>
        probabilities.cumsum(0)[..^1].le(rand(1)).sum().expand(count);

    [WrongAnswer("0.0.22", Says = "every draw is the same")]
    internal static Tensor TakesTheMostLikely(Tensor probabilities, long count) => probabilities.argmax().expand(count);

    [WrongAnswer("0.0.22", Says = "count the borders below the uniform number, not above it")]
    internal static Tensor CountsTheBordersAbove(Tensor probabilities, long count) =>
        (probabilities.cumsum(0)[..^1] > rand(count).unsqueeze(1)).sum(dim: 1);

    [WrongAnswer("0.0.22", Says = "are numbered 0 to 4")]
    internal static Tensor CountsFromOne(Tensor probabilities, long count) =>
        1 + (probabilities.cumsum(0)[..^1] <= rand(count).unsqueeze(1)).sum(dim: 1);

    [WrongAnswer("0.0.22", Says = "the first border was left out")]
    internal static Tensor LeavesOutTheFirstBorder(Tensor probabilities, long count) =>
        (probabilities.cumsum(0)[1..] <= rand(count).unsqueeze(1)).sum(dim: 1);

    [WrongAnswer("0.0.22", Says = "the random numbers are normally distributed")]
    internal static Tensor UsesNormalNumbers(Tensor probabilities, long count) =>
        (probabilities.cumsum(0)[..^1] <= randn(count).unsqueeze(1)).sum(dim: 1);

    [WrongAnswer("0.0.22", Says = "the probabilities themselves are the borders")]
    internal static Tensor ForgetsToCumulate(Tensor probabilities, long count) =>
        (probabilities[..^1] <= rand(count).unsqueeze(1)).sum(dim: 1);

    [WrongAnswer("0.0.22", Says = "The shape is [4], should be [count 20000]")]
    internal static Tensor SumsOverTheDraws(Tensor probabilities, long count) =>
        (probabilities.cumsum(0)[..^1] <= rand(count).unsqueeze(1)).sum(dim: 0);

    [WrongAnswer("0.0.22", Says = "the draws come in rising order")]
    internal static Tensor SpacesTheNumbersEvenly(Tensor probabilities, long count) =>
        (probabilities.cumsum(0)[..^1] <= ((arange(count) + 0.5) / count).unsqueeze(1)).sum(dim: 1);

    [WrongAnswer("0.0.22", Says = "each call should draw anew, without a seed")]
    internal static Tensor SetsASeed(Tensor probabilities, long count)
    {
        manual_seed(0);
        return probabilities.multinomial(count, replacement: true);
    }

    [WrongAnswer("0.0.22", Says = "without replacement")]
    internal static Tensor PutsNothingBack(Tensor probabilities, long count) => probabilities.multinomial(count);

    [WrongAnswer("0.0.22", Says = "The input was modified")]
    internal static Tensor CumulatesInPlace(Tensor probabilities, long count)
    {
        for (var outcome = 1L; outcome < probabilities.shape[0]; outcome++)
            probabilities[outcome] += probabilities[outcome - 1];
        return (probabilities[..^1] <= rand(count).unsqueeze(1)).sum(dim: 1);
    }

    [RightAnswer("0.0.22")]
    internal static Tensor UsesMultinomial(Tensor probabilities, long count) =>
        probabilities.multinomial(count, replacement: true);

    [RightAnswer("0.0.22")]
    internal static Tensor SearchesTheBorders(Tensor probabilities, long count) =>
        searchsorted(probabilities.cumsum(0)[..^1].contiguous(), rand(count), right: true);

    [RightAnswer("0.0.22")]
    internal static Tensor WalksAlongTheLine(Tensor probabilities, long count)
    {
        var pieces = probabilities.cpu().data<float>().ToArray();
        return tensor(rand(count).cpu().data<float>().ToArray().Select(Piece).ToArray());

        long Piece(float number)
        {
            var piece = 0;
            while (piece < pieces.Length - 1 && number >= pieces[piece]) number -= pieces[piece++];
            return piece;
        }
    }

    // Waiting times at the rates of the outcomes: the first to arrive is drawn.
    [RightAnswer("0.0.22")]
    internal static Tensor LetsTheOutcomesRace(Tensor probabilities, long count) =>
        (-rand(count, probabilities.shape[0]).log() / probabilities).argmin(1);
}
