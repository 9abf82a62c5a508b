using Arena.Testing;
using TorchSharp;
using static TorchSharp.torch;

namespace Arena.Fundamentals.ResNets;

public class DepthTests
{
    private const double Tolerance = 1e-5;

    [ExerciseFact("0.1.46")]
    public void ZeroedBlocksAreTheIdentity()
    {
        var model = new ResNet([2, 2], [3, 4], 5);
        ZeroLastNormalisations(model);
        foreach (var block in model.Blocks().Where(x => x.projection is null))
        {
            var maps = Maps.Numbers(false, 2, block.conv1.weight.shape[1], 4, 5).abs();
            using var unchanged = Inputs.MustStayUnchanged(maps);
            foreach (var training in new[] { true, false })
                block.In(training).call(maps).Should().BeEqualTo(maps, "batch channel row column",
                    [("nothing is left of the input", zeros_like(maps))]);
        }
        foreach (var block in model.Blocks())
            block.Branch(Maps.Numbers(false, 2, block.conv1.weight.shape[1], 4, 5)).Should().BeEqualTo(
                zeros(2, block.conv2.weight.shape[0], 4 / (int)Halving(block), (5 + Halving(block) - 1) / Halving(block)),
                "batch channel row column");

        static long Halving(ResidualBlock block) => block.conv1.weight.shape[0] == block.conv1.weight.shape[1] ? 1 : 2;
    }

    [ExerciseTheory("0.1.46")]
    [InlineData(1, 2)]
    [InlineData(2, 5)]
    public void AZeroedNetworkIsItsStem(long batch, int blocks)
    {
        var images = Maps.Numbers(false, batch, 3, 20, 24);
        var reference = new ReferenceResNet([blocks], [4], 3).Shuffled().In(training: false);
        var model = new ResNet([blocks], [4], 3).With(reference).In(training: false);
        // As in a fresh network.
        using (no_grad()) foreach (var block in model.Blocks()) block.bn2.bias.zero_();
        ZeroLastNormalisations(model);
        var wanted = nn.functional.adaptive_avg_pool2d(reference.Stem(images), 1).flatten(1);
        model.Features(images).Should().BeCloseTo(wanted, Tolerance, "batch feature");
    }

    [ExerciseFact("0.1.46")]
    public void ZeroedBlocksCanBeTrained()
    {
        // First, as what else is wrong would be reported in place of what this says.
        ZeroLastNormalisations(new ResNet([1], [2], 3));
        var model = new ResNet([1, 2], [3, 4], 5).Shuffled();
        var others = model.named_parameters().Where(x => !x.name.EndsWith("bn2.weight", StringComparison.Ordinal)).ToList();
        using (Inputs.MustStayUnchanged([.. others.Select(x => x.parameter), .. model.buffers()]))
            Depth.ZeroBranches(model);
        Must.Hold(model.parameters().All(x => x.requires_grad), "All parameters must still be trained.");
        nn.functional.cross_entropy(model.call(Maps.Numbers(false, 2, 3, 32, 32)), Maps.Labels(5, 2)).backward();
        foreach (var block in model.Blocks())
        {
            block.bn2.weight.Should().BeEqualTo(zeros(block.bn2.weight.shape[0]), "channel",
                [("these are ones: they should be zeros", ones(block.bn2.weight.shape[0]))]);
            block.bn2.weight.grad!.abs().sum().ToDouble().Should().BeGreaterThan(0, "a gradient still reaches it");
        }
    }

    private static void ZeroLastNormalisations(ResNet model)
    {
        Depth.ZeroBranches(model);
        foreach (var block in model.Blocks())
        {
            Must.Hold(IsAnywhere(block.bn1.weight) || !IsAnywhere(block.bn2.weight),
                "It looks as if bn1 was zeroed; the last normalisation is bn2.");
            Must.Hold(block.bn2.weight.requires_grad,
                "`bn2.weight` has lost its requires_grad: zeroed weights must still be trained.");
        }

        static bool IsAnywhere(Tensor weight) => weight.count_nonzero().item<long>() > 0;
    }

    [ExerciseTheory("0.1.47")]
    [InlineData(1, 4, 3, 2, true, 7, 8, false)]
    [InlineData(3, 3, 2, 4, false, 8, 8, true)]
    [InlineData(2, 1, 5, 3, true, 6, 9, true)]
    [InlineData(2, 0, 2, 2, false, 5, 5, false)]
    [InlineData(2, 2, 3, 3, false, 6, 7, false)]
    public void ScoresOfAStack(
        long batch, int depth, long channels, long classes, bool isResidual, long height, long width, bool view)
    {
        var images = Maps.Numbers(view, batch, 1, height, width);
        using var unchanged = Inputs.MustStayUnchanged(images);
        var layers = Enumerable.Range(0, depth).Select(_ => nn.Conv2d(channels, channels, 3, padding: 1)).ToArray();
        var stem = nn.Conv2d(1, channels, 3, stride: 2, padding: 1);
        var head = nn.Linear(channels, classes);
        var reference = nn.Sequential([stem, .. layers, head]).Shuffled();
        var model = new DeepStack(depth, channels, classes, isResidual).With(reference);
        model.layers.Count.Should().Be(depth);
        var wanted = Scores((maps, layer) => isResidual ? maps + layer(maps.relu()) : layer(maps.relu()));
        model.call(images).Should().BeCloseTo(wanted, Tolerance, "batch classes", depth == 0 ? [] :
        [
            (isResidual ? "the shortcuts are missing" : "there are shortcuts, and none should be",
                Scores((maps, layer) => isResidual ? layer(maps.relu()) : maps + layer(maps.relu()))),
            ("the ReLU stands on the stream: add the result to the maps as they were before the ReLU",
                Scores((maps, layer) => isResidual ? maps.relu() + layer(maps.relu()) : layer(maps.relu()))),
            ("the ReLU was after each convolution: it comes before it",
                Scores((maps, layer) => isResidual ? maps + layer(maps).relu() : layer(maps).relu())),
            ("the ReLU before each convolution is missing",
                Scores((maps, layer) => isResidual ? maps + layer(maps) : layer(maps))),
            ("the last ReLU is missing",
                Scores((maps, layer) => isResidual ? maps + layer(maps.relu()) : layer(maps.relu()), last: false)),
        ]);

        Tensor Scores(Func<Tensor, Func<Tensor, Tensor>, Tensor> next, bool last = true)
        {
            var maps = layers.Aggregate(stem.call(images), (maps, layer) => next(maps, layer.call));
            return head.call((last ? maps.relu() : maps).mean([2, 3]));
        }
    }

