using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

public class AttentionTests
{
    private const double Tolerance = 1e-5;
    private const string PatternAxes = "batch head query key";

    [ExerciseTheory("1.1.9")]
    [InlineData(2, 3, 5, 2, 4, false)]
    [InlineData(1, 1, 3, 1, 2, false)]
    [InlineData(3, 4, 2, 4, 2, true)]
    public void EachHeadHasItsOwnMatrix(long batch, long positions, long dModel, long heads, long dHead, bool view)
    {
        var x = Some.Numbers(view, batch, positions, dModel);
        var weight = Some.Numbers(1, view, heads, dModel, dHead);
        var bias = Some.Numbers(2, view, heads, dHead);
        using var unchanged = Inputs.MustStayUnchanged(x, weight, bias);
        var products = PerHead(heads, head => x.matmul(weight[head]));
        AttentionSteps.Project(x, weight, bias).Should().BeCloseTo(
            products + bias, Tolerance, "batch position head d_head", mistakes:
        [
            ("the bias was not added", products),
            ("the axes of head and position are exchanged: put them in the order `batch position head d_head`",
                (products + bias).transpose(1, 2)),
            ("all heads have the matrix of the first one", PerHead(heads, _ => x.matmul(weight[0])) + bias),
            ("the matrices of all heads were added up", PerHead(heads, _ => x.matmul(weight.sum(dim: 0))) + bias),
            .. dModel == dHead
                ? [("the matrices were transposed: d_model is summed over",
                    PerHead(heads, head => x.matmul(weight[head].t())) + bias)]
                : Array.Empty<(string, Tensor)>(),
        ]);
    }

    [ExerciseTheory("1.1.10")]
    [InlineData(2, 4, 4, 3, 5, false)]
    [InlineData(1, 1, 1, 1, 4, false)]
    [InlineData(2, 2, 5, 2, 2, true)]
    [InlineData(3, 3, 3, 3, 3, true)]
    public void AScoreIsADotProduct(long batch, long queries, long keys, long heads, long dHead, bool view)
    {
        var q = Some.Numbers(1, view, batch, queries, heads, dHead);
        var k = Some.Numbers(2, view, batch, keys, heads, dHead);
        using var unchanged = Inputs.MustStayUnchanged(q, k);
        var products = stack(
            [.. Enumerable.Range(0, (int)heads).Select(head => q.select(2, head).bmm(k.select(2, head).transpose(1, 2)))], 1);
        AttentionSteps.Scores(q, k).Should().BeCloseTo(
            products / Math.Sqrt(dHead), Tolerance, PatternAxes, mistakes:
        [
            ("nothing was divided by: the dot products grow with √d_head", products),
            ("it was divided by d_head, not by its root", products / dHead),
            ("it was multiplied by √d_head", products * Math.Sqrt(dHead)),
            ("it was divided by √d_model (all heads together) instead of √d_head", products / Math.Sqrt(dHead * heads)),
            ("it was divided by the root of the number of heads", products / Math.Sqrt(heads)),
            ("it was divided by the root of the number of positions", products / Math.Sqrt(keys)),
            .. queries == keys
                ? [("queries and keys are exchanged: a row is a query, a column a key",
                    products.transpose(2, 3) / Math.Sqrt(dHead))]
                : Array.Empty<(string, Tensor)>(),
        ]);
    }

    [ExerciseTheory("1.1.11")]
    [InlineData(2, 3, 4, 4, false)]
    [InlineData(1, 1, 1, 1, false)]
    [InlineData(2, 2, 2, 5, false)]
    [InlineData(1, 2, 1, 4, true)]
    [InlineData(3, 1, 5, 5, true)]
    public void LaterKeysAreOutOfSight(long batch, long heads, long queries, long keys, bool view)
    {
        var scores = Some.Numbers(view, batch, heads, queries, keys);
        using var unchanged = Inputs.MustStayUnchanged(scores);
        var wanted = Masked(scores, (query, key) => key > query + (keys - queries), float.NegativeInfinity);
        AttentionSteps.Mask(scores).Should().BeCloseTo(wanted, 0, PatternAxes, mistakes:
        [
            ("the mask is transposed: positions see the future and not the past",
                Masked(scores, (query, key) => key < query + (keys - queries), float.NegativeInfinity)),
            ("the mask covers the diagonal as well: a position sees itself",
                Masked(scores, (query, key) => key >= query + (keys - queries), float.NegativeInfinity)),
            ("the mask leaves one position of the future in sight",
                Masked(scores, (query, key) => key > query + (keys - queries) + 1, float.NegativeInfinity)),
            ("later keys have the score 0, which is a score like any other: -∞ is none",
                Masked(scores, (query, key) => key > query + (keys - queries), 0)),
            ("later keys have the score +∞", Masked(scores, (query, key) => key > query + (keys - queries), float.PositiveInfinity)),
            ("there are fewer queries than keys, and these were taken for the first positions: they are the last ones",
                Masked(scores, (query, key) => key > query, float.NegativeInfinity)),
            ("nothing was masked", scores),
        ]);
    }

