using Arena.Testing;
using Arena.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Arena.Fundamentals.ResNets;

public class TrainingTests
{
    private const double Tolerance = 1e-5;

    [ExerciseTheory("0.1.6")]
    [InlineData(3, 2, 5, 0.25, 0.5, false)]
    [InlineData(1, 4, 4, 0.1, 0.2, false)]
    [InlineData(2, 3, 1, 0.5, 2, true)]
    public void BytesAreScaledAndShifted(long items, long rows, long columns, double mean, double deviation, bool view)
    {
        var numbers = Sample.Indices(256, items, rows, columns);
        var images = (view ? Sample.AsView(numbers) : numbers).to(uint8);
        using var unchanged = Inputs.MustStayUnchanged(images);
        var x = numbers.to(float64).unsqueeze(1);
        Training.Standardise(images, mean, deviation).Should().BeCloseTo(
            ((x - 255 * mean) / (255 * deviation)).to(float32), Tolerance, axes: "item channel row column", mistakes:
        [
            ("the mean was subtracted before the bytes were scaled to 0 … 1", ((x - mean) / 255 / deviation).to(float32)),
            ("the bytes were not divided by 255", ((x - mean) / deviation).to(float32)),
            ("the mean was not subtracted", (x / 255 / deviation).to(float32)),
            ("the deviation was not divided by", ((x / 255) - mean).to(float32)),
            ("it was multiplied by the deviation", (((x / 255) - mean) * deviation).to(float32)),
            ("the mean was added", (((x / 255) + mean) / deviation).to(float32)),
        ]);
    }

    [ExerciseTheory("0.1.7")]
    [InlineData(10, 3, new[] { 3, 3, 3, 1 })]
    [InlineData(6, 3, new[] { 3, 3 })]
    [InlineData(4, 9, new[] { 4 })]
    [InlineData(3, 1, new[] { 1, 1, 1 })]
    public void EachItemIsInOneBatch(long items, long size, int[] sizes)
    {
        using var generator = new Generator(1);
        var batches = Training.Batches(items, size, generator);
        batches.Select(x => (int)x.shape[0]).Should().Equal(sizes, "what is left over makes a last, smaller batch");
        cat([.. batches]).sort().Values.Should().BeEqualTo(arange(items), axes: "item");
    }

    // That chance makes one of these look orderly has a probability below 10⁻²⁰.
    [ExerciseFact("0.1.7")]
    public void TheOrderIsOfChance()
    {
        using var generator = new Generator(2);
        var first = Training.Batches(200, 20, generator);
        var order = cat([.. first]);
        var steps = order[1..] - order[..^1];
        steps.eq(1).sum().item<long>().Should().BeLessThan(40, "neighbours seldom stay neighbours when items are shuffled");
        var second = cat([.. Training.Batches(200, 20, generator)]);
        Same(second, order).Should().BeFalse("the next epoch has an order of its own: use the generator, and do not seed it");
    }

    [ExerciseFact("0.1.7")]
    public void TheGeneratorIsTheOnlySourceOfChance()
    {
        using Generator generator = new(3), same = new(3), other = new(4);
        random.manual_seed(1);
        var order = cat([.. Training.Batches(100, 7, generator)]);
        random.manual_seed(2);
        Same(cat([.. Training.Batches(100, 7, same)]), order).Should().BeTrue(
            "the same seed gives the same batches: pass the generator on");
        random.manual_seed(1);
        Same(cat([.. Training.Batches(100, 7, other)]), order).Should().BeFalse("another seed gives other batches");
    }

    [ExerciseTheory("0.1.8")]
    [InlineData(6, 3, 4)]
    [InlineData(1, 2, 2)]
    public void OneStepGoesAgainstTheGradient(long items, long inputs, long classes)
    {
        var (weight, x, labels) = Problem(items, inputs, classes);
        var model = new Watched(weight);
        const double rate = 0.5;
        using var unchanged = Inputs.MustStayUnchanged(x, labels);
        var loss = Training.TrainingStep(model, optim.SGD(model.parameters(), rate), x, labels);
        var gradient = SoftmaxRegression.Gradient(weight, x, labels);
        model.Weight.Should().BeCloseTo(weight - rate * gradient, Tolerance, axes: "class d_in", mistakes:
        [
            ("nothing moved: is there a backward() and a step(), with the gradients still there?", weight),
            ("the parameters went up the gradient", weight + rate * gradient),
            ("the losses of the items were added up, not averaged", weight - rate * items * gradient),
            ("it went two steps", weight - 2 * rate * gradient),
        ]);
        loss.Should().BeApproximately(SoftmaxRegression.Loss(weight, x, labels), Tolerance,
            "the loss before the step is returned");
    }

