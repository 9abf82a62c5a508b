using Arena.Models;
using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Transformers.InductionCircuits;

public class CompositionTests
{
    private const double Tolerance = 1e-4;

    [ExerciseTheory("1.2.32")]
    [InlineData(1, 1, 2, 4)]
    [InlineData(5, 3, 6, 3)]
    public void EachComponentGivesItsPart(int components, long batch, long positions, int width)
    {
        var model = Some.Model(head: width);
        var (norm, attention) = (model.blocks[1].ln1, model.blocks[1].attn);
        var written = Some.Numbers(components, batch, positions, 10) + 0.5;
        var scale = Some.Numbers(8, [batch, positions, 1]).abs() + 0.5;
        var (weight, bias) = (attention.W_Q[2], attention.b_Q[2]);
        using var unchanged = Inputs.MustStayUnchanged(written, scale, weight, bias, norm.w!, norm.b!);
        var centred = written.matmul(eye(10) - 0.1);
        var parts = (centred * norm.w!).matmul(weight) / scale;
        Tensor With(Tensor each, Tensor rest) => cat([each, rest.expand(1, batch, positions, width)]);
        var rest = norm.b!.unsqueeze(0).matmul(weight) + bias;
        Composition.SplitProjection(written, scale, norm, weight, bias).Should().BeCloseTo(
            With(parts, rest), Tolerance, "part batch position d_head", mistakes:
            [
                ("the last part lacks the bias of the head", With(parts, rest - bias)),
                ("the last part lacks the bias of the layer norm", With(parts, bias)),
                ("the mean was not taken away", With((written * norm.w!).matmul(weight) / scale, rest)),
                ("the weight of the layer norm is missing", With(centred.matmul(weight) / scale, rest)),
                ("it was not divided by the scale", With(parts * scale, rest)),
                ("the bias was added to every component", With(parts + bias, rest)),
                ("the part that comes from no component is missing", parts),
                ("the bias of the layer norm was divided by the scale too",
                    With(parts, norm.b!.matmul(weight) / scale + bias)),
            ]);
    }

    [ExerciseFact("1.2.32")]
    public void PartsAddUpToTheKeys()
    {
        var model = Some.Model();
        var (_, cache) = model.RunWithCache(Some.Tokens(7, 2, 5));
        using var held = cache;
        var attention = model.blocks[1].attn;
        Composition.SplitProjection(
                cache["resid_pre", 1].unsqueeze(0), cache["ln1.scale", 1], model.blocks[1].ln1, attention.W_K[1],
                attention.b_K[1])
            .sum(dim: 0).Should().BeCloseTo(cache["k", 1].select(2, 1), Tolerance, "batch position d_head",
                what: "The sum of all parts");
    }

    [ExerciseTheory("1.2.33")]
    [InlineData(1, 1, 1, 2, 4)]
    [InlineData(3, 2, 2, 5, 3)]
    public void EveryPairHasItsScores(int queries, int keys, long batch, long positions, long width)
    {
        var q = Some.Numbers(1, [queries, batch, positions, width]);
        var k = Some.Numbers(2, [keys, batch, positions, width]);
        using var unchanged = Inputs.MustStayUnchanged(q, k);
        var wanted = stack([.. q.unbind(0).Select(one => stack(
            [.. k.unbind(0).Select(other => one.matmul(other.transpose(1, 2)) / Math.Sqrt(width))]))]);
        Composition.ScoresByPair(q, k).Should().BeCloseTo(
            wanted, Tolerance, "query_part key_part batch query key", mistakes:
            [
                ("the scores were not divided by √d_head", wanted * Math.Sqrt(width)),
                ("the scores were divided by d_head, not by its root", wanted / Math.Sqrt(width)),
                ("queries and keys were interchanged", wanted.transpose(3, 4)),
                ("the key's part comes first; it should be the query's", wanted.transpose(0, 1)),
            ]);
    }

