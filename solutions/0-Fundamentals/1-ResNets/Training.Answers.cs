using Arena.Training;
using static TorchSharp.torch;

namespace Arena.Fundamentals.ResNets;

/// <summary>What else learners may write for training and evaluation.</summary>
[SolutionOnly]
internal static class TrainingAnswers
{
    [WrongAnswer("0.1.6", Says = "the mean was subtracted before the bytes were scaled")]
    internal static Tensor ShiftsBeforeItScales(Tensor images, double mean, double deviation) =>
        ((images.to(float32) - mean) / 255 / deviation).unsqueeze(1);

    [WrongAnswer("0.1.6", Says = "the bytes were not divided by 255")]
    internal static Tensor ForgetsToScale(Tensor images, double mean, double deviation) =>
        ((images.to(float32) - mean) / deviation).unsqueeze(1);

    [WrongAnswer("0.1.6")]
    internal static Tensor UsesItsOwnMean(Tensor images, double mean, double deviation)
    {
        var x = images.to(float32) / 255;
        return ((x - x.mean()) / x.std()).unsqueeze(1);
    }

    [WrongAnswer("0.1.6", Says = "The shape is")]
    internal static Tensor ForgetsTheChannel(Tensor images, double mean, double deviation) =>
        (images.to(float32) / 255 - mean) / deviation;

    [WrongAnswer("0.1.6", Says = "The shape is")]
    internal static Tensor PutsTheChannelLast(Tensor images, double mean, double deviation) =>
        ((images.to(float32) / 255 - mean) / deviation).unsqueeze(-1);

    [RightAnswer("0.1.6")]
    internal static Tensor MultipliesAndAdds(Tensor images, double mean, double deviation) =>
        (images.to(float64) * (1 / (255 * deviation)) - mean / deviation).to(float32)[.., TensorIndex.None];

    [WrongAnswer("0.1.7", Says = "neighbours seldom stay neighbours")]
    internal static IReadOnlyList<Tensor> DoesNotShuffle(long items, long size, Generator generator) =>
        arange(items).split(size);

    [WrongAnswer("0.1.7", Says = "what is left over makes a last, smaller batch")]
    internal static IReadOnlyList<Tensor> DropsTheLastBatch(long items, long size, Generator generator) =>
        [.. randperm(items, generator: generator).split(size).Where(x => x.shape[0] == size)];

    [WrongAnswer("0.1.7", Says = "the same seed gives the same batches")]
    internal static IReadOnlyList<Tensor> ForgetsTheGenerator(long items, long size, Generator generator) =>
        randperm(items).split(size);

    [WrongAnswer("0.1.7", Says = "the next epoch has an order of its own")]
    internal static IReadOnlyList<Tensor> SeedsTheGeneratorAnew(long items, long size, Generator generator)
    {
        using var fresh = new Generator((ulong)generator.initial_seed());
        return randperm(items, generator: fresh).split(size);
    }

    [WrongAnswer("0.1.7")]
    internal static IReadOnlyList<Tensor> DrawsWithReplacement(long items, long size, Generator generator) =>
        randint(items, [items], dtype: int64, generator: generator).split(size);

    [WrongAnswer("0.1.7", Says = "neighbours seldom stay neighbours")]
    internal static IReadOnlyList<Tensor> ShufflesTheBatchesOnly(long items, long size, Generator generator)
    {
        var batches = arange(items).split(size);
        var full = batches.Count(x => x.shape[0] == size);
        var order = randperm(full, generator: generator).data<long>().ToArray();
        return [.. order.Select(i => batches[i]), .. batches[full..]];
    }

    [RightAnswer("0.1.7")]
    internal static IReadOnlyList<Tensor> SortsRandomNumbers(long items, long size, Generator generator)
    {
        var order = rand(items, generator: generator).argsort();
        var batches = new List<Tensor>();
        for (var start = 0L; start < items; start += size)
            batches.Add(order.narrow(0, start, Math.Min(size, items - start)));
        return batches;
    }

    [WrongAnswer("0.1.8", Says = "the gradients of the steps add up")]
    internal static double NeverClearsTheGradients(
        nn.Module<Tensor, Tensor> model, optim.Optimizer optimizer, Tensor images, Tensor labels)
    {
        using var scope = NewDisposeScope();
        var loss = nn.functional.cross_entropy(model.call(images), labels);
        loss.backward();
        optimizer.step();
        return loss.item<float>();
    }

    [WrongAnswer("0.1.8", Says = "a gradient from before was still there")]
    internal static double ClearsTheGradientsAfterwards(
        nn.Module<Tensor, Tensor> model, optim.Optimizer optimizer, Tensor images, Tensor labels)
    {
        using var scope = NewDisposeScope();
        var loss = nn.functional.cross_entropy(model.call(images), labels);
        loss.backward();
        optimizer.step();
        optimizer.zero_grad();
        return loss.item<float>();
    }