    [ExerciseTheory("0.1.48")]
    [InlineData(1, 2)]
    [InlineData(5, 3)]
    public void NormsOfGradients(long batch, long classes)
    {
        var (images, labels) = (Maps.Numbers(batch == 5, batch, 1, 4, 4), Maps.Labels(classes, batch));
        var model = nn.Sequential(
            nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.Flatten(), nn.Linear(8, 4), nn.ReLU(), nn.Linear(4, classes)).Shuffled();
        using var unchanged = Inputs.MustStayUnchanged([images, labels, .. model.parameters()]);
        var weights = model.parameters().Where(x => x.ndim >= 2).ToArray();
        var loss = nn.functional.cross_entropy(model.call(images), labels);
        var gradients = autograd.grad([loss], [.. model.parameters()]);
        var wanted = Norms(x => x.square().sum().sqrt());
        Depth.GradientNorms(model, images, labels).AsTensor().Should().BeCloseTo(wanted, Tolerance, "weight",
        [
            ("these are squared norms: take the root", wanted.square()),
            ("these are sums of absolute values: take the root of the sum of squares", Norms(x => x.abs().sum())),
            ("these are the largest entries of the gradients", Norms(x => x.abs().max())),
            ("these are the norms of the weights themselves",
                stack([.. weights.Select(x => x.detach().square().sum().sqrt())]).to(float64)),
            ("gradients of biases, and of normalisations' weights, were counted too: take parameters with two " +
                "axes or more",
                stack([.. gradients.Select(x => x.square().sum().sqrt())]).to(float64)),
        ]);
        // Again, with the gradients of the first time in place.
        Depth.GradientNorms(model, images, labels).AsTensor().Should().BeCloseTo(wanted, Tolerance, "weight",
            [("gradients from before were added: set them to zero first", 2 * wanted)]);
        // And with those of something else.
        model.call(images).square().sum().backward();
        Depth.GradientNorms(model, images, labels).AsTensor().Should().BeCloseTo(wanted, Tolerance, "weight");

        Tensor Norms(Func<Tensor, Tensor> norm) => stack([.. gradients.Where(x => x.ndim > 1).Select(norm)]).to(float64);
    }

    [ExerciseTheory("0.1.49")]
    [InlineData(1, true)]
    [InlineData(3, false)]
    public void ContributionsOfBlocks(long batch, bool training)
    {
        var images = Maps.Numbers(batch == 3, batch, 3, 32, 33);
        var reference = new ReferenceResNet([2, 1, 2], [3, 4, 5], 2).Shuffled().In(training: false);
        var model = new ResNet([2, 1, 2], [3, 4, 5], 2).With(reference).In(training);
        using var unchanged = Inputs.MustStayUnchanged([images, .. model.parameters()]);
        var statistics = model.Statistics();
        var wanted = Ratios((added, kept) => (Norms(added) / Norms(kept)).mean());
        var recorded = false;
        model.conv1.register_forward_hook((_, _, maps) =>
        {
            recorded |= maps.requires_grad;
            return maps;
        });
        var actual = Depth.Contributions(model, images);
        model.ShouldHaveKept(statistics);
        actual.AsTensor().Should().BeCloseTo(wanted, 1e-4, "block",
        [
            ("the norms were added up over the pictures before they were divided: divide picture by picture",
                Ratios((added, kept) => Norms(added).sum() / Norms(kept).sum())),
            ("one norm was taken over all pictures: each has its own",
                Ratios((added, kept) => added.square().sum().sqrt() / kept.square().sum().sqrt())),
            ("these are the norms of the branches: divide by those of the shortcuts",
                Ratios((added, kept) => Norms(added).mean())),
            ("it is upside down: the branch's norm is divided by the shortcut's", 1 / wanted),
            ("it is upside down: the branch's norm is divided by the shortcut's",
                Ratios((added, kept) => (Norms(kept) / Norms(added)).mean())),
            ("the block's output was compared, not what its branch adds",
                Ratios((added, kept) => (Norms((added + kept).relu()) / Norms(kept)).mean())),
        ]);
        recorded.Should().BeFalse("nothing is learned here: call the model under no_grad()");
        model.training.Should().Be(training, "the model is afterwards in the mode in which it was");
        model.modules().Should().OnlyContain(x => x.training == training);

        Tensor Ratios(Func<Tensor, Tensor, Tensor> ratio)
        {
            var (maps, ratios) = (reference.Stem(images), new List<Tensor>());
            foreach (var block in reference.Blocks)
            {
                ratios.Add(ratio(block.Change(maps), block.Kept(maps)));
                maps = block.call(maps);
            }
            return stack(ratios).to(float64).detach();
        }

        static Tensor Norms(Tensor x) => x.square().sum([1, 2, 3]).sqrt();
    }
}