    [ExerciseFact("0.1.8")]
    public void EachStepHasItsOwnGradient()
    {
        var (weight, x, labels) = Problem(5, 3, 4);
        var model = new Watched(weight);
        const double rate = 0.3;
        var optimizer = optim.SGD(model.parameters(), rate);
        var (wanted, added, gradients) = (weight, weight, zeros_like(weight));
        for (var step = 0; step < 3; step++)
        {
            Training.TrainingStep(model, optimizer, x, labels);
            wanted -= rate * SoftmaxRegression.Gradient(wanted, x, labels);
            gradients += SoftmaxRegression.Gradient(added, x, labels);
            added -= rate * gradients;
        }
        model.Weight.Should().BeCloseTo(wanted, Tolerance, axes: "class d_in", mistakes:
            [("the gradients of the steps add up: backward() adds to what is there", added)]);
    }

    [ExerciseFact("0.1.8")]
    public void LeftOverGradientsDoNotCount()
    {
        var (weight, x, labels) = Problem(4, 3, 2);
        var model = new Watched(weight);
        const double rate = 0.5;
        (10 * model.Parameter).sum().backward();
        Training.TrainingStep(model, optim.SGD(model.parameters(), rate), x, labels);
        var gradient = SoftmaxRegression.Gradient(weight, x, labels);
        model.Weight.Should().BeCloseTo(weight - rate * gradient, Tolerance, axes: "class d_in", mistakes:
        [
            ("a gradient from before was still there: clear the gradients before backward(), not after the step",
                weight - rate * (gradient + 10)),
        ]);
    }

    [ExerciseFact("0.1.8")]
    public void NoTensorIsLeftBehind()
    {
        var (weight, x, labels) = Problem(4, 3, 2);
        var model = new Watched(weight);
        var optimizer = optim.Adam(model.parameters(), 0.01);
        Training.TrainingStep(model, optimizer, x, labels);
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (var step = 0; step < 3; step++) Training.TrainingStep(model, optimizer, x, labels);
        (DisposeScopeManager.Statistics.ThreadTotalLiveCount - before).Should().Be(0,
            "three steps leave no more tensors behind than one: open a dispose scope in each");
    }

    [ExerciseTheory("0.1.9")]
    [InlineData(7, 3)]
    [InlineData(6, 3)]
    [InlineData(5, 100)]
    [InlineData(1, 1)]
    public void EveryItemCountsTheSame(long items, long batchSize)
    {
        var (weight, x, labels) = Problem(items, 3, 4);
        var model = new Watched(5 * weight);
        using var unchanged = Inputs.MustStayUnchanged(x, labels, model.Parameter);
        var (loss, accuracy) = Training.Evaluate(model, new Examples(x, labels), batchSize);
        loss.Should().BeApproximately(SoftmaxRegression.Loss(5 * weight, x, labels), Tolerance,
            "it is the mean over all items: a mean of the batches' means counts the items of a small batch more");
        accuracy.Should().BeApproximately(SoftmaxRegression.Accuracy(5 * weight, x, labels), 1e-6,
            "it is the share of all items that are right");
        model.Calls.SelectMany(call => call.Items).Should().Equal(
            x.select(1, 0).data<float>().ToArray(), "the model sees each item once");
        var most = model.Calls.Max(call => call.Items.Length);
        Must.Hold(most <= batchSize,
            $"The model got {most} items at a time, should get at most {batchSize}, as memory is limited.");
    }

