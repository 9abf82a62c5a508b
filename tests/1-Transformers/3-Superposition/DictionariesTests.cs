using Arena.Testing;
using Arena.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Transformers.Superposition;

public class DictionariesTests
{
    private const double Tolerance = 1e-5;

    [ExerciseTheory("1.3.17")]
    [InlineData(1, 0.1)]
    [InlineData(6, 0.03)]
    public void ItTrainsAsLibtorchDoes(int steps, double learningRate)
    {
        using var sae = new PlainSae(3, 5, 0.2);
        Parameter[] Copies() => [.. new[] { sae.W_enc, sae.b_enc, sae.W_dec, sae.b_dec }
            .Select(p => new Parameter(p.detach().clone()))];
        var (wanted, loose, grown) = (Copies(), Copies(), Copies());
        var batches = Enumerable.Range(0, steps + 1).Select(i => Some.Numbers((ulong)i, false, 8, 3)).ToList();
        using var unchanged = Inputs.MustStayUnchanged([.. batches]);
        var losses = Reference(wanted, batches, steps, learningRate);
        Reference(loose, batches, steps, learningRate, isUnit: false);
        // What an earlier user of the autoencoder may have left there.
        (sae.W_enc.grad, grown[0].grad) = (ones_like(sae.W_enc), ones_like(sae.W_enc));
        Reference(grown, batches, steps, learningRate, clears: false);

        var used = 0;
        var progress = new Watched();
        var given = Dictionaries.Train(sae, () => batches[used++], steps, learningRate, progress);
        given.Should().HaveCount(steps, "there is a loss for each step");
        used.Should().Be(steps, "each step has activations of its own, and only one batch of them");
        sae.W_dec.norm(1).Should().BeCloseTo(ones(5), 1e-4, axes: "latent", mistakes:
        [
            ("the directions were not brought back to length 1 after the last step", loose[2].norm(1)),
        ], what: "The length of each direction");
        sae.W_dec.Should().BeCloseTo(wanted[2], 1e-4, axes: "latent d_in", mistakes: steps > 1
            ? [("gradients add up from step to step: clear them", grown[2])]
            : []);
        sae.W_enc.Should().BeCloseTo(wanted[0], 1e-4, axes: "d_in latent", mistakes:
            [("gradients add up from step to step: clear them", grown[0])], what: "What the latents read");
        sae.b_enc.Should().BeCloseTo(wanted[1], 1e-4, axes: "latent");
        sae.b_dec.Should().BeCloseTo(wanted[3], 1e-4, axes: "d_in");
        tensor(given.ToArray()).Should().BeCloseTo(tensor(losses), 1e-4, axes: "step");
        tensor(progress.Losses.ToArray()).Should().BeCloseTo(
            tensor(losses), 1e-4, axes: "step", what: "What the progress was told");
        Assert.True(sae.W_dec.requires_grad && sae.W_dec.is_leaf, "The parameters have to stay parameters.");
    }

    [ExerciseFact("1.3.17")]
    public void ItStopsWhenItIsAskedTo()
    {
        using var sae = new PlainSae(3, 4);
        var x = Some.Numbers(false, 5, 3);
        Dictionaries.Train(sae, () => x.clone(), 10, 0.01, new Watched { StopAfter = 2 })
            .Should().HaveCount(2, "no further step is made as soon as the progress is stopping");
        Dictionaries.Train(sae, () => x.clone(), 10, 0.01, new Watched { StopAfter = 0 }).Should().BeEmpty();
    }

    [ExerciseFact("1.3.17")]
    public void StepsLeaveNothingBehind()
    {
        using var sae = new PlainSae(3, 4);
        var x = Some.Numbers(false, 5, 3);
        Dictionaries.Train(sae, () => x.clone(), 1, 0.01, TrainingProgress.None);
        var few = Some.LeftBehind(() => Dictionaries.Train(sae, () => x.clone(), 2, 0.01, TrainingProgress.None));
        var many = Some.LeftBehind(() => Dictionaries.Train(sae, () => x.clone(), 12, 0.01, TrainingProgress.None));
        (many - few).Should().BeLessThan(
            3, "ten more steps leave no more tensors behind: open a dispose scope in each");
    }