    [WrongAnswer("0.1.8", Says = "nothing moved")]
    internal static double ClearsTheGradientsBeforeTheStep(
        nn.Module<Tensor, Tensor> model, optim.Optimizer optimizer, Tensor images, Tensor labels)
    {
        using var scope = NewDisposeScope();
        var loss = nn.functional.cross_entropy(model.call(images), labels);
        loss.backward();
        optimizer.zero_grad();
        optimizer.step();
        return loss.item<float>();
    }

    [WrongAnswer("0.1.8", Says = "nothing moved")]
    internal static double StepsBeforeTheGradientIsThere(
        nn.Module<Tensor, Tensor> model, optim.Optimizer optimizer, Tensor images, Tensor labels)
    {
        using var scope = NewDisposeScope();
        optimizer.zero_grad();
        var loss = nn.functional.cross_entropy(model.call(images), labels);
        optimizer.step();
        loss.backward();
        return loss.item<float>();
    }

    [WrongAnswer("0.1.8", Says = "the losses of the items were added up")]
    internal static double AddsUpTheLosses(
        nn.Module<Tensor, Tensor> model, optim.Optimizer optimizer, Tensor images, Tensor labels)
    {
        using var scope = NewDisposeScope();
        optimizer.zero_grad();
        var loss = nn.functional.cross_entropy(model.call(images), labels, reduction: nn.Reduction.Sum);
        loss.backward();
        optimizer.step();
        return loss.item<float>() / labels.shape[0];
    }

    [WrongAnswer("0.1.8", Says = "the loss before the step is returned")]
    internal static double ReturnsTheLossAfterTheStep(
        nn.Module<Tensor, Tensor> model, optim.Optimizer optimizer, Tensor images, Tensor labels)
    {
        using var scope = NewDisposeScope();
        optimizer.zero_grad();
        nn.functional.cross_entropy(model.call(images), labels).backward();
        optimizer.step();
        return nn.functional.cross_entropy(model.call(images), labels).item<float>();
    }

    [WrongAnswer("0.1.8", Says = "leave no more tensors behind")]
    internal static double LeavesItsTensorsBehind(
        nn.Module<Tensor, Tensor> model, optim.Optimizer optimizer, Tensor images, Tensor labels)
    {
        optimizer.zero_grad();
        var loss = nn.functional.cross_entropy(model.call(images), labels);
        loss.backward();
        optimizer.step();
        return loss.item<float>();
    }

    [RightAnswer("0.1.8")]
    internal static double WritesTheLossOut(
        nn.Module<Tensor, Tensor> model, optim.Optimizer optimizer, Tensor images, Tensor labels)
    {
        using var scope = NewDisposeScope();
        var loss = -model.call(images).log_softmax(1).gather(1, labels.unsqueeze(1)).mean();
        optimizer.zero_grad();
        loss.backward();
        optimizer.step();
        return loss.to(float64).item<double>();
    }

    [WrongAnswer("0.1.9", Says = "a mean of the batches' means")]
    internal static Evaluation AveragesTheBatches(nn.Module<Tensor, Tensor> model, Examples examples, long batchSize) =>
        InEvaluationMode(model, () =>
        {
            var losses = new List<double>();
            var accuracies = new List<double>();
            foreach (var (images, labels) in Split(examples, batchSize))
            {
                using var scope = NewDisposeScope();
                var scores = model.call(images);
                losses.Add(nn.functional.cross_entropy(scores, labels).item<float>());
                accuracies.Add(scores.argmax(1).eq(labels).to(float32).mean().item<float>());
            }
            return new Evaluation(losses.Average(), accuracies.Average());
        });

    [WrongAnswer("0.1.9", Says = "call eval() first")]
    internal static Evaluation StaysInTrainingMode(
        nn.Module<Tensor, Tensor> model, Examples examples, long batchSize)
    {
        using var off = no_grad();
        return Means(model, examples, batchSize);
    }

    [WrongAnswer("0.1.9", Says = "no_grad() is missing")]
    internal static Evaluation KeepsGradientsOn(nn.Module<Tensor, Tensor> model, Examples examples, long batchSize)
    {
        var wasTraining = model.training;
        model.eval();
        var result = Means(model, examples, batchSize);
        model.train(wasTraining);
        return result;
    }

    [WrongAnswer("0.1.9", Says = "afterwards the model is in the mode in which it was")]
    internal static Evaluation StaysInEvaluationMode(
        nn.Module<Tensor, Tensor> model, Examples examples, long batchSize)
    {
        model.eval();
        using var off = no_grad();
        return Means(model, examples, batchSize);
    }

