using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Fundamentals.ResNets;

public class ResidualTests
{
    private const double Tolerance = 1e-5;

    [ExerciseTheory("0.1.38")]
    [InlineData(2, 3, 3, 1, 5, 6, true, false)]
    [InlineData(1, 2, 4, 2, 7, 4, true, true)]
    [InlineData(3, 4, 2, 1, 3, 3, false, false)]
    [InlineData(2, 3, 3, 2, 6, 5, false, true)]
    public void ABlockAddsToItsInput(
        long batch, long inChannels, long outChannels, long stride, long rows, long columns, bool training, bool view)
    {
        var maps = Maps.Numbers(view, batch, inChannels, rows, columns);
        using var unchanged = Inputs.MustStayUnchanged(maps);
        var reference = new ReferenceBlock(inChannels, outChannels, stride).Shuffled().In(training);
        var block = stride == 1 ? new ResidualBlock(inChannels, outChannels)
            : new ResidualBlock(inChannels, outChannels, stride);
        block.With(reference).In(training);
        var (change, kept) = (reference.Change(maps), reference.Kept(maps));
        var wanted = (change + kept).relu();
        reference.With(block);
        block.call(maps).Should().BeCloseTo(wanted, Tolerance, "batch channel row column",
        [
            ("there should be a ReLU after the sum", change + kept),
            ("the ReLU was on the branch alone: it comes after the sum", kept + change.relu()),
            ("there was a ReLU on the branch, too: the branch ends with its normalisation",
                (kept + change.relu()).relu()),
            ("there was a ReLU on each part: it comes after the sum", kept.relu() + change.relu()),
            ("this is the branch alone: the input, or its projection, is to be added", change.relu()),
            ("this is the shortcut alone: the branch is to be added", kept.relu()),
            .. inChannels == outChannels && stride == 1
                ? [("there was a ReLU on the shortcut: the input is added as it is", (change + maps.relu()).relu())]
                : Array.Empty<(string, Tensor)>(),
        ]);
    }

    [ExerciseTheory("0.1.38")]
    [InlineData(3, 3, 1)]
    [InlineData(2, 4, 2)]
    public void ABlocksParts(long inChannels, long outChannels, long stride)
    {
        var maps = Maps.Numbers(false, 2, inChannels, 4, 6);
        using var unchanged = Inputs.MustStayUnchanged(maps);
        var reference = new ReferenceBlock(inChannels, outChannels, stride).Shuffled().In(training: false);
        var block = new ResidualBlock(inChannels, outChannels, stride).With(reference).In(training: false);
        block.Branch(maps).Should().BeCloseTo(reference.Change(maps), Tolerance, "batch channel row column",
            [("there was a ReLU at the end of the branch: it comes after the sum", reference.Change(maps).relu())]);
        block.Shortcut(maps).Should().BeCloseTo(reference.Kept(maps), Tolerance, "batch channel row column",
            [("there was a ReLU on the shortcut: it comes after the sum", reference.Kept(maps).relu())]);
        (block.projection is null).Should().Be(inChannels == outChannels && stride == 1,
            "the shortcut is projected only if the block changes the shape");
    }

    [ExerciseFact("0.1.38")]
    public void ABlockInTrainingMovesItsRunningStatistics()
    {
        var maps = Maps.Numbers(false, 3, 2, 4, 4);
        var reference = new ReferenceBlock(2, 3, 2).Shuffled();
        var block = new ResidualBlock(2, 3, 2).With(reference);
        reference.call(maps);
        block.call(maps);
        block.ShouldHaveTheBuffersOf(reference, Tolerance);
    }

    [ExerciseTheory("0.1.39")]
    [InlineData(1, 2, 3, 2, 5, 4)]
    [InlineData(3, 2, 2, 1, 3, 5)]
    [InlineData(2, 3, 4, 1, 4, 4)]
    [InlineData(4, 1, 2, 2, 6, 7)]
    public void AGroupIsItsBlocksInARow(int count, long inChannels, long outChannels, long stride, long rows, long columns)
    {
        var maps = Maps.Numbers(count == 2, 2, inChannels, rows, columns);
        using var unchanged = Inputs.MustStayUnchanged(maps);
        var blocks = Enumerable.Range(0, count)
            .Select(i => new ReferenceBlock(i == 0 ? inChannels : outChannels, outChannels, i == 0 ? stride : 1))
            .ToArray();
        var reference = nn.Sequential(blocks).Shuffled().In(training: false);
        var group = (stride == 1 ? new BlockGroup(count, inChannels, outChannels)
            : new BlockGroup(count, inChannels, outChannels, stride)).With(reference).In(training: false);
        List<(string, Tensor)> mistakes = count == 1 ? [] :
        [
            ("only the first block was called", blocks[0].call(maps)),
            ("the last block was not called", blocks.SkipLast(1).Aggregate(maps, (x, block) => block.call(x))),
        ];
        group.call(maps).Should().BeCloseTo(
            reference.call(maps), Tolerance, "batch channel row column", mistakes);
        group.blocks.Count.Should().Be(count);
    }

