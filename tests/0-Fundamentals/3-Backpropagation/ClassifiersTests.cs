using Arena.Arrays;
using Arena.Data;
using Arena.Testing;
using Arena.Training;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Backpropagation;

public class ClassifiersTests
{
    [ExerciseTheory("0.3.28")]
    [InlineData(0)]
    [InlineData(0.9)]
    public void WithAllItemsInOneBatchItStepsLikeLibtorch(double momentum)
    {
        var (items, labels) = Rings(12, seed: 1);
        var network = new TwoLayers();
        Parameter[] parameters =
            [network.First.Weight, network.First.Bias!, network.Second.Weight, network.Second.Bias!];
        var (wantedLosses, wanted) = Libtorch(forgets: true);
        var (withOldGradients, _) = Libtorch(forgets: false);
        using var unchanged = Some.MustStayUnchanged(items);
        var losses = Classifiers.Train(
            network, items, labels, new TrainingSettings(4, 12, 0.5, momentum), TrainingProgress.None);
        losses.Should().HaveCount(4, "each of 4 epochs has one batch");
        tensor(losses.ToArray()).Should().BeCloseTo(wantedLosses, tolerance: 1e-9, axes: "step", mistakes:
        [
            ("the gradients of earlier steps were not forgotten: call ZeroGrad before every backward pass",
                withOldGradients),
        ]);
        for (var i = 0; i < wanted.Length; i++)
            parameters[i].Array.Torch().Should().BeCloseTo(wanted[i], tolerance: 1e-9);

        (Tensor Losses, Tensor[] Parameters) Libtorch(bool forgets)
        {
            var copies = parameters.Select(x => new TorchSharp.Modules.Parameter(x.Array.Torch())).ToArray();
            using var optimiser = optim.SGD(copies, 0.5, momentum);
            var right = tensor(labels.Select(x => (long)x).ToArray());
            var found = new List<double>();
            for (var step = 0; step < 4; step++)
            {
                if (forgets) optimiser.zero_grad();
                var hidden = nn.functional.relu(nn.functional.linear(items.Torch(), copies[0], copies[1]));
                var loss = nn.functional.cross_entropy(nn.functional.linear(hidden, copies[2], copies[3]), right);
                loss.backward();
                optimiser.step();
                found.Add(loss.item<double>());
            }
            return (tensor(found.ToArray()), [.. copies.Select(x => x.detach())]);
        }
    }

    [ExerciseTheory("0.3.28")]
    [InlineData(10, 4, 3)]
    [InlineData(6, 3, 2)]
    [InlineData(5, 8, 2)]
    [InlineData(3, 1, 2)]
    public void EveryEpochSeesEveryItemOnce(int count, int batchSize, int epochs)
    {
        // Item i is the number i, and its class is the last digit of i.
        var items = new NdArray([.. Enumerable.Range(0, count).Select(i => (double)i)], count, 1);
        var seen = new List<int[]>();
        var network = new Watching(x => seen.Add([.. x.Data.ToArray().Select(number => (int)number)]));
        var progress = new Counter();
        var losses = Classifiers.Train(
            network, items, [.. Enumerable.Range(0, count).Select(i => i % 10)],
            new TrainingSettings(epochs, batchSize, Seed: 3), progress);

        var batches = (count + batchSize - 1) / batchSize;
        seen.Should().HaveCount(
            batches * epochs, $"{count} items are {batches} batches of {batchSize}, and the last may be smaller");
        losses.Should().HaveCount(batches * epochs, "every step has a loss");
        losses.Should().Equal(progress.Losses, "the progress is told the loss of every step");
        var orders = Enumerable.Range(0, epochs)
            .Select(epoch => seen.Skip(epoch * batches).Take(batches).SelectMany(batch => batch).ToArray()).ToList();
        foreach (var order in orders)
            order.Order().Should().Equal(Enumerable.Range(0, count), "every epoch sees every item once");
        seen.Take(batches - 1).Select(batch => batch.Length).Should().Equal(
            Enumerable.Repeat(batchSize, batches - 1), "all batches but the last one of an epoch are full");
        var noise = new Noise(3);
        orders[0].Should().Equal(noise.Order(count), "the order is that of the seed's noise");
        orders[1].Should().Equal(noise.Order(count), "the second epoch goes on with the same noise");
    }

    [ExerciseFact("0.3.28")]
    public void LabelsStayWithTheirItems()
    {
        // The network shows it the label that belongs to the item; so the loss is 0 exactly if the labels came along.
        var items = new NdArray([.. Enumerable.Range(0, 7).Select(i => (double)(i % 3))], 7, 1);
        var losses = Classifiers.Train(
            new Certain(), items, [0, 1, 2, 0, 1, 2, 0], new TrainingSettings(3, 2), TrainingProgress.None);
        losses.Should().AllSatisfy(loss => loss.Should().BeApproximately(
            0, 1e-6, "the labels of a batch have to be those of its items"));
    }