    // The second batch has one item: its mean, were it counted like the first, would show.
    [ExerciseFact("0.1.9")]
    public void ASmallLastBatchDoesNotCountMore()
    {
        var weight = tensor(new float[] { 0, 3, 0, -3 }, [2, 2]);
        var x = tensor(new float[] { 1, 1, 2, 1, 3, 1, 4, -1 }, [4, 2]);
        var labels = tensor(new long[] { 0, 0, 0, 0 });
        var (loss, accuracy) = Training.Evaluate(new Watched(weight), new Examples(x, labels), 3);
        var wanted = (3 * Math.Log(1 + Math.Exp(-6)) + Math.Log(1 + Math.Exp(6))) / 4;
        loss.Should().BeApproximately(wanted, 1e-4, "each of the four items counts a quarter");
        accuracy.Should().BeApproximately(0.75, 1e-6, "three of four are right");
    }

    [ExerciseTheory("0.1.9")]
    [InlineData(true)]
    [InlineData(false)]
    public void ItIsInEvaluationModeAndWithoutGradients(bool training)
    {
        var (weight, x, labels) = Problem(5, 3, 4);
        var model = new Watched(weight);
        model.train(training);
        Training.Evaluate(model, new Examples(x, labels), 2);
        Must.Hold(!model.Calls.Any(call => call.Training),
            "The model was asked in training mode, in which dropout and batch normalisation behave differently: call " +
                "eval() first.");
        Must.Hold(!model.Calls.Any(call => call.Gradients),
            "Gradients were recorded during the evaluation: no_grad() is missing.");
        model.training.Should().Be(training, "afterwards the model is in the mode in which it was");
        is_grad_enabled().Should().BeTrue("afterwards gradients are on again");
        model.Parameter.grad.Should().BeNull("nothing is learned here");
    }

    [ExerciseFact("0.1.9")]
    public void EvaluatingLeavesNoTensorBehind()
    {
        var (weight, x, labels) = Problem(9, 3, 2);
        var model = new Watched(weight);
        var examples = new Examples(x, labels);
        Training.Evaluate(model, examples, 2);
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Training.Evaluate(model, examples, 2);
        (DisposeScopeManager.Statistics.ThreadTotalLiveCount - before).Should().Be(0,
            "five batches leave no tensors behind: open a dispose scope for each");
    }

    [ExerciseTheory("0.1.10")]
    [InlineData(10, 4, 3)]
    [InlineData(6, 3, 2)]
    [InlineData(3, 5, 1)]
    public void AnEpochIsAStepOnEachBatchAndAnEvaluation(long items, long batchSize, int epochs)
    {
        var (weight, x, labels) = Problem(items, 3, 2);
        var validation = new Examples(x[..2] + 100, labels[..2]);
        var model = new Watched(weight);
        model.eval();
        var progress = new Recorder();
        var history = Training.Train(
            model, optim.SGD(model.parameters(), 0), new Examples(x, labels), validation, epochs, batchSize, 1, progress);

        var batches = (int)((items + batchSize - 1) / batchSize);
        history.Losses.Count.Should().Be(epochs * batches, "there is one loss for each step");
        history.Validations.Count.Should().Be(epochs, "there is one evaluation after each epoch");
        var evaluated = (int)((2 + batchSize - 1) / batchSize);
        var steps = model.Calls.Chunk(batches + evaluated).Select(epoch => epoch[..batches]).ToList();
        var everyItem = x.select(1, 0).data<float>().ToArray();
        for (var epoch = 0; epoch < steps.Count; epoch++)
        {
            Must.Hold(steps[epoch].SelectMany(call => call.Items).Order().SequenceEqual(everyItem.Order()),
                $"Epoch {epoch + 1} does not see each item once: it should, the last, smaller batch included.");
            Must.Hold(steps[epoch].All(call => call.Training),
                $"A step of epoch {epoch + 1} was made in evaluation mode: call `model.train()` at the start of " +
                    "every epoch.");
            Must.Hold(steps[epoch].All(call => call.Gradients),
                $"A step of epoch {epoch + 1} was made without gradients: no_grad() is for the evaluation.");
        }
        Must.Hold(model.Calls.All(call => call.Training || call.Items.All(item => item > 50)),
            "An item that is trained on was seen in evaluation mode: the evaluation is on the validation set.");
        progress.Losses.SequenceEqual(history.Losses).Should().BeTrue("progress is told the loss of each step");
        progress.Lines.Count.Should().Be(epochs, "a line is said after each epoch");
    }

