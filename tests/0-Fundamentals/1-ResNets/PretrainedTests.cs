using Arena.Testing;
using Arena.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Arena.Fundamentals.ResNets;

public class PretrainedTests
{
    private const double Tolerance = 1e-5;

    [ExerciseFact("0.1.42")]
    public void WeightsAreCopiedByTheirOrder()
    {
        // Two plain networks of libtorch's layers, with other names.
        nn.Module<Tensor, Tensor> source = Layers(2, 3).Shuffled();
        var target = new ReferenceBlock(2, 3, 2);
        nn.Module<Tensor, Tensor> other = new ReferenceBlock(2, 3, 2).Shuffled();
        var (kept, maps) = (other.state_dict().ToDictionary(x => x.Key, x => x.Value.clone()), Maps.Numbers(false, 2, 2, 5, 4));
        using var unchanged = Inputs.MustStayUnchanged([.. other.state_dict().Values]);
        Pretrained.CopyWeights(other, target);
        foreach (var (name, value) in target.state_dict())
            value.Should().BeEqualTo(kept[name], mistakes: [($"{name} was not copied", value)]);
        target.parameters().Should().OnlyContain(x => x.requires_grad, "the target's parameters still are to be trained");
        target.In(training: false).call(maps).Should().BeCloseTo(
            other.In(training: false).call(maps), Tolerance, "batch channel row column");

        var twin = Layers(2, 3);
        Pretrained.CopyWeights(source, twin);
        foreach (var (mine, its) in twin.state_dict().Values.Zip(source.state_dict().Values)) mine.Should().BeEqualTo(its);
    }

    [ExerciseFact("0.1.42")]
    public void CopiesAreNotShared()
    {
        var (source, target) = (nn.Linear(2, 3).Shuffled(), nn.Linear(2, 3));
        var wanted = source.weight!.detach().clone();
        Pretrained.CopyWeights(source, target);
        using (no_grad()) source.weight!.zero_();
        target.weight.Should().BeEqualTo(wanted, "row column",
            [("it changes with the source: copy the numbers (copy_), not the tensor", source.weight!)]);
    }

    [ExerciseFact("0.1.42")]
    public void WhatDoesNotFitIsNamed()
    {
        var source = nn.Sequential(("first", nn.Linear(2, 3)), ("second", nn.Linear(3, 4)));
        var target = nn.Sequential(("here", nn.Linear(2, 3)), ("there", nn.Linear(4, 3)));
        using var unchanged = Inputs.MustStayUnchanged([.. source.parameters(), .. target.parameters()]);
        var copy = () => Pretrained.CopyWeights(source, target);
        copy.Should().Throw<ArgumentException>(
                "second.weight does not fit there.weight; if they did not have to, numbers would end up elsewhere")
            .WithMessage("*second.weight*[4, 3]*there.weight*[3, 4]*");
    }

    [ExerciseFact("0.1.42")]
    public void TransposedAndBroadcastShapesDoNotFit()
    {
        Copying(nn.Linear(1, 3), nn.Linear(2, 3)).Should().Throw<ArgumentException>(
            "[3, 1] could be broadcast into [3, 2], but is no copy").WithMessage("*weight*[3, 1]*weight*[3, 2]*");
        Copying(nn.Linear(2, 3, hasBias: false), nn.Linear(2, 3)).Should().Throw<ArgumentException>(
            "the target has a bias and the source has none");
        Copying(nn.Linear(2, 3), nn.Linear(2, 3, hasBias: false)).Should().Throw<ArgumentException>(
            "the source has a bias and the target has none");
        Copying(nn.BatchNorm2d(2), nn.GroupNorm(1, 2)).Should().Throw<ArgumentException>("the target has no buffers");
        Copying(nn.GroupNorm(1, 2), nn.BatchNorm2d(2)).Should().Throw<ArgumentException>("the source has no buffers");
        Copying(nn.Sequential(nn.GroupNorm(1, 2), nn.BatchNorm2d(3)), nn.Sequential(nn.BatchNorm2d(2), nn.GroupNorm(1, 3)))
            .Should().Throw<ArgumentException>("the buffers have other shapes").WithMessage("*running_mean*[3]*[2]*");

        static Action Copying(nn.Module source, nn.Module target) => () => Pretrained.CopyWeights(source, target);
    }

