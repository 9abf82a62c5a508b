using Arena.Models;
using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Transformers.InductionCircuits;

public class AttributionTests
{
    private const double Tolerance = 1e-4;

    [ExerciseTheory("1.2.15")]
    [InlineData(1, 2, 1, 3, Normalization.LN)]
    [InlineData(2, 3, 2, 6, Normalization.LN)]
    [InlineData(3, 2, 3, 4, Normalization.None)]
    public void ComponentsAreWhatWasWritten(
        int layers, int heads, long batch, long positions, Normalization normalization)
    {
        var model = Some.Model(layers, heads, normalization: normalization);
        var tokens = Some.Tokens(7, batch, positions);
        var (_, cache) = model.RunWithCache(tokens);
        using var held = cache;
        using var unchanged = Inputs.MustStayUnchanged([.. cache.Names.Select(name => cache[name])]);
        // What a head writes: its z through its W_O.
        var writes = Enumerable.Range(0, layers).SelectMany(layer => Enumerable.Range(0, heads).Select(head =>
            cache["z", layer].select(2, head).matmul(model.blocks[layer].attn.W_O[head]))).ToList();
        var embeddings = new[] { cache["hook_embed"], cache["hook_pos_embed"] };
        Tensor Bias(IEnumerable<Block> blocks) =>
            blocks.Aggregate(zeros_like(embeddings[0]), (sum, block) => sum + block.attn.b_O);
        var byHead = Enumerable.Range(0, heads).SelectMany(head => Enumerable.Range(0, layers)
            .Select(layer => writes[layer * heads + head]));
        var actual = Attribution.ResidualComponents(model, cache);
        actual.Should().BeCloseTo(
            stack([.. embeddings, .. writes, Bias(model.blocks)]), Tolerance, "component batch position d_model",
            mistakes:
            [
                ("the biases b_O are missing", stack([.. embeddings, .. writes])),
                ("the position embedding is missing", stack([embeddings[0], .. writes, Bias(model.blocks)])),
                ("the position embedding comes before the token embedding; it should be the other way round",
                    stack([embeddings[1], embeddings[0], .. writes, Bias(model.blocks)])),
                ("only the bias of the last layer was taken",
                    stack([.. embeddings, .. writes, Bias([model.blocks[^1]])])),
                ("only the bias of the first layer was taken",
                    stack([.. embeddings, .. writes, Bias([model.blocks[0]])])),
                ("the last layer's heads come first", stack([.. embeddings,
                    .. Enumerable.Range(0, layers).Reverse()
                        .SelectMany(layer => writes.Skip(layer * heads).Take(heads)),
                    Bias(model.blocks)])),
                ("head 0 of all layers comes first; it should be all heads of layer 0",
                    stack([.. embeddings, .. byHead, Bias(model.blocks)])),
            ]);
        actual.sum(dim: 0).Should().BeCloseTo(cache["resid_post", layers - 1], Tolerance, "batch position d_model",
            what: "The sum of all components");
    }

    [ExerciseTheory("1.2.16")]
    [InlineData(1, 1, 3)]
    [InlineData(4, 2, 5)]
    public void TheNormIsLinearWhenItsScaleIsFrozen(long components, long batch, long positions)
    {
        var model = Some.Model();
        var (_, cache) = model.RunWithCache(Some.Tokens(7, batch, positions));
        using var held = cache;
        var written = Some.Numbers(components, batch, positions, 10) + 0.5;
        var (scale, w, b) = (cache["ln_final.hook_scale"], model.ln_final.w!, model.ln_final.b!);
        using var unchanged = Inputs.MustStayUnchanged(written, scale, w, b);
        // Taking the mean away is a matrix as well.
        var centring = eye(10) - 0.1;
        var wanted = written.matmul(centring.matmul(diag(w))) / scale;
        var own = written.matmul(centring).square().mean([-1], keepdim: true).add(1e-5).sqrt();
        Attribution.ThroughFinalNorm(model, cache, written).Should().BeCloseTo(
            wanted, Tolerance, "component batch position d_model", mistakes:
            [
                ("each component was divided by a scale of its own; all share the one of the run",
                    written.matmul(centring.matmul(diag(w))) / own),
                ("the mean was not taken away", written.matmul(diag(w)) / scale),
                ("the weight of the layer norm is missing", written.matmul(centring) / scale),
                ("the bias of the layer norm was added to every component", wanted + b),
                ("it was not divided by the scale", written.matmul(centring.matmul(diag(w)))),
                ("it was multiplied by the scale, not divided", written.matmul(centring.matmul(diag(w))) * scale),
            ]);
    }