    [ExerciseFact("1.3.17", TimeLimit = 60)]
    public void APenaltyFindsThePlantedDirections() =>
        Planted.ShareFound(new PlainSae(Planted.Dimensions, Planted.Features * 2, 0.2), seed: 0)
            .Should().BeGreaterThanOrEqualTo(Planted.Most);

    [ExerciseFact("1.3.18")]
    public void FoundMeansACosineAboveTheThreshold()
    {
        // Three latents for the first direction, of any length; a cosine of 0.8 with the second; the third turned
        // round; none for the last.
        var truth = tensor(new float[,] { { 2, 0, 0, 0 }, { 0, 0.5f, 0, 0 }, { 0, 0, 1, 0 }, { 1, -1, 1, -1 } });
        var found = tensor(new float[,]
        {
            { 3, 0, 0, 0 }, { 0.9f, 0.1f, 0, 0 }, { 5, 0, 0, 0 }, { 0, 4, 3, 0 }, { 0, 0, -1, 0 }, { 0, 0, 0, 1 },
            { 0, 0, 0.1f, 0.9f },
        });
        using var unchanged = Inputs.MustStayUnchanged(truth, found);
        Check(Dictionaries.ShareRecovered(found, truth), near: 1, latents: 3);
        Check(Dictionaries.ShareRecovered(found, truth, threshold: 0.75), near: 2, latents: 4);
        Check(Dictionaries.ShareRecovered(found[3..], truth), near: 0, latents: 0);
        // Of one true direction, there is nothing more to find.
        Dictionaries.ShareRecovered(found, truth[..1], threshold: 0.9).Should().Be(1);

        void Check(double share, int near, int latents) => tensor(share).Should().BeCloseTo(
            tensor(near / 4.0), 1e-6, axes: "", mistakes:
        [
            ("this is the share of latents that are near some true direction", tensor(latents / 7.0)),
            ("a latent was counted that points the opposite way", tensor((near + 1) / 4.0)),
            .. near > 0
                ? [
                    ("this is how many, not which share", tensor((double)near)),
                    ("a direction that two latents point to counts once", tensor(latents / 4.0)),
                ]
                : Array.Empty<(string, Tensor)>(),
        ]);
    }

    [ExerciseTheory("1.3.18")]
    [InlineData(9, 5, 3)]
    [InlineData(2, 12, 4)]
    [InlineData(6, 6, 6)]
    public void FoundByTheirCosines(long latents, long features, long inputs)
    {
        var (found, truth) = (Some.Numbers(1, true, latents, inputs), Some.Numbers(2, true, features, inputs));
        foreach (var threshold in new[] { 0.3, 0.6, 0.8 })
        {
            var near = truth.unbind(0).Count(direction =>
                nn.functional.cosine_similarity(found, direction.unsqueeze(0), 1).max().item<float>() > threshold);
            Dictionaries.ShareRecovered(found, truth, threshold).Should().BeApproximately(
                (double)near / features, 1e-6, $"{near} of {features} have a cosine above {threshold}");
        }
    }

    [ExerciseTheory("1.3.18")]
    [InlineData(0.95, 0.9, 1)]
    [InlineData(0.85, 0.9, 0)]
    [InlineData(0.5, 0.45, 1)]
    [InlineData(1, 1, 0)]
    public void OneAngle(double cosine, double threshold, double wanted)
    {
        var found = tensor(new[,] { { cosine, Math.Sqrt(1 - cosine * cosine) } }).to(float32);
        Dictionaries.ShareRecovered(7 * found, tensor(new float[,] { { 0.1f, 0 } }), threshold).Should().Be(wanted);
    }

