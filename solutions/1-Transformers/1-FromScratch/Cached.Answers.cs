using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

/// <summary>What else learners may write for a cache.</summary>
[SolutionOnly]
internal static class CachedAnswers
{
    [WrongAnswer("1.1.36", Says = "the new positions see only each other")]
    internal static Tensor IgnoresWhatIsCached(Attention attention, Tensor x, KeyValueCache cache, int layer)
    {
        var q = AttentionSteps.Project(x, attention.W_Q, attention.b_Q);
        var k = AttentionSteps.Project(x, attention.W_K, attention.b_K);
        var v = AttentionSteps.Project(x, attention.W_V, attention.b_V);
        cache.Append(layer, k, v);
        var pattern = AttentionSteps.Pattern(AttentionSteps.Scores(q, k));
        return AttentionSteps.Output(AttentionSteps.Mix(pattern, v), attention.W_O, attention.b_O);
    }

    // Right as long as there is one new position.
    [WrongAnswer("1.1.36", Says = "nothing was masked")]
    internal static Tensor MasksNothing(Attention attention, Tensor x, KeyValueCache cache, int layer)
    {
        var q = AttentionSteps.Project(x, attention.W_Q, attention.b_Q);
        var isFirst = cache.Length == 0;
        var (k, v) = cache.Append(
            layer,
            AttentionSteps.Project(x, attention.W_K, attention.b_K),
            AttentionSteps.Project(x, attention.W_V, attention.b_V));
        var scores = AttentionSteps.Scores(q, k);
        var pattern = isFirst ? AttentionSteps.Pattern(scores) : scores.softmax(3);
        return AttentionSteps.Output(AttentionSteps.Mix(pattern, v), attention.W_O, attention.b_O);
    }

    [WrongAnswer("1.1.36")]
    internal static Tensor UsesOneLayerForAll(Attention attention, Tensor x, KeyValueCache cache, int layer) =>
        Cached.Attend(attention, x, cache, 0);

    [WrongAnswer("1.1.36")]
    internal static Tensor ExchangesKeysAndValues(Attention attention, Tensor x, KeyValueCache cache, int layer)
    {
        var q = AttentionSteps.Project(x, attention.W_Q, attention.b_Q);
        var (k, v) = cache.Append(
            layer,
            AttentionSteps.Project(x, attention.W_V, attention.b_V),
            AttentionSteps.Project(x, attention.W_K, attention.b_K));
        var pattern = AttentionSteps.Pattern(AttentionSteps.Scores(q, k));
        return AttentionSteps.Output(AttentionSteps.Mix(pattern, v), attention.W_O, attention.b_O);
    }

    [RightAnswer("1.1.36")]
    internal static Tensor AppendsFirst(Attention attention, Tensor x, KeyValueCache cache, int layer)
    {
        var newKeys = AttentionSteps.Project(x, attention.W_K, attention.b_K);
        var newValues = AttentionSteps.Project(x, attention.W_V, attention.b_V);
        var (keys, values) = cache.Append(layer, newKeys, newValues);
        var queries = AttentionSteps.Project(x, attention.W_Q, attention.b_Q);
        var shares = AttentionSteps.Pattern(AttentionSteps.Scores(queries, keys));
        return AttentionSteps.Output(AttentionSteps.Mix(shares, values), attention.W_O, attention.b_O);
    }

    [WrongAnswer("1.1.37", Says = "were counted from 0 again")]
    internal static Tensor CountsPositionsFromZero(Transformer model, Tensor tokens, KeyValueCache cache) =>
        Through(model, tokens, cache, model.pos_embed.call(tokens));

    [WrongAnswer("1.1.37", Says = "positions after")]
    internal static Tensor CallsTheModel(Transformer model, Tensor tokens, KeyValueCache cache) => model.call(tokens);

    [WrongAnswer("1.1.37")]
    internal static Tensor UsesTheFirstLayerForAll(Transformer model, Tensor tokens, KeyValueCache cache) =>
        Through(model, tokens, cache, Positions(model, tokens, cache), _ => 0);

    [RightAnswer("1.1.37")]
    internal static Tensor CountsBlocks(Transformer model, Tensor tokens, KeyValueCache cache) =>
        Through(model, tokens, cache, Positions(model, tokens, cache));

    [WrongAnswer("1.1.38", Says = "give the model only what it has not read yet")]
    internal static Tensor ReadsAllAgain(
        Transformer model, Tensor prompt, int count, SamplingOptions options, long? stop = null,
        Generator? generator = null) =>
        Generation.Generate(tokens => model.call(tokens), prompt, count, options, stop, generator: generator);

    [WrongAnswer("1.1.38")]
    internal static Tensor GivesTheWholeTextToTheCache(
        Transformer model, Tensor prompt, int count, SamplingOptions options, long? stop = null,
        Generator? generator = null) =>
        Write(model, prompt, count, options, stop, generator, (text, _) => text);

    [WrongAnswer("1.1.38", Says = "it is for the whole text")]
    internal static Tensor PenalisesWhatIsGiven(
        Transformer model, Tensor prompt, int count, SamplingOptions options, long? stop = null,
        Generator? generator = null) =>
        Write(model, prompt, count, options, stop, generator, (_, next) => next, penalisesUnread: true);

    [WrongAnswer("1.1.38", Says = "dispose of the cache")]
    internal static Tensor KeepsTheCache(
        Transformer model, Tensor prompt, int count, SamplingOptions options, long? stop = null,
        Generator? generator = null) =>
        Write(model, prompt, count, options, stop, generator, (_, next) => next, disposes: false);

    [RightAnswer("1.1.38")]
    internal static Tensor LendsTheLoop(
        Transformer model, Tensor prompt, int count, SamplingOptions options, long? stop = null,
        Generator? generator = null)
    {
        using var cache = new KeyValueCache(model.Config.NLayers);
        return Generation.Generate(
            tokens => Cached.Logits(model, tokens[.., (int)cache.Length..], cache), prompt, count, options, stop,
            generator: generator);
    }

    private static Tensor Positions(Transformer model, Tensor tokens, KeyValueCache cache) =>
        Embeddings.EmbedPositions(tokens, model.pos_embed.W_pos, cache.Length);

    private static Tensor Through(
        Transformer model, Tensor tokens, KeyValueCache cache, Tensor positions, Func<int, int>? layerOf = null)
    {
        var stream = model.embed.call(tokens) + positions;
        var layer = 0;
        foreach (var block in model.blocks)
        {
            var at = layerOf?.Invoke(layer) ?? layer;
            stream = stream + Cached.Attend(block.attn, block.ln1.call(stream), cache, at);
            stream = stream + block.mlp.call(block.ln2.call(stream));
            layer++;
        }
        return model.unembed.call(model.ln_final.call(stream));
    }

    private static Tensor Write(
        Transformer model, Tensor prompt, int count, SamplingOptions options, long? stop, Generator? generator,
        Func<Tensor, Tensor, Tensor> reads, bool penalisesUnread = false, bool disposes = true)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var cache = new KeyValueCache(model.Config.NLayers);
        var text = prompt.unsqueeze(0);
        var unread = text;
        for (var i = 0; i < count; i++)
        {
            var logits = Cached.Logits(model, unread, cache)[.., ^1];
            var next = Sampler.NextToken(logits, penalisesUnread ? unread : text, options, generator).unsqueeze(1);
            text = cat([text, next], 1);
            unread = reads(text, next);
            if (next.item<long>() == stop) break;
        }
        if (disposes) cache.Dispose();
        return text.squeeze(0).clone().MoveToOuterDisposeScope();
    }
}