    [ExerciseFact("1.2.16")]
    public void TheWholeStreamBecomesWhatTheUnembeddingReads()
    {
        var model = Some.Model();
        var (_, cache) = model.RunWithCache(Some.Tokens(7, 2, 5));
        using var held = cache;
        Attribution.ThroughFinalNorm(model, cache, cache["resid_post", 1].unsqueeze(0)).Should().BeCloseTo(
            (cache["ln_final.hook_normalized"] - model.ln_final.b!).unsqueeze(0), Tolerance,
            "component batch position d_model");
    }

    [ExerciseTheory("1.2.17")]
    [InlineData(1, 1, 2)]
    [InlineData(4, 3, 6)]
    public void PicksTheNextToken(int components, long batch, long positions)
    {
        var model = Some.Model();
        var (read, tokens) = (Some.Numbers(components, batch, positions, 10), Some.Tokens(7, batch, positions));
        using var unchanged = Inputs.MustStayUnchanged(read, tokens, model.W_U, model.b_U);
        var logits = read.matmul(model.W_U);
        var rest = (model.ln_final.b!.matmul(model.W_U) + model.b_U).expand(batch, positions, 7);
        Tensor Next(Tensor x) => x[.., ..^1].gather(2, tokens[.., 1..].unsqueeze(2)).squeeze(2);
        Tensor Same(Tensor x) => x.gather(2, tokens.unsqueeze(2)).squeeze(2)[.., ..^1];
        Tensor All(Func<Tensor, Tensor> pick, Tensor last) => stack([.. logits.unbind(0).Select(pick), pick(last)]);
        Attribution.LogitAttribution(model, read, tokens).Should().BeCloseTo(
            All(Next, rest), Tolerance, "part batch position", mistakes:
            [
                ("these are the logits of the token at each position, not of the one that comes next", All(Same, rest)),
                ("the last part lacks the bias of the unembedding, b_U", All(Next, rest - model.b_U)),
                ("the last part lacks the bias of the final layer norm", All(Next, model.b_U.expand_as(rest))),
                ("the part that comes from no component is missing", stack([.. logits.unbind(0).Select(Next)])),
            ]);
    }

    [ExerciseFact("1.2.17")]
    public void PartsAddUpToTheLogits()
    {
        var model = Some.Model();
        var tokens = Some.Tokens(7, 2, 8);
        var (logits, cache) = model.RunWithCache(tokens);
        using var held = cache;
        var read = cache["ln_final.hook_normalized"] - model.ln_final.b!;
        Attribution.LogitAttribution(model, read.unsqueeze(0), tokens).sum(dim: 0).Should().BeCloseTo(
            logits[.., ..^1].gather(2, tokens[.., 1..].unsqueeze(2)).squeeze(2), Tolerance, "batch position",
            what: "The sum of all parts");
    }

    [ExerciseTheory("1.2.18")]
    [InlineData(1, 1, 2)]
    [InlineData(4, 3, 6)]
    public void RightLessWrong(int components, long batch, long positions)
    {
        var model = Some.Model();
        var read = Some.Numbers(components, batch, positions, 10);
        var (right, wrong) = (Some.Tokens(7, 1, batch)[0], (Some.Tokens(7, 1, batch)[0] + 2).remainder(7));
        using var unchanged = Inputs.MustStayUnchanged(read, right, wrong, model.W_U, model.b_U);
        var rest = (model.ln_final.b!.matmul(model.W_U) + model.b_U).expand(batch, 7);
        Tensor Pick(Tensor x, Tensor which) => x.gather(1, which.unsqueeze(1)).squeeze(1);
        Tensor Of(Tensor at, Tensor last, Func<Tensor, Tensor> pick) =>
            stack([.. at.unbind(0).Select(pick), pick(last)]);
        var logits = read.matmul(model.W_U);
        var (last, first) = (logits.select(2, positions - 1), logits.select(2, 0));
        Tensor Difference(Tensor x) => Pick(x, right) - Pick(x, wrong);
        Attribution.DifferenceAttribution(model, read, right, wrong).Should().BeCloseTo(
            Of(last, rest, Difference), Tolerance, "part batch", mistakes:
            [
                ("the sign is the other way round: it is the right token's logit less the wrong one's",
                    -Of(last, rest, Difference)),
                ("this is the logit of the right token alone", Of(last, rest, x => Pick(x, right))),
                ("it was worked out at the first position; it should be at the last", Of(first, rest, Difference)),
                ("the last part lacks b_U", Of(last, rest - model.b_U, Difference)),
                ("the last part lacks the bias of the final layer norm",
                    Of(last, model.b_U.expand_as(rest), Difference)),
                ("the part that comes from no component is missing", stack([.. last.unbind(0).Select(Difference)])),
            ]);
    }
}
