using Arena.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

public class GenerationTests
{
    private static readonly SamplingOptions Best = new(Temperature: 0);

    // Counts upwards: after each token comes the next one, and 0 after 7.
    [ExerciseTheory("1.1.34")]
    [InlineData(new long[] { 3 }, 4, null, new long[] { 3, 4, 5, 6, 7 })]
    [InlineData(new long[] { 1, 6 }, 3, null, new long[] { 1, 6, 7, 0, 1 })]
    [InlineData(new long[] { 5 }, 10, 1L, new long[] { 5, 6, 7, 0, 1 })]
    [InlineData(new long[] { 1, 2 }, 9, 1L, new long[] { 1, 2, 3, 4, 5, 6, 7, 0, 1 })]
    [InlineData(new long[] { 4, 1 }, 2, 1L, new long[] { 4, 1, 2, 3 })]
    [InlineData(new long[] { 4, 2 }, 0, null, new long[] { 4, 2 })]
    [InlineData(new long[] { 4 }, 1, 5L, new long[] { 4, 5 })]
    public void TheTextGrowsByWhatFollows(long[] prompt, int count, long? stop, long[] wanted)
    {
        var start = tensor(prompt);
        using var unchanged = Inputs.MustStayUnchanged(start);
        var text = stop is null
            ? Generation.Generate(Counting, start, count, Best) : Generation.Generate(Counting, start, count, Best, stop);
        text.Should().BeCloseTo(tensor(wanted), 0, "position", mistakes:
        [
            ("these are the new tokens alone: the prompt belongs to the text", tensor(wanted[prompt.Length..])),
            .. stop is not null && wanted.Length > prompt.Length && wanted[^1] == stop
                ? [("the token that stops belongs to the text, too", tensor(wanted[..^1]))]
                : Array.Empty<(string, Tensor)>(),
            .. stop is not null && prompt.Contains(stop.Value)
                ? [("the prompt's own token stopped the text: only a new one does", start)]
                : Array.Empty<(string, Tensor)>(),
            .. stop is not null
                ? [("nothing stopped the text", tensor(
                    [.. prompt, .. Enumerable.Range(1, count).Select(i => (prompt[^1] + i) % 8)]))]
                : Array.Empty<(string, Tensor)>(),
        ]);
    }

    [ExerciseTheory("1.1.34")]
    [InlineData(3)]
    [InlineData(1)]
    [InlineData(50)]
    public void TheModelSeesTheLastTokens(int context)
    {
        var seen = new List<long[]>();
        var gradients = false;
        Generation.Generate(Watched, tensor(new long[] { 6, 7 }), 4, Best, context: context);
        long[] text = [6, 7, 0, 1, 2, 3];
        var wanted = Enumerable.Range(2, 4).Select(length => text[Math.Max(0, length - context)..length]).ToList();
        Must.Hold(seen.Count == 4, $"The model was asked {seen.Count} times for 4 tokens.");
        for (var i = 0; i < 4; i++)
        {
            Must.Hold(seen[i].SequenceEqual(wanted[i]), seen[i].Length > context
                ? $"The model was given {seen[i].Length} tokens, but can take only {context}."
                : $"The model was given the tokens {string.Join(' ', seen[i])}, should be given {string.Join(' ', wanted[i])}" +
                    (context < 4 ? ": the last ones of the text." : ": all of the text."));
        }
        Must.Hold(!gradients, "Gradients were recorded: no_grad() is missing.");

        Tensor Watched(Tensor tokens)
        {
            tokens.Should().HaveShape("batch position", 1, tokens.shape[^1]);
            seen.Add([.. tokens.contiguous().data<long>()]);
            gradients |= is_grad_enabled();
            return Counting(tokens);
        }
    }

