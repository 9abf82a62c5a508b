using Arena.Models;
using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Transformers.InductionCircuits;

public class TokenCircuitsTests
{
    private const double Tolerance = 1e-4;

    [ExerciseTheory("1.2.27")]
    [InlineData(0, new[] { 1 })]
    [InlineData(1, new[] { 2, 0 })]
    [InlineData(1, new[] { 0, 1, 2 })]
    public void FromTokenThroughHeadsToLogit(int layer, int[] heads)
    {
        var model = Some.Model();
        using var unchanged = Inputs.MustStayUnchanged([.. model.parameters()]);
        Tensor Of(int where, IEnumerable<int> which) => which.Select(head =>
            model.W_E.matmul(model.W_OV[where, head]).matmul(model.W_U)).Aggregate((x, y) => x + y);
        var wanted = Of(layer, heads);
        TokenCircuits.FullOV(model, layer, heads).Should().BeCloseTo(wanted, Tolerance, "source logit", mistakes:
        [
            ("rows and columns were interchanged: the source comes first", wanted.t()),
            ("these are heads of the other layer", Of(1 - layer, heads)),
            ("the embedding was used in place of the unembedding", model.W_E.matmul(heads.Select(
                head => model.W_OV[layer, head]).Aggregate((x, y) => x + y)).matmul(model.W_E.t())),
            .. heads.Length > 1
                ? [
                    ("the heads were averaged; they are added", wanted / heads.Length),
                    ("only the first head was taken", Of(layer, heads[..1])),
                ]
                : Array.Empty<(string, Tensor)>(),
        ]);
    }