    [ExerciseTheory("0.1.40")]
    [InlineData(1, 3, 32, 33, true)]
    [InlineData(2, 1, 40, 32, false)]
    public void ANetworkGivesTheReferencesScores(long batch, long colours, long height, long width, bool view)
    {
        int[] blocks = [1, 3, 2];
        long[] channels = [3, 5, 6];
        var images = Maps.Numbers(view, batch, colours, height, width);
        using var unchanged = Inputs.MustStayUnchanged(images);
        var reference = new ReferenceResNet(blocks, channels, 4, colours).Shuffled();
        var model = (colours == 3 ? new ResNet(blocks, channels, 4) : new ResNet(blocks, channels, 4, colours))
            .With(reference);
        model.FeatureCount.Should().Be(6, "the features are what goes into the head");
        if (batch > 1)
        {
            model.call(images).Should().BeCloseTo(reference.call(images), 1e-4, "batch classes");
            model.ShouldHaveTheBuffersOf(reference, 1e-4);
        }
        reference.eval();
        model.eval();
        var stem = reference.Stem(images);
        model.Stem(images).Should().BeCloseTo(stem, Tolerance, "batch channel row column",
        [
            ("the ReLU is missing in the stem", nn.functional.max_pool2d(Normal(images), 3, 2, 1)),
            ("the pooling is missing in the stem", Normal(images).relu()),
        ]);
        model.Features(images).Should().BeCloseTo(reference.Features(images), 1e-4, "batch feature",
            [("these are scores: features are what goes into the head", reference.call(images))]);
        model.call(images).Should().BeCloseTo(reference.call(images), 1e-4, "batch classes",
        [
            ("these are the features: the head is missing", reference.Features(images)),
            ("these are probabilities; the loss wants scores", nn.functional.softmax(reference.call(images), 1)),
        ]);

        Tensor Normal(Tensor x)
        {
            var (parameters, buffers) = (reference.parameters().ToArray(), reference.buffers().ToArray());
            var made = nn.functional.conv2d(x, parameters[0], null, [2, 2], [3, 3]);
            return nn.functional.batch_norm(made, buffers[0], buffers[1], parameters[1], parameters[2]);
        }
    }

    [ExerciseFact("0.1.40")]
    public void ANetworkOfOneGroup()
    {
        var images = Maps.Numbers(false, 1, 3, 17, 16);
        var reference = new ReferenceResNet([2], [2], 3).Shuffled().In(training: false);
        var model = new ResNet([2], [2], 3).With(reference).In(training: false);
        model.call(images).Should().BeCloseTo(reference.call(images), 1e-4, "batch classes");
        model.Blocks().Should().HaveCount(2);
    }

    [ExerciseFact("0.1.41", TimeLimit = 30)]
    public void ResNet34GivesTheReferencesScores()
    {
        var model = Pretrained.ResNet34();
        var count = model.parameters().Sum(x => x.numel());
        var images = Maps.Numbers(false, 1, 3, 64, 64);
        using var unchanged = Inputs.MustStayUnchanged(images);
        model.Blocks().Count().Should().Be(16, "there are 3 + 4 + 6 + 3 blocks, and 2 · 16 + 2 layers");
        count.Should().Be(21_797_672, "the published network has that many parameters");
        // Not shuffled: at this depth the scores would be too large for the tolerance.
        var reference = new ReferenceResNet([3, 4, 6, 3], [64, 128, 256, 512], 1000).In(training: false);
        model.With(reference).In(training: false);
        using var off = no_grad();
        model.call(images).Should().BeCloseTo(reference.call(images), 1e-4, "batch classes");
    }

    [ExerciseFact("0.1.41", TimeLimit = 30)]
    public void ResNet34OfOtherClasses()
    {
        var model = Pretrained.ResNet34(7);
        model.parameters().Sum(x => x.numel()).Should().Be(21_797_672 - 993 * 513, "7 classes, each with 512 + 1 numbers");
        model.parameters().Last().Should().HaveShape("classes", 7);
    }
}