    // The penalty counts the whole text, not only what the model sees.
    [ExerciseFact("1.1.34")]
    public void ThePenaltyIsForTheWholeText()
    {
        var options = new SamplingOptions(Temperature: 0, FrequencyPenalty: 3);
        Generation.Generate(_ => tensor(new float[] { 5, 4, 0 }, [1, 1, 3]), tensor(new long[] { 0, 0, 2 }), 3, options, context: 1)
            .Should().BeCloseTo(tensor(new long[] { 0, 0, 2, 1, 1, 0 }), 0, "position", mistakes:
            [
                ("there was no penalty", tensor(new long[] { 0, 0, 2, 0, 0, 0 })),
                ("the penalty was for the new tokens only, or for those that the model sees",
                    tensor(new long[] { 0, 0, 2, 0, 1, 0 })),
            ]);
    }

    [ExerciseFact("1.1.34")]
    public void TheSameGeneratorWritesTheSameText()
    {
        random.manual_seed(1);
        var first = From(7);
        random.manual_seed(2);
        Must.Hold(From(7).Equals(first), "The same generator should write the same text: pass it on.");
        Must.Hold(!From(8).Equals(first), "Another generator should write another text.");

        static Tensor From(ulong seed)
        {
            using var generator = new Generator(seed);
            return Generation.Generate(
                tokens => zeros(1, tokens.shape[1], 8), tensor(new long[] { 3 }), 40, new SamplingOptions(),
                generator: generator);
        }
    }

    [ExerciseFact("1.1.34")]
    public void GeneratingLeavesOnlyTheText()
    {
        var prompt = tensor(new long[] { 3 });
        Generation.Generate(Counting, prompt, 3, Best).Dispose();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using var text = Generation.Generate(Counting, prompt, 5, Best);
        Must.Hold(DisposeScopeManager.Statistics.ThreadTotalLiveCount - before == 1,
            "Tensors are left behind besides the text: open a dispose scope, and move the text out of it at the end.");
    }

    [ExerciseTheory("1.1.35")]
    [InlineData(4, 3, 64, null)]
    [InlineData(3, 4, 81, null)]
    [InlineData(4, 3, 64, 2L)]
    [InlineData(3, 1, 2, null)]
    [InlineData(3, 4, 81, 0L)]
    public void WithBeamsEnoughItFindsTheBest(int vocabulary, int count, int beams, long? stop)
    {
        var model = Moody(2 * Some.Numbers(false, vocabulary, vocabulary));
        long[] prompt = [1, 0];
        var wanted = All(model, prompt, count, stop).OrderByDescending(x => x.LogProbability).Take(beams).ToList();
        var found = Generation.BeamSearch(model, prompt, count, beams, stop);
        Check(found, wanted);
    }

    // The likely first step leads into a valley: 0.6 · 0.4 < 0.4 · 0.9.
    [ExerciseFact("1.1.35")]
    public void TwoBeamsFindWhatOneOverlooks()
    {
        var table = tensor(new double[,] { { 0.01, 0.59, 0.4 }, { 0.35, 0.4, 0.25 }, { 0.05, 0.05, 0.9 } }).log().to(float32);
        long[] prompt = [0];
        Check(Generation.BeamSearch(tokens => table[tokens], prompt, 2, 1),
            [new Beam([0, 1, 1], Math.Log(0.59 * 0.4))]);
        Check(Generation.BeamSearch(tokens => table[tokens], prompt, 2, 2),
            [new Beam([0, 2, 2], Math.Log(0.4 * 0.9)), new Beam([0, 1, 1], Math.Log(0.59 * 0.4))]);
    }

    [ExerciseTheory("1.1.35")]
    [InlineData(1, null)]
    [InlineData(2, null)]
    [InlineData(3, 1L)]
    public void FewBeamsAreKeptFromStepToStep(int beams, long? stop)
    {
        var model = Moody(1.5 * Some.Numbers(3, false, 5, 5));
        long[] prompt = [4, 1];
        List<Beam> kept = [new(prompt, 0)];
        for (var step = 0; step < 4; step++)
        {
            kept = [.. kept.SelectMany(beam => HasEnded(beam, prompt, stop) ? [beam] : Longer(model, beam))
                .OrderByDescending(beam => beam.LogProbability).Take(beams)];
        }
        Check(Generation.BeamSearch(model, prompt, 4, beams, stop), kept);
    }