    [ExerciseTheory("1.2.28")]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(9)]
    public void CountsLargestDiagonals(int tokens)
    {
        var circuit = Some.Numbers(tokens, tokens);
        // Every other token is copied.
        for (var token = 0; token < tokens; token += 2) circuit[token, token] += 6;
        using var unchanged = Inputs.MustStayUnchanged(circuit);
        TokenCircuits.TopOneAccuracy(circuit).Should().BeCloseTo(Share(circuit), 1e-6, "", mistakes:
        [
            ("the largest entry of each column was looked for; each row is a source", Share(circuit.t())),
            ("this is a number of tokens: divide by how many there are", Share(circuit) * tokens),
            ("the smallest entry was looked for", Share(-circuit)),
            ("this is the share of those that are not copied", 1 - Share(circuit)),
        ]);
    }

    [ExerciseFact("1.2.28")]
    public void RowsAreSources() => TokenCircuits.TopOneAccuracy(tensor(new[,] { { 2f, 1 }, { 3, 1 } }))
        .Should().BeCloseTo(tensor(0.5f), 1e-6, "", mistakes: []);

    // Column by column it would be another share.
    [ExerciseFact("1.2.28")]
    public void RowsAreSourcesNotColumns() =>
        TokenCircuits.TopOneAccuracy(tensor(new[,] { { 2f, 1, 5 }, { 3, 4, 1 }, { 0, 0, 6 } }))
            .Should().BeCloseTo(tensor(2f / 3), 1e-6, "", mistakes:
            [
                ("the largest entry of each column was looked for; each row is a source", tensor(1f / 3)),
            ]);

    [ExerciseTheory("1.2.29")]
    [InlineData(3, 1)]
    [InlineData(6, 2)]
    [InlineData(9, 4)]
    public void SumOverSizes(long tokens, long rank)
    {
        var (left, right) = (Some.Numbers(1, [tokens, rank]), Some.Numbers(7, [rank, tokens]));
        using var unchanged = Inputs.MustStayUnchanged(left, right);
        var all = linalg.eigvals(left.matmul(right));
        var wanted = all.real.sum() / all.abs().sum();
        TokenCircuits.CopyingScore(left, right).Should().BeCloseTo(wanted, Tolerance, "", mistakes:
        [
            .. rank > 1
                ? [
                    ("the signs are lost: the sizes were added in both places", tensor(1f)),
                    ("this is the share of eigenvalues with a positive real part",
                        all.real.gt(1e-3).sum() / (float)rank),
                    ("it was divided by the number of eigenvalues, not by their sizes", all.real.sum() / rank),
                    ("it was divided by the sizes of the real parts alone", all.real.sum() / all.real.abs().sum()),
                ]
                : Array.Empty<(string, Tensor)>(),
        ]);
    }

    [ExerciseFact("1.2.29")]
    public void CopyingItsOppositeAndTurning()
    {
        var tall = FactoredMatricesTests.Tall();
        // The sizes differ by a factor of thousands, which costs digits.
        TokenCircuits.CopyingScore(tall, tall.t()).Should().BeCloseTo(tensor(1f), 1e-3, "", mistakes: []);
        TokenCircuits.CopyingScore(tall, -tall.t()).Should().BeCloseTo(tensor(-1f), 1e-3, "", mistakes: []);
        // A quarter turn: its eigenvalues are i and -i.
        TokenCircuits.CopyingScore(tensor(new[,] { { 0f, -1 }, { 1, 0 } }), eye(2)).Should().BeCloseTo(
            tensor(0f), Tolerance, "", mistakes: []);
        // Half of a turn to the side: 1 ± i.
        TokenCircuits.CopyingScore(tensor(new[,] { { 1f, -1 }, { 1, 1 } }), eye(2)).Should().BeCloseTo(
            tensor((float)Math.Sqrt(0.5)), Tolerance, "", mistakes:
            [
                ("it was divided by the sizes of the real parts alone", tensor(1f)),
            ]);
    }

    [ExerciseFact("1.2.29")]
    public void InductionHeadsOfTheTrainedModelCopy()
    {
        using var trained = Some.Shipped("attn-only-2l");
        using var model = trained.FoldLayerNorm();
        var scores = Enumerable.Range(0, 4).Select(head => TokenCircuits.CopyingScore(
            model.W_E.matmul(model.blocks[1].attn.W_V[head]),
            model.blocks[1].attn.W_O[head].matmul(model.W_U)).item<float>()).ToList();
        Must.Hold(scores.Max() > 0.6,
            "A head in layer 1 of attn-only-2l copies, with a score above 0.6; your highest score is "
            + $"{scores.Max():0.00}.");
    }

    [ExerciseTheory("1.2.30")]
    [InlineData(0, 2, 4)]
    [InlineData(1, 0, 3)]
    public void FromTokenToToken(int layer, int head, int width)
    {
        var model = Some.Model(head: width);
        using var unchanged = Inputs.MustStayUnchanged([.. model.parameters()]);
        Tensor Of(int where, int which) => model.W_E.matmul(model.W_QK[where, which]).matmul(model.W_E.t());
        var wanted = Of(layer, head) / Math.Sqrt(width);
        TokenCircuits.FullQK(model, layer, head).Should().BeCloseTo(wanted, Tolerance, "query key", mistakes:
        [
            ("queries and keys were interchanged: the query comes first", wanted.t()),
            ("it was not divided by √d_head", Of(layer, head)),
            ("it was divided by d_head, not by its root", Of(layer, head) / width),
            ("it was divided by √d_model", Of(layer, head) / Math.Sqrt(10)),
            ("this is a head of the other layer", Of(1 - layer, head) / Math.Sqrt(width)),
            ("this is another head", Of(layer, (head + 1) % 3) / Math.Sqrt(width)),
            ("the unembedding was used on the key's side", model.W_E.matmul(model.W_QK[layer, head])
                .matmul(model.W_U) / Math.Sqrt(width)),
        ]);
    }

    [ExerciseTheory("1.2.31")]
    [InlineData(0, 4, Normalization.LN)]
    [InlineData(2, 3, Normalization.LN)]
    [InlineData(1, 5, Normalization.None)]
    public void EveryPlaceHoldsTheAverageToken(int head, int width, Normalization normalization)
    {
        var model = Some.Model(head: width, normalization: normalization);
        using var unchanged = Inputs.MustStayUnchanged([.. model.parameters()]);
        // A model in which all tokens are the average one.
        var average = Some.Changed(
            model, copy => copy.W_E.copy_(model.W_E.mean([0], keepdim: true).expand_as(model.W_E)));
        var without = Some.Changed(model, copy => copy.W_E.zero_());
        var flat = Some.Changed(average, copy =>
        {
            copy.blocks[0].attn.b_Q.zero_();
            copy.blocks[0].attn.b_K.zero_();
        });
        TokenCircuits.PositionPattern(model, head).Should().BeCloseTo(
            Pattern(average, head), Tolerance, "query key", mistakes:
            [
                ("the tokens were left out altogether; every position holds the average one", Pattern(without, head)),
                ("the biases b_Q and b_K are missing", Pattern(flat, head)),
                ("this is another head", Pattern(average, (head + 1) % 3)),
                ("every query sees the whole sequence: mask the future", Whole(average, head)),
            ]);

        static Tensor Pattern(HookedTransformer model, int head)
        {
            var (_, cache) = model.RunWithCache(zeros(1, model.Config.NCtx, dtype: int64));
            using var held = cache;
            return cache["pattern", 0][0, head].clone();
        }

        static Tensor Whole(HookedTransformer model, int head)
        {
            var (_, cache) = model.RunWithCache(zeros(1, model.Config.NCtx, dtype: int64));
            using var held = cache;
            var (q, k) = (cache["q", 0][0, .., head], cache["k", 0][0, .., head]);
            return (q.matmul(k.t()) / Math.Sqrt(model.Config.DHead)).softmax(-1);
        }
    }

    [ExerciseFact("1.2.31")]
    public void PlantedPositions()
    {
        var model = Planted.Induction();
        TokenCircuits.PositionPattern(model, 1).Should().BeCloseTo(
            Some.LooksBack(1, Planted.Context), Tolerance, "query key", mistakes:
            [
                ("queries and keys were interchanged", Some.LooksBack(0, Planted.Context)),
            ]);
    }

    private static Tensor Share(Tensor circuit)
    {
        var size = (int)circuit.shape[0];
        var copied = Enumerable.Range(0, size).Count(row =>
            Enumerable.Range(0, size).MaxBy(column => circuit[row, column].item<float>()) == row);
        return tensor((float)copied / size);
    }
}