    [ExerciseTheory("1.3.19")]
    [InlineData(6, 3, 4, false)]
    [InlineData(2, 1, 1, false)]
    [InlineData(5, 5, 5, true)]
    public void MeasuredByDefinition(long items, long inputs, long latents, bool view)
    {
        var x = Some.Numbers(view, items, inputs) + arange(inputs);
        var found = Some.Numbers(3, view, items, latents).clamp(0);
        // One latent is never above 0, and one hardly ever.
        if (latents > 2) (found[.., 0], found[.., 1]) = (zeros(items), zeros(items).index_fill(0, tensor(0L), 1e-6));
        var reconstruction = x + 0.3 * Some.Numbers(4, view, items, inputs);
        using var unchanged = Inputs.MustStayUnchanged(x, found, reconstruction);
        var (count, active) = (0.0, new bool[latents]);
        for (var i = 0; i < items; i++)
            for (var j = 0; j < latents; j++)
                if (found[i, j].item<float>() > 0)
                {
                    count++;
                    active[j] = true;
                }
        var error = nn.functional.mse_loss(reconstruction, x, nn.Reduction.Sum).item<float>();
        var spread = x.to(float64).var(0, unbiased: false).sum().item<double>() * items;
        var centred = x.square().sum().item<float>();
        var quality = Dictionaries.Measure(x, found, reconstruction);
        tensor(quality.ActiveLatents).Should().BeCloseTo(tensor(count / items), 1e-4, axes: "", mistakes:
        [
            ("this is the share of latents that are active; count them", tensor(count / items / latents)),
            ("the items were added up; average over them", tensor(count)),
            ("the latents were added up; count those above 0", found.sum(dim: 1).mean().to(float64)),
        ], what: "ActiveLatents");
        tensor(quality.ExplainedVariance).Should().BeCloseTo(tensor(1 - error / spread), 1e-4, axes: "", mistakes:
        [
            ("this is the share that is not explained", tensor(error / spread)),
            ("the error was compared with that of guessing 0; the mean activation is the guess to beat",
                tensor(1.0 - error / centred)),
            ("one mean was taken over all dimensions; each has its own",
                1 - error / (x - x.mean()).square().sum().to(float64)),
        ], what: "ExplainedVariance");
        tensor(quality.DeadShare).Should().BeCloseTo(
            tensor(active.Count(x => !x) / (double)latents), 1e-5, axes: "", mistakes:
        [
            ("this is the share of latents that live", tensor(active.Count(x => x) / (double)latents)),
            ("this is how many are dead; divide by the number of latents", tensor((double)active.Count(x => !x))),
            ("this is the share of items without a latent",
                found.gt(0).any(1).logical_not().to(float64).mean()),
        ], what: "DeadShare");
    }

    [ExerciseFact("1.3.20")]
    public void DeadLatentsGetTheActivationThatWasMissed()
    {
        // Latents 0, 2 and 4 live; 1, 3 and 5 never read enough. Only the last activation is not reconstructed.
        using var sae = ThreeLiving();
        var offset = sae.b_dec.detach().clone();
        var x = tensor(new float[,] { { 2, 0, 0 }, { 0, 3, 0 }, { 0, 0, 0 }, { 1, 1, 0 }, { 0, 0, -2 } }) + offset;
        using var unchanged = Inputs.MustStayUnchanged(x, sae.b_dec);
        using var generator = new Generator(1);
        Dictionaries.Resample(sae, x, generator).Should().Be(3, "three latents are 0 on all of these activations");
        sae.W_dec.Should().BeCloseTo(
            Written(tensor(new float[] { 0, 0, -1 })), Tolerance, axes: "latent d_in", mistakes:
        [
            ("b_dec was not taken off before the length was made 1", Written(x[4] / x[4].norm())),
            ("the direction is not of length 1", Written(x[4] - offset)),
            ("no latent has changed", Initial("W_dec")),
            ("what was missed is written with the other sign", Written(tensor(new float[] { 0, 0, 1 }))),
        ], what: "W_dec");
        // The living ones read with the lengths 1, 4 and 0; the dead ones with 0.01 · √3.
        sae.W_enc.Should().BeCloseTo(Reading(0.2 * 5 / 3), Tolerance, axes: "d_in latent", mistakes:
        [
            ("the factor 0.2 is missing", Reading(5 / 3.0)),
            ("the lengths of the dead were averaged too", Reading(0.2 * (5 + 3 * 0.01 * Math.Sqrt(3)) / 6)),
            ("the lengths are those of rows; a latent reads with a column of W_enc",
                Reading(0.2 * Initial("W_enc").norm(1).mean().item<float>())),
            ("no latent has changed", Initial("W_enc")),
        ], what: "W_enc");
        sae.b_enc.Should().BeCloseTo(tensor(new[] { 0, 0, 0.5f, 0, 0.125f, 0 }), 0, axes: "latent", mistakes:
        [
            ("the biases of the dead were kept", Initial("b_enc")),
            ("the biases of the living became 0 too", zeros(6)),
        ], what: "b_enc");
        Assert.True(sae.W_dec.requires_grad && sae.W_enc.requires_grad, "The parameters have to stay parameters.");

        Tensor Written(Tensor direction)
        {
            var rows = Initial("W_dec");
            foreach (var dead in new[] { 1, 3, 5 }) rows[dead] = direction;
            return rows;
        }

        Tensor Reading(double length)
        {
            var columns = Initial("W_enc");
            foreach (var dead in new[] { 1, 3, 5 }) columns[.., dead] = length * tensor(new float[] { 0, 0, -1 });
            return columns;
        }
    }