    [ExerciseTheory("0.1.43")]
    [InlineData(1, 4, true)]
    [InlineData(3, 3, false)]
    [InlineData(5, 2, true)]
    public void Predictions(long batch, long classes, bool training)
    {
        var images = Maps.Numbers(batch == 5, batch, 2, 3, 3);
        var model = nn.Sequential(
            nn.BatchNorm2d(2), nn.Dropout(0.5), nn.Flatten(), nn.Linear(18, classes)).Shuffled().In(training);
        using var unchanged = Inputs.MustStayUnchanged([images, .. model.parameters()]);
        var statistics = model.Statistics();
        var (parameters, buffers) = (model.parameters().ToArray(), model.buffers().ToArray());
        var scores = nn.functional.linear(nn.functional.batch_norm(
            images, buffers[0], buffers[1], parameters[0], parameters[1]).flatten(1), parameters[2], parameters[3]).detach();
        var probabilities = nn.functional.softmax(scores, 1);
        var (actualClasses, actualProbabilities) = Pretrained.Predict(model, images);
        model.ShouldHaveKept(statistics);
        actualProbabilities.Should().BeCloseTo(probabilities.amax([1]), Tolerance, "batch",
        [
            ("these are the highest scores: make probabilities of the scores first", scores.amax([1])),
            ("the softmax runs over the pictures; it should run over the classes",
                nn.functional.softmax(scores, 0).amax([1])),
            ("these are logarithms of probabilities", probabilities.amax([1]).log()),
            ("this is the lowest probability, not the highest", probabilities.amin([1])),
        ]);
        actualClasses.Should().BeEqualTo(scores.argmax(1), "batch",
            [("these are the least probable classes", scores.argmin(1))]);
        actualProbabilities.requires_grad.Should().BeFalse("nothing is learned here: call the model under no_grad()");
        model.training.Should().Be(training, "the model is afterwards in the mode in which it was");
        model.modules().Should().OnlyContain(x => x.training == training);
    }

    [ExerciseFact("0.1.44")]
    public void OnlyTheHeadLearns()
    {
        var backbone = new ResNet([1, 1], [2, 3], 5).Shuffled();
        var model = new FeatureExtractor(backbone, 4);
        model.parameters().Where(x => x.requires_grad).Should().HaveCount(2,
            "the new head's weight and bias learn, and nothing else (requires_grad)");
        Maps.Parameters(model.head).Should().Equal(["weight [4, 3]", "bias [4]"], "the head turns 3 features into 4 classes");
        model.head.parameters().Should().OnlyContain(x => x.requires_grad);
        model.named_parameters().Select(x => x.name.Split('.')[0]).Distinct().Should().BeEquivalentTo("backbone", "head");
        model.call(Maps.Numbers(false, 2, 3, 32, 32)).sum().backward();
        model.parameters().Where(x => x.grad is not null).Should().HaveCount(2, "gradients reach the head, and nothing else");
    }

    [ExerciseTheory("0.1.44")]
    [InlineData(1, 2)]
    [InlineData(3, 4)]
    public void ScoresOfTheNewClasses(long batch, long classes)
    {
        var images = Maps.Numbers(batch == 3, batch, 3, 33, 32);
        using var unchanged = Inputs.MustStayUnchanged(images);
        var reference = new ReferenceResNet([1, 1], [2, 3], 5).Shuffled().In(training: false);
        var model = new FeatureExtractor(new ResNet([1, 1], [2, 3], 5).With(reference), classes);
        var (weight, bias) = (model.head.get_parameter("weight"), model.head.get_parameter("bias"));
        var wanted = nn.functional.linear(reference.Features(images), weight!, bias!);
        model.call(images).Should().BeCloseTo(wanted, 1e-4, "batch classes",
        [
            ("these are the old classes' scores", reference.call(images)),
            ("these are features: the new head is missing", reference.Features(images)),
        ]);
    }

    [ExerciseFact("0.1.44")]
    public void TheBackboneStaysInEvaluation()
    {
        var backbone = new ResNet([1, 1], [2, 3], 5).Shuffled();
        var model = new FeatureExtractor(backbone, 4);
        backbone.training.Should().BeFalse("the backbone is put into evaluation mode");
        using var unchanged = Inputs.MustStayUnchanged([.. backbone.buffers()]);
        foreach (var training in new[] { true, false, true })
        {
            model.train(training);
            model.training.Should().Be(training, "train() sets the model's mode");
            model.head.training.Should().Be(training, "train() sets the head's mode");
            backbone.training.Should().BeFalse("the backbone stays in evaluation mode, whatever the model's is");
            backbone.modules().Should().OnlyContain(x => !x.training, "so do its layers");
            model.call(Maps.Numbers(false, 2, 3, 32, 32));
        }
        model.eval();
        model.training.Should().BeFalse();
    }