    [ExerciseTheory("1.1.12")]
    [InlineData(2, 3, 4, 4, false)]
    [InlineData(1, 1, 1, 1, false)]
    [InlineData(2, 2, 3, 5, true)]
    public void APatternIsSharesOfThePast(long batch, long heads, long queries, long keys, bool view)
    {
        var scores = 2 * Some.Numbers(view, batch, heads, queries, keys);
        using var unchanged = Inputs.MustStayUnchanged(scores);
        var isFuture = Masked(zeros_like(scores), (query, key) => key > query + (keys - queries), 1) > 0;
        var visible = scores.exp().masked_fill(isFuture, 0);
        var masked = scores.masked_fill(isFuture, double.NegativeInfinity);
        var pattern = AttentionSteps.Pattern(scores);
        pattern.Should().BeCloseTo(visible / visible.sum(dim: 3, keepdim: true), Tolerance, PatternAxes, mistakes:
        [
            ("softmax over queries: it is each query whose shares add up to 1", masked.softmax(2)),
            ("softmax over heads", masked.softmax(1)),
            ("nothing was masked: positions see the future", scores.softmax(3)),
            ("the mask came after the softmax: what a query reads no longer adds up to 1",
                scores.softmax(3).masked_fill(isFuture, 0)),
            ("these are scores: take the softmax over the keys", masked),
            ("these are logarithms", masked.log_softmax(3)),
        ]);
    }

    [ExerciseTheory("1.1.13")]
    [InlineData(2, 4, 4, 3, 5, false)]
    [InlineData(1, 1, 1, 1, 2, false)]
    [InlineData(2, 2, 5, 3, 2, true)]
    public void ValuesAreMixedInTheSharesOfThePattern(
        long batch, long queries, long keys, long heads, long dHead, bool view)
    {
        var pattern = Some.Numbers(1, view, batch, heads, queries, keys).softmax(3);
        var v = Some.Numbers(2, view, batch, keys, heads, dHead);
        using var unchanged = Inputs.MustStayUnchanged(pattern, v);
        var wanted = stack(
            [.. Enumerable.Range(0, (int)heads).Select(head => pattern.select(1, head).bmm(v.select(2, head)))], 2);
        AttentionSteps.Mix(pattern, v).Should().BeCloseTo(wanted, Tolerance, "batch query head d_head", mistakes:
        [
            ("the axes of head and query are exchanged", wanted.transpose(1, 2)),
            ("the values were averaged: take them in the shares of the pattern",
                v.mean([1], keepdim: true).expand(batch, queries, heads, dHead)),
            ("every query read the sum of all values", v.sum(dim: 1, keepdim: true).expand(batch, queries, heads, dHead)),
            .. queries == keys
                ? new[]
                {
                    ("the pattern was used with queries and keys exchanged: sum over the keys", stack(
                        [.. Enumerable.Range(0, (int)heads).Select(head =>
                            pattern.select(1, head).transpose(1, 2).bmm(v.select(2, head)))], 2)),
                    ("each position reads its own value only", v * pattern.sum(dim: 3).transpose(1, 2).unsqueeze(3)),
                }
                : [],
        ]);
    }

