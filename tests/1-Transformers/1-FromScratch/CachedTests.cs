using Arena.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

public class CachedTests
{
    private const double Tolerance = 1e-4;

    public static TheoryData<int[], int> Pieces => new()
    {
        { [5], 2 }, { [1, 1, 1, 1], 1 }, { [2, 3], 3 }, { [3, 1, 2], 2 }, { [1], 1 },
    };

    [ExerciseTheory("1.1.36")]
    [MemberData(nameof(Pieces))]
    public void PiecesGiveWhatTheWholeGives(int[] pieces, int batch)
    {
        var attention = new Attention(6, 3, 4).WithWeights();
        var x = Some.Numbers(batch == 3, batch, pieces.Sum(), 6);
        using var unchanged = Inputs.MustStayUnchanged(x);
        using var cache = new KeyValueCache(2);
        using var off = no_grad();
        var whole = Reference.Attention(attention, "", x);
        var start = 0;
        foreach (var length in pieces)
        {
            var piece = x[.., start..(start + length)];
            var alone = Reference.Attention(attention, "", piece);
            // The later layer first, so that one that ignores the layer would find the wrong keys.
            Cached.Attend(attention, 2 * piece, cache, 1);
            Cached.Attend(attention, piece, cache, 0).Should().BeCloseTo(
                whole[.., start..(start + length)], Tolerance, "batch position d_model",
                what: start == 0 ? "The first piece" : $"The piece from position {start} on", mistakes:
            [
                ("the new positions see only each other: the keys and values of all positions are in the cache", alone),
                ("nothing was masked: in a piece, too, a position does not see later ones", Reference.Attention(
                    attention, "", Of("Q", piece), Of("K", x[.., ..(start + length)]), Of("V", x[.., ..(start + length)]),
                    causal: false)),
                ("the new queries were taken for the first positions: the mask has to know that they are the last",
                    Reference.Attention(
                        attention, "", Of("Q", piece), Of("K", x[.., ..(start + length)]), Of("V", x[.., ..(start + length)]))),
            ]);
            start += length;
            Must.Hold(cache.Length == start,
                $"The cache has {cache.Length} positions after {start}: append the keys and values of each position once.");
        }

        Tensor Of(string which, Tensor from) => Reference.Projected(attention, "", which, from);
    }

    [ExerciseTheory("1.1.37")]
    [MemberData(nameof(Pieces))]
    public void LogitsAreThoseOfTheWholeText(int[] pieces, int batch)
    {
        var model = Some.Model();
        var tokens = Some.Tokens(batch == 3, 11, batch, pieces.Sum());
        using var unchanged = Inputs.MustStayUnchanged(tokens);
        using var cache = new KeyValueCache(2);
        using var off = no_grad();
        var whole = Reference.Whole(model, tokens);
        var start = 0;
        foreach (var length in pieces)
        {
            var piece = tokens[.., start..(start + length)];
            Cached.Logits(model, piece, cache).Should().BeCloseTo(
                whole[.., start..(start + length)], Tolerance, "batch position vocabulary",
                what: start == 0 ? "The first piece" : $"The piece from position {start} on", mistakes: start == 0 ? [] :
            [
                ("the cache was not used: the new tokens were read as a text of their own", Reference.Whole(model, piece)),
                ("the positions of the new tokens were counted from 0 again: they begin where the cache ends",
                    Reference.Whole(model, tokens[.., ..(start + length)], FromZero(pieces, start + length))[.., start..]),
            ]);
            start += length;
            Must.Hold(cache.Length == start, $"The cache has {cache.Length} positions after {start}.");
        }
    }

    private static long[] FromZero(int[] pieces, int count) =>
        [.. pieces.SelectMany(length => Enumerable.Range(0, length).Select(x => (long)x)).Take(count)];

    [ExerciseFact("1.1.37")]
    public void OnlyNewPositionsAreComputed()
    {
        var model = Some.Model();
        var tokens = Some.Tokens(false, 11, 1, 6);
        using var cache = new KeyValueCache(2);
        using var off = no_grad();
        using var watch = new Watch(model);
        Cached.Logits(model, tokens[.., ..4], cache);
        Cached.Logits(model, tokens[.., 4..5], cache);
        Cached.Logits(model, tokens[.., 5..], cache);
        watch.Positions.Should().Equal([4, 1, 1], "the MLP of the first block sees each position once");
    }

    [ExerciseFact("1.1.37")]
    public void OnlyTheCacheKeepsTensors()
    {
        var model = Some.Model();
        var token = tensor(new long[] { 3 }, [1, 1]);
        using var cache = new KeyValueCache(2);
        using var off = no_grad();
        Cached.Logits(model, token, cache).Dispose();
        using (var scope = NewDisposeScope()) Cached.Logits(model, token, cache);
        var again = () => Cached.Logits(model, token, cache);
        again.Should().NotThrow("what the cache has outlives the scope in which it was made");
    }