    [ExerciseTheory("0.1.45")]
    [InlineData(6, 3, 2, 0.1)]
    [InlineData(5, 2, 3, 0.5)]
    [InlineData(1, 4, 2, 0.3)]
    [InlineData(7, 7, 1, 0.2)]
    public void TrainingIsGradientDescent(int items, int batchSize, int epochs, double rate)
    {
        var (images, labels) = (Maps.Numbers(items == 5, items, 1, 2, 2), Maps.Labels(3, items));
        var (frozen, head) = (nn.Linear(4, 4).Shuffled(), nn.Linear(4, 3).Shuffled());
        foreach (var parameter in frozen.parameters()) parameter.requires_grad = false;
        var model = nn.Sequential(nn.Flatten(), frozen, head).In(training: false);
        using var unchanged = Inputs.MustStayUnchanged([images, labels, .. frozen.parameters()]);
        var features = images.flatten(1).mm(frozen.weight!.t()) + frozen.bias!;
        var (weight, bias) = (head.weight!.detach().clone(), head.bias!.detach().clone());
        var wanted = new List<double>();
        // What becomes of it where gradients are not cleared: each step goes along the sum of all so far.
        var (added, addedWeight, addedBias) = (new List<double>(), weight.clone(), bias.clone());
        var (weightGradients, biasGradients) = (zeros_like(weight), zeros_like(bias));
        for (var step = 0; step < epochs * ((items + batchSize - 1) / batchSize); step++)
        {
            var steps = (items + batchSize - 1) / batchSize;
            var start = step % steps * batchSize;
            var end = Math.Min(items, start + batchSize);
            var (x, y) = (features[start..end], labels[start..end]);
            var (loss, ofWeight, ofBias) = Step(x, y, weight, bias);
            wanted.Add(loss);
            weight -= rate * ofWeight;
            bias -= rate * ofBias;
            (loss, ofWeight, ofBias) = Step(x, y, addedWeight, addedBias);
            added.Add(loss);
            weightGradients += ofWeight;
            biasGradients += ofBias;
            addedWeight -= rate * weightGradients;
            addedBias -= rate * biasGradients;
        }
        using var progress = new Listener(int.MaxValue);
        var losses = FeatureExtraction.Train(model, images, labels, epochs, batchSize, rate, progress);
        losses.Should().HaveCount(wanted.Count, "that many batches are in {0} epochs, the last of each not left out", epochs);
        losses.AsTensor().Should().BeCloseTo(wanted.AsTensor(), Tolerance, "step",
            [("gradients from earlier steps were added: clear them before backward()", added.AsTensor())]);
        progress.Losses.Should().HaveCount(wanted.Count, "progress is told the loss of each step");
        progress.Losses.AsTensor().Should().BeCloseTo(wanted.AsTensor(), Tolerance, "step");
        head.weight.Should().BeCloseTo(weight, Tolerance, "row column");
        head.bias.Should().BeCloseTo(bias, Tolerance, "row");
        model.training.Should().BeTrue("the network is in training mode meanwhile, and afterwards");

        static (double Loss, Tensor OfWeight, Tensor OfBias) Step(Tensor x, Tensor y, Tensor weight, Tensor bias)
        {
            var scores = x.mm(weight.t()) + bias;
            // The gradient of the mean cross-entropy: probabilities minus 1 at the right class.
            var error = (nn.functional.softmax(scores, 1) - nn.functional.one_hot(y, 3)) / y.shape[0];
            return (nn.functional.cross_entropy(scores, y).ToDouble(), error.t().mm(x), error.sum(dim: 0));
        }
    }

    [ExerciseFact("0.1.45")]
    public void TrainingStopsWhenAsked()
    {
        var (images, labels) = (Maps.Numbers(false, 6, 1, 2, 2), Maps.Labels(3, 6));
        var model = nn.Sequential(nn.Flatten(), nn.Linear(4, 3));
        using var progress = new Listener(4);
        FeatureExtraction.Train(model, images, labels, 5, 2, 0.1, progress).Should().HaveCount(4,
            "progress.IsStopping became true after the fourth step");
    }

    [ExerciseFact("0.1.45")]
    public void TrainingKeepsNoTensors()
    {
        var (images, labels) = (Maps.Numbers(false, 6, 1, 2, 2), Maps.Labels(3, 6));
        var model = nn.Sequential(nn.Flatten(), nn.Linear(4, 3));
        var after = new List<long>();
        foreach (var epochs in new[] { 1, 1, 4 })
        {
            FeatureExtraction.Train(model, images, labels, epochs, 2, 0.1, TrainingProgress.None);
            after.Add(DisposeScopeManager.Statistics.TensorStatistics.ThreadTotalLiveCount);
        }
        (after[2] - after[1]).Should().BeLessThanOrEqualTo(after[1] - after[0] + 2,
            "the tensors of a step are disposed of with the step (NewDisposeScope): 4 epochs leave no more than 1");
    }

    private sealed class Listener(int steps) : TrainingProgress
    {
        public List<double> Losses { get; } = [];

        public override bool IsStopping => Losses.Count >= steps;

        public override void Step(double loss) => Losses.Add(loss);

        public override void Say(string line)
        {
        }
    }

    private static nn.Module<Tensor, Tensor> Layers(long inputs, long outputs) => nn.Sequential(
        nn.Linear(inputs, outputs), nn.BatchNorm1d(outputs), nn.Linear(outputs, inputs, hasBias: false));
}