    [ExerciseFact("0.3.28")]
    public void StopsWhenItIsAsked()
    {
        var (items, labels) = Rings(10, seed: 1);
        var progress = new Counter { StopAfter = 3 };
        var losses = Classifiers.Train(
            new Mlp(new Noise(1), 2, 3), items, labels, new TrainingSettings(5, 5), progress);
        losses.Should().HaveCount(3, "after the third step the progress asked to stop");

        var network = new TwoLayers();
        var before = network.First.Weight.Array.Copy();
        Classifiers.Train(network, items, labels, new TrainingSettings(5, 5), new Counter { StopAfter = 0 })
            .Should().BeEmpty("it was asked to stop before the first step");
        network.First.Weight.Array.Torch().Should().BeEqualTo(before.Torch());
    }

    [ExerciseFact("0.3.28")]
    public void LearnsToTellRingsApart()
    {
        var (items, labels) = Rings(300, seed: 1);
        var (newItems, newLabels) = Rings(200, seed: 2);
        var network = new Mlp(new Noise(3), 2, 16, 16, 3);
        var losses = Classifiers.Train(
            network, items, labels, new TrainingSettings(30, 20, 0.05, Seed: 4), TrainingProgress.None);
        (losses.TakeLast(15).Average() / losses.Take(15).Average()).Should().BeLessThan(0.3, "the loss has to fall");
        Classifiers.Accuracy(network, newItems, newLabels).Should().BeGreaterThan(0.95, "on items that it never saw");
    }

    [ExerciseFact("0.3.28", TimeLimit = 60)]
    public void LearnsToReadDigits()
    {
        var (items, labels) = SmallDigits(1000, seed: 1);
        var (newItems, newLabels) = SmallDigits(300, seed: 2);
        var network = new Mlp(new Noise(3), 196, 32, 10);
        Classifiers.Train(network, items, labels, new TrainingSettings(10, 20, 0.05, Seed: 4), TrainingProgress.None);
        Classifiers.Accuracy(network, newItems, newLabels).Should().BeGreaterThan(0.7, "one in ten would be a guess");
    }

    // Drawn digits at half their size: four pixels make one.
    private static (NdArray Items, int[] Labels) SmallDigits(int count, int seed)
    {
        using var digits = DrawnDigits.Make(count, seed);
        var items = Digits.Of(digits);
        return ((items.Items.Reshape(count, 14, 2, 14, 2).Sum([2, 4]) / 4).Reshape(count, 196), items.Labels);
    }

    // Three rings around each other, a class each: nothing that a line could tell apart.
    private static (NdArray Items, int[] Labels) Rings(int count, int seed)
    {
        var noise = new Noise(seed);
        var numbers = new double[2 * count];
        for (var i = 0; i < count; i++)
        {
            var (radius, angle) = (i % 3 + 0.3 + 0.4 * noise.Next(), 2 * Math.PI * noise.Next());
            (numbers[2 * i], numbers[2 * i + 1]) = (radius * Math.Cos(angle), radius * Math.Sin(angle));
        }
        return (new NdArray(numbers, count, 2), [.. Enumerable.Range(0, count).Select(i => i % 3)]);
    }

    private sealed class TwoLayers : Module
    {
        public TwoLayers()
        {
            var noise = new Noise(2);
            First = Register("first", new Linear(2, 5, noise));
            Second = Register("second", new Linear(5, 3, noise));
        }

        public Linear First { get; }

        public Linear Second { get; }

        public override Variable Forward(Variable x) => Second.Forward(Functions.Relu(First.Forward(x)));
    }

    private sealed class Watching : Module
    {
        private readonly Action<NdArray> watch;
        private readonly Linear layer;

        public Watching(Action<NdArray> watch)
        {
            this.watch = watch;
            layer = Register("layer", new Linear(1, 10, new Noise(1)));
        }

        public override Variable Forward(Variable x)
        {
            watch(x.Array);
            return layer.Forward(x * 0.1);
        }
    }

    private sealed class Certain : Module
    {
        private readonly Parameter nothing;

        public Certain() => nothing = Register("nothing", new Parameter(NdArray.Zeros(3)));

        public override Variable Forward(Variable x) => x.Array.EqualTo(new NdArray([0, 1, 2], 1, 3)) * 50 + nothing;
    }

    private sealed class Counter : TrainingProgress
    {
        public int StopAfter { get; init; } = int.MaxValue;

        public List<double> Losses { get; } = [];

        public override bool IsStopping => Losses.Count >= StopAfter;

        public override void Step(double loss) => Losses.Add(loss);

        public override void Say(string line)
        {
        }
    }
}