    [ExerciseFact("1.3.20")]
    public void WhereNobodyIsDeadNothingChanges()
    {
        using var sae = new ReluSae(2, 2, 0.1);
        Some.Fill((sae.W_enc, eye(2)), (sae.W_dec, eye(2)));
        var before = sae.parameters().Select(p => p.detach().clone()).ToArray();
        using var generator = new Generator(1);
        Dictionaries.Resample(sae, tensor(new float[,] { { 1, 0 }, { 0, 2 }, { -1, 0 } }), generator).Should().Be(0);
        foreach (var (parameter, was) in sae.parameters().Zip(before))
            parameter.eq(was).all().item<bool>().Should().BeTrue("no latent is dead");
    }

    // Two activations are missed, by errors of 1 and 2: squared 1 and 4, and squared again 1 and 16.
    [ExerciseFact("1.3.20")]
    public void LargeErrorsAreChosenMoreOften()
    {
        const int dead = 4000;
        using var sae = new ReluSae(2, dead + 1, 0.1);
        var reading = zeros(2, dead + 1);
        reading[0, 0] = 1;
        var directions = zeros(dead + 1, 2);
        directions[.., 0] = 1;
        var biases = full(dead + 1, -0.01f);
        biases[0] = 0;
        Some.Fill((sae.W_enc, reading), (sae.W_dec, directions), (sae.b_enc, biases));
        var x = tensor(new float[,] { { 3, 0 }, { 0, 1 }, { 0, -2 } });
        using var generator = new Generator(3);
        Dictionaries.Resample(sae, x, generator).Should().Be(dead);
        var towards = sae.W_dec[1.., 1].lt(0).to(float64).mean();
        // The standard error is 0.0037.
        towards.Should().BeCloseTo(tensor(16 / 17.0), 0.02, axes: "", mistakes:
        [
            ("the probability is in proportion to the squared error, not to its square", tensor(4 / 5.0)),
            ("the probability is in proportion to the error, not to the square of its square", tensor(2 / 3.0)),
            ("all activations are equally likely, however well they are reconstructed", tensor(1 / 3.0)),
            ("all activations that are missed are equally likely", tensor(1 / 2.0)),
            ("all dead latents got the activation that is missed most", tensor(1.0)),
        ], what: "The share of dead latents that got the activation with the larger error");
        using Generator one = new(5), same = new(5);
        manual_seed(1);
        Fresh(one).eq(Fresh(same)).all().item<bool>().Should().BeTrue(
            "the same seed draws the same activations: take all chance from the generator");

        Tensor Fresh(Generator from)
        {
            Some.Fill((sae.W_enc, reading), (sae.W_dec, directions), (sae.b_enc, biases));
            Dictionaries.Resample(sae, x, from);
            return sae.W_dec.detach().clone();
        }
    }