    [ExerciseTheory("1.1.38")]
    [InlineData(new long[] { 3 }, 6, null)]
    [InlineData(new long[] { 1, 7, 2, 5 }, 5, null)]
    [InlineData(new long[] { 4, 4 }, 1, null)]
    [InlineData(new long[] { 4, 4 }, 0, null)]
    public void TheTextIsThatWithoutACache(long[] prompt, int count, long? stop)
    {
        var model = Some.Model();
        var start = tensor(prompt);
        using var unchanged = Inputs.MustStayUnchanged(start);
        var wanted = Greedy(model, prompt, count);
        Cached.Generate(model, start, count, new SamplingOptions(Temperature: 0), stop).Should().BeCloseTo(
            tensor(wanted), 0, "position", mistakes:
            [("these are the new tokens alone: the prompt belongs to the text", tensor(wanted[prompt.Length..]))]);
        // The same text, up to the first new token that is asked to stop it.
        if (count < 5) return;
        var at = Array.IndexOf(wanted, wanted[prompt.Length + 2], prompt.Length);
        Cached.Generate(model, start, count, new SamplingOptions(Temperature: 0), wanted[at]).Should().BeCloseTo(
            tensor(wanted[..(at + 1)]), 0, "position", mistakes:
            [
                ("nothing stopped the text", tensor(wanted)),
                ("the token that stops belongs to the text, too", tensor(wanted[..at])),
            ]);
    }

    [ExerciseTheory("1.1.38")]
    [InlineData(new long[] { 3 }, 6)]
    [InlineData(new long[] { 1, 7, 2, 5 }, 5)]
    public void EachTokenIsReadOnce(long[] prompt, int count)
    {
        var model = Some.Model();
        using var watch = new Watch(model);
        Cached.Generate(model, tensor(prompt), count, new SamplingOptions(Temperature: 0));
        var wanted = prompt.Length + count - 1;
        Must.Hold(watch.Positions.Sum() <= wanted,
            $"{watch.Positions.Sum()} positions were computed for {count} new tokens after {prompt.Length}, should be {wanted}: " +
                "give the model only what it has not read yet. (The last new token need not be read.)");
        Must.Hold(watch.Positions.Count > 0 && watch.Positions[0] == prompt.Length,
            "The prompt should be read in one go, at the beginning.");
        Must.Hold(!watch.Gradients, "Gradients were recorded: no_grad() is missing.");
    }

    [ExerciseFact("1.1.38")]
    public void ThePenaltyIsForAllOfTheText()
    {
        var model = new Transformer(new TransformerConfig(1, 4, 1, 2, 4, 12, 4));
        using (no_grad()) model.unembed.b_U.copy_(tensor(new float[] { 5, 4, 0, -9 }));
        Cached.Generate(model, tensor(new long[] { 0, 0, 2 }), 3, new SamplingOptions(Temperature: 0, FrequencyPenalty: 3))
            .Should().BeCloseTo(tensor(new long[] { 0, 0, 2, 1, 1, 0 }), 0, "position", mistakes:
            [
                ("there was no penalty", tensor(new long[] { 0, 0, 2, 0, 0, 0 })),
                ("the penalty was for the tokens that the model is given: it is for the whole text",
                    tensor(new long[] { 0, 0, 2, 1, 0, 1 })),
            ]);
    }

    [ExerciseFact("1.1.38")]
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
            var model = new Transformer(new TransformerConfig(1, 4, 1, 2, 4, 40, 8));
            return Cached.Generate(model, tensor(new long[] { 3 }), 30, new SamplingOptions(), generator: generator);
        }
    }

    [ExerciseFact("1.1.38")]
    public void GeneratingLeavesOnlyTheText()
    {
        var model = Some.Model();
        var prompt = tensor(new long[] { 3 });
        Cached.Generate(model, prompt, 3, new SamplingOptions(Temperature: 0)).Dispose();
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        using var text = Cached.Generate(model, prompt, 5, new SamplingOptions(Temperature: 0));
        Must.Hold(DisposeScopeManager.Statistics.ThreadTotalLiveCount - before == 1,
            "Tensors are left behind besides the text: dispose of the cache, and open a dispose scope.");
    }

    private static long[] Greedy(Transformer model, long[] prompt, int count)
    {
        using var off = no_grad();
        var text = prompt.ToList();
        for (var i = 0; i < count; i++)
            text.Add(Reference.Whole(model, tensor(text.ToArray()).unsqueeze(0))[0, ^1].argmax().item<long>());
        return [.. text];
    }

    /// <summary>Notes how many positions the MLP of the first block is given.</summary>
    private sealed class Watch : IDisposable
    {
        private readonly Action remove;

        public Watch(Transformer model)
        {
            var hook = model.blocks[0].mlp.register_forward_pre_hook((_, x) =>
            {
                Positions.Add((int)x.shape[1]);
                Gradients |= is_grad_enabled();
                return x;
            });
            remove = hook.remove;
        }

        public List<int> Positions { get; } = [];

        public bool Gradients { get; private set; }

        public void Dispose() => remove();
    }
}
