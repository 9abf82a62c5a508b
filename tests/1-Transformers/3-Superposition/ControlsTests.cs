using Arena.Data;
using Arena.Models;
using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Transformers.Superposition;

public class ControlsTests
{
    // Planted: its strongest activations are all on tokens of the kind, and most of its activations are not.
    [ExerciseFact("1.3.32")]
    public void StrongActivationsAreNotAll()
    {
        var activations = tensor(new float[,] { { 9, 0, 0.5f, 0, 0.25f, 0 }, { 0, 8, 0.5f, 0.25f, 0.125f, 0 } });
        var isOfKind = tensor(new[,]
        {
            { true, false, false, false, false, true }, { false, true, false, false, false, true },
        });
        using var unchanged = Inputs.MustStayUnchanged(activations, isOfKind);
        Check(Controls.Detection(activations, isOfKind), 2 / 7.0, 2 / 4.0);
        Check(Controls.Detection(activations[..1], isOfKind[..1]), 1 / 3.0, 1 / 2.0);
        Check(Controls.Detection(isOfKind.to(float32), isOfKind), 1, 1);
        Check(Controls.Detection(isOfKind.logical_not().to(float32), isOfKind), 0, 0);
        Check(Controls.Detection(ones(2, 6), isOfKind), 4 / 12.0, 1);
        Check(Controls.Detection(zeros(2, 6), isOfKind), 0, 0);
        Check(Controls.Detection(-ones(2, 6), isOfKind), 0, 0);

        static void Check((double Precision, double Recall) found, double precision, double recall)
        {
            tensor(found.Precision).Should().BeCloseTo(tensor(precision), 1e-6, axes: "", mistakes:
            [
                ("precision and recall were exchanged", tensor(recall)),
                ("a latent that never says yes has a precision of 0", tensor(double.NaN)),
                ("the activations were added up; each yes counts the same, however strong", tensor(17 / 18.625)),
            ], what: "Precision");
            tensor(found.Recall).Should().BeCloseTo(tensor(recall), 1e-6, axes: "", mistakes:
                [("precision and recall were exchanged", tensor(precision))], what: "Recall");
        }
    }

    // In three dimensions, the share of random directions with a cosine of at least c is (1 − c) / 2 (Archimedes).
    [ExerciseTheory("1.3.36")]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(-0.6)]
    public void ChanceByArchimedes(double cosine)
    {
        const int count = 4000;
        var direction = 3 * tensor(new[] { cosine, Math.Sqrt(1 - cosine * cosine), 0 }).to(float32);
        using var unchanged = Inputs.MustStayUnchanged(direction);
        using var generator = new Generator(1);
        var (asked, isEveryWay) = (new List<double>(), false);
        var chance = Controls.ChanceOf(Effect, direction, count, generator);
        asked.Should().HaveCount(
            count + 1, "the effect of the direction is measured once, and that of each random one once");
        Assert.True(isEveryWay, "No coordinate of a random direction is negative: `randn`, not `rand`.");
        var farthest = asked.MaxBy(length => Math.Abs(length - 3));
        Assert.True(Math.Abs(farthest - 3) < 1e-4,
            $"All random directions have the length of the direction, 3. Here one has {farthest:0.###}.");
        var wanted = (1 - cosine) / 2;
        tensor(chance).Should().BeCloseTo(tensor(wanted), 0.035, axes: "", mistakes:
        [
            ("this is the share of random directions with a smaller effect", tensor(1 - wanted)),
            ("effects were compared without their signs", tensor(1 - Math.Abs(cosine))),
            ("this is how many, not which share", tensor(wanted * count)),
        ]);

        double Effect(Tensor x)
        {
            using var scope = NewDisposeScope();
            asked.Add(x.norm().item<float>());
            isEveryWay |= x[2].item<float>() < 0;
            return x[0].item<float>();
        }
    }

    [ExerciseTheory("1.3.36")]
    [InlineData(1)]
    [InlineData(19)]
    [InlineData(0)]
    public void NothingIsImpossible(int count)
    {
        using var generator = new Generator(2);
        var direction = eye(50)[0];
        var chance = Controls.ChanceOf(x => x[0].item<float>(), direction, count, generator);
        tensor(chance).Should().BeCloseTo(tensor(1.0 / (1 + count)), 1e-9, axes: "", mistakes:
        [
            ("the direction itself counts as well: some chance is always left", tensor(0.0)),
            ("the direction itself was added to those with an effect, but not to all",
                tensor(1.0 / Math.Max(1, count))),
        ]);
        // Where every direction does the same, chance does as much.
        Controls.ChanceOf(_ => 1, direction, count, generator).Should().Be(1, "as large counts as large");
    }

    // In a model that has learned by itself, what is added to the end of the stream goes straight to the logits. So the
    // direction that the unembedding has for animals makes them more likely than any other does.
    [ExerciseFact("1.3.36")]
    public void TheUnembeddingOfAnimalsSpeaksForAnimals()
    {
        using var model = Shipped.Load("stories");
        using var tokens = Stories.Tokens(4, 32, seed: 7);
        var kind = tensor(Stories.Kinds.Single(kind => kind.Name == "animal").Words
            .Select(Stories.Vocabulary.NumberOf).ToArray());
        var direction = 5 * nn.functional.normalize(
            model.W_U.index_select(1, kind).mean([1]) - model.W_U.mean([1]), dim: 0);
        using var generator = new Generator(4);
        Controls.ChanceOf(Effect, direction, 24, generator).Should().Be(1 / 25.0, "no random direction does as much");
        Controls.ChanceOf(Effect, -direction, 24, generator).Should().Be(1, "each random direction does more");

        double Effect(Tensor x)
        {
            using var scope = NewDisposeScope();
            return model.RunWithHooks(tokens, ("blocks.1.hook_resid_post", stream => stream + x))
                .softmax(-1).index_select(-1, kind).sum(dim: -1).mean().item<float>();
        }
    }

    [ExerciseFact("1.3.36")]
    public void TheGeneratorIsTheOnlySourceOfChance()
    {
        var direction = tensor(new float[] { 0.1f, 1, 1, 0 });
        manual_seed(1);
        using Generator one = new(5), same = new(5);
        double First(Generator generator)
        {
            var sum = 0.0;
            Controls.ChanceOf(x => sum += x[0].item<float>(), direction, 5, generator);
            return sum;
        }
        var first = First(one);
        manual_seed(2);
        Assert.True(First(same) == first, "The same seed has to draw the same directions: use the generator.");
        Assert.True(First(same) != first, "The generator has to go on from call to call.");
    }

    [ExerciseFact("1.3.36")]
    public void DrawsLeaveNothingBehind()
    {
        using var generator = new Generator(1);
        var direction = ones(4);
        Controls.ChanceOf(_ => 1, direction, 2, generator);
        Some.LeftBehind(() => Controls.ChanceOf(_ => 1, direction, 50, generator)).Should().BeLessThan(
            2, "the random directions are not needed any more: open a dispose scope");
    }
}