    [ExerciseTheory("1.2.34")]
    [InlineData(0, 1, 4)]
    [InlineData(2, 0, 3)]
    public void ThroughTheEarlierHead(int earlier, int later, int width)
    {
        var model = Some.Model(head: width);
        using var unchanged = Inputs.MustStayUnchanged([.. model.parameters()]);
        Tensor Of(int first, int second) => model.W_E.matmul(model.W_QK[1, second])
            .matmul(model.W_E.matmul(model.W_OV[0, first]).t()) / Math.Sqrt(width);
        var wanted = Of(earlier, later);
        Composition.KCompositionCircuit(model, earlier, later).Should().BeCloseTo(
            wanted, Tolerance, "query source", mistakes:
            [
                ("rows and columns were interchanged: the query comes first", wanted.t()),
                ("it was not divided by √d_head", wanted * Math.Sqrt(width)),
                ("this is Q-composition: the earlier head stands on the query's side",
                    model.W_E.matmul(model.W_OV[0, earlier]).matmul(model.W_QK[1, later]).matmul(model.W_E.t())
                        / Math.Sqrt(width)),
                ("the earlier head's matrix was turned the wrong way", model.W_E.matmul(model.W_QK[1, later])
                    .matmul(model.W_OV[0, earlier]).matmul(model.W_E.t()) / Math.Sqrt(width)),
                ("the earlier head was left out", model.W_E.matmul(model.W_QK[1, later]).matmul(model.W_E.t())
                    / Math.Sqrt(width)),
                ("earlier and later were interchanged", Of(later, earlier)),
            ]);
    }

    [ExerciseFact("1.2.34")]
    public void PlantedPairMatchesTokens()
    {
        var model = Planted.Induction(later: 2);
        var circuit = Composition.KCompositionCircuit(model, earlier: 1, later: 2);
        circuit.Should().BeCloseTo(40 * eye(Planted.Vocabulary), Tolerance, "query source", mistakes:
        [
            ("the planted score of 40 is divided by √d_head already: W_Q has the root in it",
                40 * Math.Sqrt(Planted.Context) * eye(Planted.Vocabulary)),
        ]);
        Composition.KCompositionCircuit(model, earlier: 0, later: 2).Should().BeCloseTo(
            zeros(Planted.Vocabulary, Planted.Vocabulary), Tolerance, "query source", mistakes:
            [
                ("head 0.0 writes nothing, and yet head 1.2 reads something of it", circuit),
            ]);
    }

    [ExerciseTheory("1.2.35")]
    [InlineData(Reader.Query)]
    [InlineData(Reader.Key)]
    [InlineData(Reader.Value)]
    public void NormOfTheProductOverNorms(Reader reader)
    {
        var model = Some.Model();
        using var unchanged = Inputs.MustStayUnchanged([.. model.parameters()]);
        var (read, other) = reader switch
        {
            Reader.Query => (model.W_QK[1], model.W_QK[1].transpose(1, 2)),
            Reader.Key => (model.W_QK[1].transpose(1, 2), model.W_QK[1]),
            _ => (model.W_OV[1], model.W_OV[1].transpose(1, 2)),
        };
        var wanted = Scores(model.W_OV[0], read);
        Composition.Scores(model, reader).Should().BeCloseTo(wanted, Tolerance, "earlier later", mistakes:
        [
            ("what the later head reads was turned: queries read W_QK from its first axis, keys from its second",
                Scores(model.W_OV[0], other)),
            ("rows and columns were interchanged: the earlier heads come first", wanted.t()),
            ("the product was not divided by the norms", Products(model.W_OV[0], read)),
            ("the product was divided by the norm of what the earlier head writes alone",
                Products(model.W_OV[0], read) / model.W_OV[0].square().sum([1, 2]).sqrt().unsqueeze(1)),
            ("these are squares of the scores", wanted.square()),
            ("the product is the wrong way round: the earlier head comes first",
                Scores(read, model.W_OV[0]).t()),
        ]);
    }