    [WrongAnswer("0.1.9", Says = "afterwards the model is in the mode in which it was")]
    internal static Evaluation AlwaysGoesBackToTraining(
        nn.Module<Tensor, Tensor> model, Examples examples, long batchSize)
    {
        model.eval();
        using var off = no_grad();
        var result = Means(model, examples, batchSize);
        model.train();
        return result;
    }

    [WrongAnswer("0.1.9", Says = "as memory is limited")]
    internal static Evaluation TakesEverythingAtOnce(
        nn.Module<Tensor, Tensor> model, Examples examples, long batchSize) =>
        InEvaluationMode(model, () => Means(model, examples, examples.Labels.shape[0]));

    [WrongAnswer("0.1.9")]
    internal static Evaluation DropsTheLastBatch(nn.Module<Tensor, Tensor> model, Examples examples, long batchSize) =>
        InEvaluationMode(model, () =>
        {
            var full = examples.Labels.shape[0] / batchSize * batchSize;
            return Means(model, new Examples(examples.Images[..(int)full], examples.Labels[..(int)full]), batchSize);
        });

    [WrongAnswer("0.1.9", Says = "five batches leave no tensors behind")]
    internal static Evaluation LeavesItsTensorsBehind(
        nn.Module<Tensor, Tensor> model, Examples examples, long batchSize) =>
        InEvaluationMode(model, () =>
        {
            var scores = cat([.. Split(examples, batchSize).Select(x => model.call(x.Images))]);
            return new Evaluation(
                nn.functional.cross_entropy(scores, examples.Labels).item<float>(),
                scores.argmax(1).eq(examples.Labels).to(float32).mean().item<float>());
        });

    [RightAnswer("0.1.9")]
    internal static Evaluation CollectsTheScores(nn.Module<Tensor, Tensor> model, Examples examples, long batchSize) =>
        InEvaluationMode(model, () =>
        {
            using var scope = NewDisposeScope();
            var scores = cat([.. Split(examples, batchSize).Select(x => model.call(x.Images))]);
            return new Evaluation(
                nn.functional.cross_entropy(scores, examples.Labels).item<float>(),
                scores.argmax(1).eq(examples.Labels).to(float32).mean().item<float>());
        });

    [WrongAnswer("0.1.10", Says = "was made in evaluation mode")]
    internal static TrainingHistory NeverTurnsTrainingModeOn(
        nn.Module<Tensor, Tensor> model, optim.Optimizer optimizer, Examples examples, Examples validation, int epochs,
        long batchSize, ulong seed, TrainingProgress progress)
    {
        using var generator = new Generator(seed);
        return Loop(
            model, optimizer, examples, validation, epochs, progress,
            _ => Training.Batches(examples.Labels.shape[0], batchSize, generator), batchSize, trains: false);
    }

    [WrongAnswer("0.1.10", Says = "the second epoch has an order of its own")]
    internal static TrainingHistory ShufflesOnce(
        nn.Module<Tensor, Tensor> model, optim.Optimizer optimizer, Examples examples, Examples validation, int epochs,
        long batchSize, ulong seed, TrainingProgress progress)
    {
        using var scope = NewDisposeScope();
        using var generator = new Generator(seed);
        var batches = Training.Batches(examples.Labels.shape[0], batchSize, generator);
        return Loop(model, optimizer, examples, validation, epochs, progress, _ => batches, batchSize);
    }

    [WrongAnswer("0.1.10", Says = "the second epoch has an order of its own")]
    internal static TrainingHistory SeedsEachEpochAlike(
        nn.Module<Tensor, Tensor> model, optim.Optimizer optimizer, Examples examples, Examples validation, int epochs,
        long batchSize, ulong seed, TrainingProgress progress) =>
        Loop(
            model, optimizer, examples, validation, epochs, progress,
            _ =>
            {
                using var generator = new Generator(seed);
                return Training.Batches(examples.Labels.shape[0], batchSize, generator);
            },
            batchSize);

    [WrongAnswer("0.1.10", Says = "another seed gives other batches")]
    internal static TrainingHistory IgnoresTheSeed(
        nn.Module<Tensor, Tensor> model, optim.Optimizer optimizer, Examples examples, Examples validation, int epochs,
        long batchSize, ulong seed, TrainingProgress progress)
    {
        using var generator = new Generator(42);
        return Loop(
            model, optimizer, examples, validation, epochs, progress,
            _ => Training.Batches(examples.Labels.shape[0], batchSize, generator), batchSize);
    }

    [WrongAnswer("0.1.10", Says = "the evaluation is on the validation set")]
    internal static TrainingHistory EvaluatesOnWhatItLearnsFrom(
        nn.Module<Tensor, Tensor> model, optim.Optimizer optimizer, Examples examples, Examples validation, int epochs,
        long batchSize, ulong seed, TrainingProgress progress)
    {
        using var generator = new Generator(seed);
        return Loop(
            model, optimizer, examples, examples, epochs, progress,
            _ => Training.Batches(examples.Labels.shape[0], batchSize, generator), batchSize);
    }