    [ExerciseFact("0.1.10")]
    public void EachEpochIsShuffledAnewFromTheSeed()
    {
        var (first, second) = (Order(1), Order(1));
        first.SequenceEqual(second).Should().BeTrue("the same seed gives the same batches: make one generator of it");
        first.SequenceEqual(Order(2)).Should().BeFalse("another seed gives other batches");
        first[..20].SequenceEqual(first[20..]).Should().BeFalse("the second epoch has an order of its own");
        first[..20].SequenceEqual(first[..20].Order()).Should().BeFalse("the items are shuffled");

        static List<float> Order(ulong seed)
        {
            var (weight, x, labels) = Problem(20, 3, 2);
            var model = new Watched(weight);
            var examples = new Examples(x, labels);
            Training.Train(model, optim.SGD(model.parameters(), 0.1), examples, examples, 2, 8, seed, TrainingProgress.None);
            return [.. model.Calls.Where(call => call.Training).SelectMany(call => call.Items)];
        }
    }

    // With all items in one batch their order does not matter, so gradient descent can be followed by its formula.
    [ExerciseFact("0.1.10")]
    public void ItIsGradientDescent()
    {
        var (weight, x, labels) = Problem(12, 3, 3);
        var (others, theirLabels) = (Sample.Numbers(view: true, 9, 3), Sample.Indices(3, 9));
        var model = new Watched(weight);
        const double rate = 0.8;
        using var unchanged = Inputs.MustStayUnchanged(x, labels, others, theirLabels);
        var history = Training.Train(
            model, optim.SGD(model.parameters(), rate), new Examples(x, labels), new Examples(others, theirLabels), 4, 12, 5,
            TrainingProgress.None);
        for (var epoch = 0; epoch < 4; epoch++)
        {
            history.Losses[epoch].Should().BeApproximately(SoftmaxRegression.Loss(weight, x, labels), 1e-4,
                $"it is the loss before step {epoch + 1}");
            weight -= rate * SoftmaxRegression.Gradient(weight, x, labels);
            history.Validations[epoch].Loss.Should().BeApproximately(
                SoftmaxRegression.Loss(weight, others, theirLabels), 1e-4,
                $"it is the loss on the validation set after epoch {epoch + 1}");
            history.Validations[epoch].Accuracy.Should().BeApproximately(
                SoftmaxRegression.Accuracy(weight, others, theirLabels), 1e-6,
                $"it is the accuracy on the validation set after epoch {epoch + 1}");
        }
        model.Weight.Should().BeCloseTo(weight, 1e-4, axes: "class d_in");
    }

    [ExerciseTheory("0.1.10")]
    [InlineData(0, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 0)]
    [InlineData(4, 1)]
    [InlineData(5, 1)]
    public void ItStopsWhenItIsAsked(int stopAfter, int evaluations)
    {
        var (weight, x, labels) = Problem(9, 3, 2);
        var model = new Watched(weight);
        var examples = new Examples(x, labels);
        var history = Training.Train(
            model, optim.SGD(model.parameters(), 0.1), examples, examples, 4, 3, 1, new Recorder(stopAfter));
        history.Losses.Count.Should().Be(stopAfter, "no step is made after progress is stopping");
        history.Validations.Count.Should().Be(evaluations, "nothing is evaluated after progress is stopping");
        model.Calls.Count(call => call.Training).Should().Be(stopAfter, "no step is made after progress is stopping");
    }

    [ExerciseFact("0.1.10")]
    public void TrainingLeavesNoTensorBehind()
    {
        var (weight, x, labels) = Problem(10, 3, 2);
        var model = new Watched(weight);
        var optimizer = optim.Adam(model.parameters(), 0.01);
        var examples = new Examples(x, labels);
        Training.Train(model, optimizer, examples, examples, 1, 3, 1, TrainingProgress.None);
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Training.Train(model, optimizer, examples, examples, 3, 3, 1, TrainingProgress.None);
        (DisposeScopeManager.Statistics.ThreadTotalLiveCount - before).Should().Be(0,
            "the tensors of a step end with it: the picked images and labels, and the batches of an epoch too");
    }

    private static bool Same(Tensor one, Tensor other) => one.eq(other).all().item<bool>();

    private static (Tensor Weight, Tensor X, Tensor Labels) Problem(long items, long inputs, long classes) =>
        (0.3 * Sample.Numbers(view: false, classes, inputs), Sample.Numbers(view: false, items, inputs),
            Sample.Indices(classes, items));
}
