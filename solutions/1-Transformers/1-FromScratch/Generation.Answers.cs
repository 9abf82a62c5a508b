using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

/// <summary>What else learners may write for generating.</summary>
[SolutionOnly]
internal static class GenerationAnswers
{
    [WrongAnswer("1.1.34", Says = "the token that stops belongs to the text")]
    internal static Tensor LeavesTheStopOut(
        Func<Tensor, Tensor> model, Tensor prompt, int count, SamplingOptions options, long? stop = null,
        int context = int.MaxValue, Generator? generator = null)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var text = prompt.unsqueeze(0);
        for (var i = 0; i < count; i++)
        {
            var next = Sampler.NextToken(model(Seen(text, context))[.., ^1], text, options, generator);
            if (next.item<long>() == stop) break;
            text = cat([text, next.unsqueeze(1)], 1);
        }
        return text.squeeze(0).clone().MoveToOuterDisposeScope();
    }

    [WrongAnswer("1.1.34", Says = "but can take only")]
    internal static Tensor ForgetsTheContext(
        Func<Tensor, Tensor> model, Tensor prompt, int count, SamplingOptions options, long? stop = null,
        int context = int.MaxValue, Generator? generator = null) =>
        Write(model, prompt, count, options, stop, int.MaxValue, generator);

    [WrongAnswer("1.1.34", Says = "the last ones of the text")]
    internal static Tensor ShowsTheBeginning(
        Func<Tensor, Tensor> model, Tensor prompt, int count, SamplingOptions options, long? stop = null,
        int context = int.MaxValue, Generator? generator = null)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var text = prompt.unsqueeze(0);
        for (var i = 0; i < count; i++)
        {
            var seen = text[.., ..(int)Math.Min(text.shape[1], context)];
            var next = Sampler.NextToken(model(seen)[.., ^1], text, options, generator);
            text = cat([text, next.unsqueeze(1)], 1);
            if (next.item<long>() == stop) break;
        }
        return text.squeeze(0).clone().MoveToOuterDisposeScope();
    }

    [WrongAnswer("1.1.34", Says = "open a dispose scope")]
    internal static Tensor LeavesTensorsBehind(
        Func<Tensor, Tensor> model, Tensor prompt, int count, SamplingOptions options, long? stop = null,
        int context = int.MaxValue, Generator? generator = null)
    {
        using var off = no_grad();
        var text = prompt.unsqueeze(0);
        for (var i = 0; i < count; i++)
        {
            var next = Sampler.NextToken(model(Seen(text, context))[.., ^1], text, options, generator);
            text = cat([text, next.unsqueeze(1)], 1);
            if (next.item<long>() == stop) break;
        }
        return text.squeeze(0);
    }

    [WrongAnswer("1.1.34", Says = "for the new tokens only, or for those that the model sees")]
    internal static Tensor PenalisesWhatIsSeen(
        Func<Tensor, Tensor> model, Tensor prompt, int count, SamplingOptions options, long? stop = null,
        int context = int.MaxValue, Generator? generator = null)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var text = prompt.unsqueeze(0);
        for (var i = 0; i < count; i++)
        {
            var seen = Seen(text, context);
            var next = Sampler.NextToken(model(seen)[.., ^1], seen, options, generator);
            text = cat([text, next.unsqueeze(1)], 1);
            if (next.item<long>() == stop) break;
        }
        return text.squeeze(0).clone().MoveToOuterDisposeScope();
    }

    [WrongAnswer("1.1.34", Says = "only a new one does")]
    internal static Tensor LooksForTheStopAnywhere(
        Func<Tensor, Tensor> model, Tensor prompt, int count, SamplingOptions options, long? stop = null,
        int context = int.MaxValue, Generator? generator = null)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var text = prompt.unsqueeze(0);
        for (var i = 0; i < count; i++)
        {
            if (stop is { } end && text.eq(end).any().item<bool>()) break;
            var next = Sampler.NextToken(model(Seen(text, context))[.., ^1], text, options, generator);
            text = cat([text, next.unsqueeze(1)], 1);
        }
        return text.squeeze(0).clone().MoveToOuterDisposeScope();
    }

    [RightAnswer("1.1.34")]
    internal static Tensor CollectsTokens(
        Func<Tensor, Tensor> model, Tensor prompt, int count, SamplingOptions options, long? stop = null,
        int context = int.MaxValue, Generator? generator = null)
    {
        using var off = no_grad();
        using var outer = NewDisposeScope();
        List<long> text = [.. prompt.contiguous().data<long>()];
        for (var end = text.Count + count; text.Count < end;)
        {
            using var scope = NewDisposeScope();
            var tokens = tensor(text.ToArray()).unsqueeze(0);
            var logits = model(tensor(text.TakeLast(context).ToArray()).unsqueeze(0)).select(1, -1);
            text.Add(Sampler.NextToken(logits, tokens, options, generator).item<long>());
            if (text[^1] == stop) break;
        }
        return tensor(text.ToArray()).MoveToOuterDisposeScope();
    }

    // The best text has not ended when a worse one has.
    [WrongAnswer("1.1.35")]
    internal static IReadOnlyList<Beam> StopsWithTheFirstThatEnds(
        Func<Tensor, Tensor> model, IReadOnlyList<long> prompt, int count, int beams, long? stop = null) =>
        Search(model, prompt, count, beams, stop, stopsEarly: true);

    [WrongAnswer("1.1.35")]
    internal static IReadOnlyList<Beam> ContinuesWhatHasEnded(
        Func<Tensor, Tensor> model, IReadOnlyList<long> prompt, int count, int beams, long? stop = null) =>
        Search(model, prompt, count, beams, null);

    [WrongAnswer("1.1.35", Says = "added up")]
    internal static IReadOnlyList<Beam> TakesTheLastTokenOnly(
        Func<Tensor, Tensor> model, IReadOnlyList<long> prompt, int count, int beams, long? stop = null)
    {
        using var scope = NewDisposeScope();
        return [.. Search(model, prompt, count, beams, stop).Select(beam => beam with
        {
            LogProbability = beam.Tokens.Count == prompt.Count
                ? 0
                : model(tensor(beam.Tokens.SkipLast(1).ToArray()).unsqueeze(0))[0, ^1].log_softmax(0)[beam.Tokens[^1]]
                    .item<float>(),
        })];
    }

    [WrongAnswer("1.1.35")]
    internal static IReadOnlyList<Beam> AddsScores(
        Func<Tensor, Tensor> model, IReadOnlyList<long> prompt, int count, int beams, long? stop = null) =>
        Search(model, prompt, count, beams, stop, isNormalised: false);

    [WrongAnswer("1.1.35", Says = "The most likely one comes first")]
    internal static IReadOnlyList<Beam> PutsTheBestLast(
        Func<Tensor, Tensor> model, IReadOnlyList<long> prompt, int count, int beams, long? stop = null) =>
        [.. Search(model, prompt, count, beams, stop).Reverse()];

    [RightAnswer("1.1.35")]
    internal static IReadOnlyList<Beam> GoesTextByText(
        Func<Tensor, Tensor> model, IReadOnlyList<long> prompt, int count, int beams, long? stop = null) =>
        Search(model, prompt, count, beams, stop);

    private static IReadOnlyList<Beam> Search(
        Func<Tensor, Tensor> model, IReadOnlyList<long> prompt, int count, int beams, long? stop, bool stopsEarly = false,
        bool isNormalised = true)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        List<Beam> kept = [new Beam(prompt, 0)];
        for (var i = 0; i < count; i++)
        {
            var candidates = new List<Beam>();
            foreach (var beam in kept)
            {
                if (beam.Tokens.Count > prompt.Count && beam.Tokens[^1] == stop)
                {
                    candidates.Add(beam);
                    continue;
                }
                var scores = model(tensor(beam.Tokens.ToArray()).unsqueeze(0))[0, ^1];
                var next = (isNormalised ? scores.log_softmax(0) : scores).data<float>().ToArray();
                for (var token = 0; token < next.Length; token++)
                    candidates.Add(new Beam([.. beam.Tokens, token], beam.LogProbability + next[token]));
            }
            kept = [.. candidates.OrderByDescending(beam => beam.LogProbability).Take(beams)];
            if (stopsEarly && kept.Any(beam => beam.Tokens[^1] == stop)) break;
        }
        return kept;
    }

    private static Tensor Write(
        Func<Tensor, Tensor> model, Tensor prompt, int count, SamplingOptions options, long? stop, int context,
        Generator? generator)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var text = prompt.unsqueeze(0);
        for (var i = 0; i < count; i++)
        {
            var next = Sampler.NextToken(model(Seen(text, context))[.., ^1], text, options, generator);
            text = cat([text, next.unsqueeze(1)], 1);
            if (next.item<long>() == stop) break;
        }
        return text.squeeze(0).clone().MoveToOuterDisposeScope();
    }

    private static Tensor Seen(Tensor text, int context)
    {
        var seen = Math.Min(text.shape[1], context);
        return text.narrow(1, text.shape[1] - seen, seen);
    }
}