    [WrongAnswer("0.1.10", Says = "no step is made after progress is stopping")]
    internal static TrainingHistory CannotBeStopped(
        nn.Module<Tensor, Tensor> model, optim.Optimizer optimizer, Examples examples, Examples validation, int epochs,
        long batchSize, ulong seed, TrainingProgress progress)
    {
        using var generator = new Generator(seed);
        return Loop(
            model, optimizer, examples, validation, epochs, progress,
            _ => Training.Batches(examples.Labels.shape[0], batchSize, generator), batchSize, stops: false);
    }

    [WrongAnswer("0.1.10", Says = "nothing is evaluated after progress is stopping")]
    internal static TrainingHistory EvaluatesOnceMoreWhenStopped(
        nn.Module<Tensor, Tensor> model, optim.Optimizer optimizer, Examples examples, Examples validation, int epochs,
        long batchSize, ulong seed, TrainingProgress progress)
    {
        var history = EndsAnEpochWhenStopped(model, optimizer, examples, validation, epochs, batchSize, seed, progress);
        return progress.IsStopping && history.Validations.Count < epochs
            ? history with { Validations = [.. history.Validations, Training.Evaluate(model, validation, batchSize)] }
            : history;
    }

    [WrongAnswer("0.1.10", Says = "the picked images and labels")]
    internal static TrainingHistory LeavesTheBatchesBehind(
        nn.Module<Tensor, Tensor> model, optim.Optimizer optimizer, Examples examples, Examples validation, int epochs,
        long batchSize, ulong seed, TrainingProgress progress)
    {
        using var generator = new Generator(seed);
        return Loop(
            model, optimizer, examples, validation, epochs, progress,
            _ => Training.Batches(examples.Labels.shape[0], batchSize, generator), batchSize, frees: false);
    }

    [RightAnswer("0.1.10")]
    internal static TrainingHistory EndsAnEpochWhenStopped(
        nn.Module<Tensor, Tensor> model, optim.Optimizer optimizer, Examples examples, Examples validation, int epochs,
        long batchSize, ulong seed, TrainingProgress progress)
    {
        using var generator = new Generator(seed);
        return Loop(
            model, optimizer, examples, validation, epochs, progress,
            _ => Training.Batches(examples.Labels.shape[0], batchSize, generator), batchSize);
    }

    private static TrainingHistory Loop(
        nn.Module<Tensor, Tensor> model, optim.Optimizer optimizer, Examples examples, Examples validation, int epochs,
        TrainingProgress progress, Func<int, IReadOnlyList<Tensor>> batches, long batchSize, bool trains = true,
        bool stops = true, bool frees = true)
    {
        var losses = new List<double>();
        var validations = new List<Evaluation>();
        for (var epoch = 0; epoch < epochs && !(stops && progress.IsStopping); epoch++)
        {
            using var scope = frees ? NewDisposeScope() : null;
            if (trains) model.train();
            foreach (var batch in batches(epoch))
            {
                if (stops && progress.IsStopping) break;
                var x = examples.Images.index_select(0, batch);
                var y = examples.Labels.index_select(0, batch);
                var loss = Training.TrainingStep(model, optimizer, x, y);
                losses.Add(loss);
                progress.Step(loss);
            }
            if (stops && progress.IsStopping) break;
            validations.Add(Training.Evaluate(model, validation, batchSize));
            progress.Say($"After {epoch + 1} epochs {validations[^1].Accuracy:P1} are right");
        }
        return new TrainingHistory(losses, validations);
    }

    private static Evaluation InEvaluationMode(nn.Module<Tensor, Tensor> model, Func<Evaluation> evaluate)
    {
        var wasTraining = model.training;
        model.eval();
        using var off = no_grad();
        var result = evaluate();
        model.train(wasTraining);
        return result;
    }

    private static Evaluation Means(nn.Module<Tensor, Tensor> model, Examples examples, long batchSize)
    {
        var (loss, right) = (0.0, 0L);
        foreach (var (images, labels) in Split(examples, batchSize))
        {
            using var scope = NewDisposeScope();
            var scores = model.call(images);
            loss += nn.functional.cross_entropy(scores, labels, reduction: nn.Reduction.Sum).item<float>();
            right += scores.argmax(1).eq(labels).sum().item<long>();
        }
        var items = examples.Labels.shape[0];
        return new Evaluation(loss / items, (double)right / items);
    }

    private static IEnumerable<Examples> Split(Examples examples, long size) =>
        examples.Images.split(size).Zip(examples.Labels.split(size), (images, labels) => new Examples(images, labels));
}