    [ExerciseTheory("1.1.14")]
    [InlineData(2, 3, 5, 2, 4, false)]
    [InlineData(1, 1, 3, 1, 2, false)]
    [InlineData(3, 4, 2, 4, 2, true)]
    public void HeadsWriteIntoOneStream(long batch, long positions, long dModel, long heads, long dHead, bool view)
    {
        var z = Some.Numbers(1, view, batch, positions, heads, dHead);
        var weight = Some.Numbers(2, view, heads, dHead, dModel);
        var bias = Some.Numbers(3, view, dModel);
        using var unchanged = Inputs.MustStayUnchanged(z, weight, bias);
        // The heads side by side, times their matrices one below the other.
        var products = z.reshape(batch, positions, heads * dHead).matmul(weight.reshape(heads * dHead, dModel));
        AttentionSteps.Output(z, weight, bias).Should().BeCloseTo(
            products + bias, Tolerance, "batch position d_model", mistakes:
        [
            ("the bias was not added", products),
            .. heads > 1
                ? new[]
                {
                    ("every head added the bias: it is added once", products + heads * bias),
                    ("the heads were averaged: what they write adds up", products / heads + bias),
                    ("this is the first head alone", z.select(2, 0).matmul(weight[0]) + bias),
                    ("the heads are still apart: add up what they write",
                        PerHead(heads, head => z.select(2, head).matmul(weight[head])) + bias),
                }
                : [],
            .. dModel == dHead
                ? [("the matrices were transposed: d_head is summed over", Enumerable.Range(0, (int)heads)
                    .Select(head => z.select(2, head).matmul(weight[head].t())).Aggregate((a, b) => a + b) + bias)]
                : Array.Empty<(string, Tensor)>(),
        ]);
    }

    [ExerciseTheory("1.1.15")]
    [InlineData(2, 5, 6, 3, 4, false)]
    [InlineData(1, 1, 4, 1, 2, false)]
    [InlineData(3, 4, 4, 2, 4, true)]
    public void TheLayerIsLibtorchsAttention(long batch, long positions, long dModel, long heads, long dHead, bool view)
    {
        var x = Some.Numbers(view, batch, positions, dModel);
        var attention = new Attention(dModel, heads, dHead).WithWeights();
        using var unchanged = Inputs.MustStayUnchanged(x, attention.W_Q, attention.b_Q, attention.W_O);
        Tensor q = Of("Q", x), k = Of("K", x), v = Of("V", x);
        List<(string, Tensor)> mistakes =
        [
            ("queries and keys are exchanged", With(k, q, v)),
            ("the keys were made with W_Q", With(q, q, v)),
            ("the values were made with W_K", With(q, k, k)),
            ("the values were made with W_Q", With(q, k, q)),
            ("nothing was masked: positions see the future", Reference.Attention(attention, "", x, causal: false)),
        ];
        if (dModel == dHead * heads)
            mistakes.Add(("W_O was not applied", v));
        if (positions > 1) mistakes.Add(("every position read itself only", With(q, k, v, alone: true)));
        attention.call(x).Should().BeCloseTo(
            Reference.Attention(attention, "", x), Tolerance, "batch position d_model", mistakes);

        Tensor Of(string which, Tensor from) => Reference.Projected(attention, "", which, from);
        Tensor With(Tensor queries, Tensor keys, Tensor values, bool alone = false) => alone
            ? Reference.Attention(
                attention, "", Every(queries), Every(keys), Every(values)).reshape(batch, positions, dModel)
            : Reference.Attention(attention, "", queries, keys, values);
        // Each position as a text of its own.
        Tensor Every(Tensor some) => some.transpose(1, 2).reshape(batch * positions, heads, 1, dHead);
    }

    [ExerciseFact("1.1.15")]
    public void WhatComesLaterChangesNothing()
    {
        var attention = new Attention(6, 2, 3).WithWeights();
        var x = Some.Numbers(false, 2, 6, 6);
        var changed = x.clone();
        changed[.., 4..] += 3;
        attention.call(changed)[.., ..4].Should().BeCloseTo(
            attention.call(x)[.., ..4].detach(), Tolerance, "batch position d_model");
        attention.call(x).sum().backward();
        foreach (var (name, parameter) in attention.named_parameters())
            Must.Hold(parameter.grad is not null, $"No gradient reaches {name}: is it used?");
    }

    private static Tensor PerHead(long heads, Func<int, Tensor> make) =>
        stack([.. Enumerable.Range(0, (int)heads).Select(make)], 2);

    private static Tensor Masked(Tensor scores, Func<int, int, bool> isHidden, float value)
    {
        var result = scores.clone();
        for (var query = 0; query < scores.shape[2]; query++)
            for (var key = 0; key < scores.shape[3]; key++)
                if (isHidden(query, key)) result[.., .., query, key] = value;
        return result;
    }
}