    [ExerciseTheory("1.3.21")]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(0.09)]
    public void BestLatentsByTrying(double penalty)
    {
        var values = tensor(new[] { -1, 0, 0.04, 0.2, 0.31, 0.6, 0.8, 1.1, 2.5 });
        using var unchanged = Inputs.MustStayUnchanged(values);
        var tried = arange(0, 30_001, dtype: float64).unsqueeze(0) / 10_000;
        var errors = (values.unsqueeze(1) - tried).square();
        var bySize = tried[0].index_select(0, (errors + penalty * tried).argmin(1));
        var byCount = tried[0].index_select(0, (errors + penalty * tried.gt(0)).argmin(1));
        var (size, count) = Dictionaries.BestLatents(values, penalty);
        size.Should().BeCloseTo(bySize, 1e-4, axes: "item", mistakes:
        [
            ("all of λ was taken off; where is the derivative of the square 0?", (values - penalty).clamp(0)),
            ("latents are never below 0", values - penalty / 2),
            ("nothing was taken off", values.clamp(0)),
            ("small values are cut off, but large ones shrink too", values * values.gt(penalty / 2)),
        ], what: "BySize");
        count.Should().BeCloseTo(byCount, 1e-4, axes: "item", mistakes:
        [
            ("a value is worth its cost when its square exceeds λ, not the value itself", values * values.gt(penalty)),
            ("a value is worth its cost when its square exceeds λ", values * values.gt(penalty / 2)),
            ("what is kept is kept whole", (values - Math.Sqrt(penalty)).clamp(0)),
            ("values below 0 cannot be kept: latents are never below 0", values * values.abs().gt(Math.Sqrt(penalty))),
        ], what: "ByCount");
    }

    [ExerciseFact("1.3.21")]
    public void WhereBothAreAsGoodTheLatentIsZero()
    {
        var (size, count) = Dictionaries.BestLatents(tensor(new float[] { 0.5f, 0.125f, 1 }), 0.25);
        size.Should().BeCloseTo(tensor(new float[] { 0.375f, 0, 0.875f }), 1e-6, axes: "item");
        count.Should().BeCloseTo(tensor(new float[] { 0, 0, 1 }), 1e-6, axes: "item");
    }

    private static ReluSae ThreeLiving()
    {
        var sae = new ReluSae(3, 6, 0.1);
        foreach (var name in new[] { "W_enc", "W_dec", "b_enc", "b_dec" })
            Some.Fill((sae.get_parameter(name)!, Initial(name)));
        return sae;
    }

    // Latent 0 is the first axis. Latent 2 reads four times the second one, and writes a quarter of what it has. Latent
    // 4 is always there and undoes the bias of latent 2. Nobody reads the third axis.
    private static Tensor Initial(string name)
    {
        var (first, second, third, faint) = (eye(3)[0], eye(3)[1], eye(3)[2], full(3, 0.01f));
        return name switch
        {
            "W_enc" => stack([first, faint, 4 * second, faint, zeros(3), faint], 1),
            "W_dec" => stack([first, third, 0.25 * second, third, -second, third]),
            "b_enc" => tensor(new float[] { 0, -1, 0.5f, -1, 0.125f, -1 }),
            _ => tensor(new float[] { 0.5f, -1, 0.25f }),
        };
    }

    private static double[] Reference(
        Parameter[] p, IReadOnlyList<Tensor> batches, int steps, double learningRate, bool isUnit = true,
        bool clears = true)
    {
        using var optimizer = optim.Adam(p, learningRate);
        var losses = new double[steps];
        for (var step = 0; step < steps; step++)
        {
            if (clears) optimizer.zero_grad();
            var loss = PlainSae.Loss(batches[step], p[0], p[1], p[2], p[3], 0.2);
            loss.backward();
            optimizer.step();
            losses[step] = loss.item<float>();
            using var off = no_grad();
            if (isUnit) p[2].copy_(nn.functional.normalize(p[2], dim: 1));
        }
        return losses;
    }
}