    [ExerciseFact("1.1.35")]
    public void WhenAllHaveEndedNothingIsAdded()
    {
        var table = tensor(new double[,] { { 0.1, 0.9 }, { 0.5, 0.5 } }).log().to(float32);
        Check(Generation.BeamSearch(tokens => table[tokens], [0], 4, 1, stop: 1), [new Beam([0, 1], Math.Log(0.9))]);
    }

    [ExerciseFact("1.1.35")]
    public void NothingToAddIsThePrompt() =>
        Check(Generation.BeamSearch(tokens => zeros(1, 1, 2), [1], 0, 3), [new Beam([1], 0)]);

    [ExerciseFact("1.1.35")]
    public void TheSearchLeavesNoTensorBehind()
    {
        var table = Some.Numbers(false, 4, 4);
        var gradients = false;
        Generation.BeamSearch(Model, [0], 2, 2);
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Generation.BeamSearch(Model, [0], 3, 2);
        Must.Hold(DisposeScopeManager.Statistics.ThreadTotalLiveCount == before,
            "Tensors are left behind: open a dispose scope in each step.");
        Must.Hold(!gradients, "Gradients were recorded: no_grad() is missing.");

        Tensor Model(Tensor tokens)
        {
            gradients |= is_grad_enabled();
            return table[tokens];
        }
    }

    private static void Check(IReadOnlyList<Beam> found, IReadOnlyList<Beam> wanted)
    {
        Must.Hold(found.Count == wanted.Count, $"{found.Count} texts were kept, should be {wanted.Count}. " +
            "Do texts that have ended stay in the list? Does a stop token in the prompt end a text, though only new ones should?");
        for (var i = 0; i < wanted.Count; i++)
        {
            var (mine, theirs) = (found[i], wanted[i]);
            var place = wanted.Count == 1 ? "The text" : $"Text {i + 1} of {wanted.Count}";
            Must.Hold(mine.Tokens.SequenceEqual(theirs.Tokens),
                $"{place} is {string.Join(' ', mine.Tokens)} with {mine.LogProbability:0.000} nats, should be " +
                    $"{string.Join(' ', theirs.Tokens)} with {theirs.LogProbability:0.000}." +
                    (found.Any(x => x.Tokens.SequenceEqual(theirs.Tokens)) ? " The most likely one comes first." : ""));
            Must.Hold(Math.Abs(mine.LogProbability - theirs.LogProbability) < 1e-4,
                $"{place} has {mine.LogProbability:0.000} nats, should have {theirs.LogProbability:0.000}: the logarithms of " +
                    "the probabilities of its new tokens, added up.");
        }
    }

    // Every continuation there is.
    private static IEnumerable<Beam> All(Func<Tensor, Tensor> model, long[] prompt, int count, long? stop)
    {
        IEnumerable<Beam> all = [new Beam(prompt, 0)];
        for (var step = 0; step < count; step++)
            all = [.. all.SelectMany(beam => HasEnded(beam, prompt, stop) ? [beam] : Longer(model, beam))];
        return all;
    }

    private static bool HasEnded(Beam beam, long[] prompt, long? stop) =>
        beam.Tokens.Count > prompt.Length && beam.Tokens[^1] == stop;

    private static IEnumerable<Beam> Longer(Func<Tensor, Tensor> model, Beam beam)
    {
        var row = model(tensor(beam.Tokens.ToArray()).unsqueeze(0))[0, ^1].data<float>().ToArray().Select(x => (double)x).ToArray();
        var total = Math.Log(row.Sum(Math.Exp));
        return row.Select((score, token) => new Beam([.. beam.Tokens, token], beam.LogProbability + score - total)).ToList();
    }

    // What follows a token changes along the text, so that no two texts are equally likely.
    private static Func<Tensor, Tensor> Moody(Tensor table)
    {
        var moods = Some.Numbers(9, false, 10, table.shape[0]);
        return tokens => table[tokens] + moods[..(int)tokens.shape[1]];
    }

    private static Tensor Counting(Tensor tokens) =>
        nn.functional.one_hot((tokens + 1).remainder(8), 8).to(float32) * 9;
}