    [ExerciseFact("1.2.35")]
    public void PlantedPairComposesThroughTheKey()
    {
        var model = Some.Changed(Some.Model(model: 61, head: 17, normalization: Normalization.None), _ => { });
        using (no_grad())
        {
            // Head 0.1 writes into dimensions that head 1.2 looks for, and nothing else does.
            var (first, second) = (model.blocks[0].attn, model.blocks[1].attn);
            foreach (var weight in new[] { first.W_V, first.W_O, second.W_Q, second.W_K, second.W_V, second.W_O })
                weight.zero_();
            for (var i = 0; i < 9; i++)
            {
                first.W_V[1, i, i] = 1;
                first.W_O[1, i, 20 + i] = 1;
                second.W_Q[2, i, i] = 3;
                second.W_K[2, 20 + i, i] = 1;
                second.W_V[2, i, i] = 1;
                second.W_O[2, i, 40 + i] = 1;
            }
        }
        // Of rank 9, all of it read: the norm of the product is 3 · 3, and those of its factors are 3 and 9.
        Composition.Scores(model, Reader.Key)[1, 2].Should().BeCloseTo(tensor(1f / 3), Tolerance, "", mistakes: []);
        Composition.Scores(model, Reader.Query)[1, 2].Should().BeCloseTo(tensor(0f), Tolerance, "", mistakes:
        [
            ("this is composition through the key", tensor(1f / 3)),
        ]);
        Composition.Scores(model, Reader.Value)[1, 2].Should().BeCloseTo(tensor(0f), Tolerance, "", mistakes: []);
    }

    [ExerciseTheory("1.2.36")]
    [InlineData(400, 12, 3)]
    [InlineData(400, 16, 8)]
    [InlineData(3, 9, 2)]
    public void ChanceHasAMeanAndASpread(long samples, int model, int head)
    {
        using var generator = new Generator(5);
        var scores = Composition.RandomScores(samples, model, head, generator);
        scores.Should().HaveShape("sample", samples);
        Must.Hold(scores.max().item<float>() > scores.min().item<float>(), "Each sample has matrices of its own.");
        Must.Hold(scores.min().item<float>() > 0, "A score is made of sizes: it is never negative.");
        if (samples < 100) return;

        // Turned at random, B keeps on average 1 of d_model parts of A: the mean of the squares is 1 / d_model,
        // whatever the rank.
        var squares = scores.square().to(float64);
        var (mean, error) = (squares.mean().item<double>(), squares.std().item<double>() / Math.Sqrt(samples));
        Must.Hold(Math.Abs(mean - 1.0 / model) < 5 * error + 1e-6,
            $"The mean of the squared scores is 1 / d_model = {1.0 / model:0.0000}, and here it is {mean:0.0000}.");
        // The lower the rank, the more the scores differ. The test draws its own.
        var own = Own(samples, model, head).std().item<float>();
        var ratio = scores.std().item<float>() / own;
        Must.Hold(ratio is > 0.75f and < 1.3f,
            $"The scores spread {ratio:0.00} times as much as they should: each of the two "
            + "matrices is a product of two random factors, d_model by d_head and d_head by d_model.");
    }

    [ExerciseFact("1.2.36")]
    public void ChanceComesFromTheGenerator()
    {
        using var one = new Generator(6);
        using var same = new Generator(6);
        var scores = Composition.RandomScores(4, 8, 2, one);
        Must.Hold(Composition.RandomScores(4, 8, 2, same).Equals(scores),
            "The same generator should bring the same scores: pass it on.");
    }

    private static Tensor Products(Tensor written, Tensor read) => stack([.. written.unbind(0).Select(a => stack(
        [.. read.unbind(0).Select(b => a.matmul(b).square().sum().sqrt())]))]);

    private static Tensor Scores(Tensor written, Tensor read) => stack([.. written.unbind(0).Select(a => stack(
        [.. read.unbind(0).Select(b => a.matmul(b).square().sum().sqrt()
            / a.square().sum().sqrt() / b.square().sum().sqrt())]))]);

    private static Tensor Own(long samples, long model, long head)
    {
        using var generator = new Generator(12345);
        return stack([.. Enumerable.Range(0, (int)samples).Select(_ =>
        {
            var (a, b) = (Head(), Head());
            return a.matmul(b).square().sum().sqrt() / a.square().sum().sqrt() / b.square().sum().sqrt();
        })]);

        Tensor Head() => randn([model, head], generator: generator).matmul(randn([head, model], generator: generator));
    }
}
