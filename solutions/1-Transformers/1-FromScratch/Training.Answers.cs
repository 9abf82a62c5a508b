using Arena.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

/// <summary>What else learners may write for training.</summary>
[SolutionOnly]
internal static class TrainingAnswers
{
    [WrongAnswer("1.1.23", Says = "the number of axes does not tell")]
    internal static (IReadOnlyList<Parameter> Decayed, IReadOnlyList<Parameter> NotDecayed) CountsAxes(nn.Module model)
    {
        var groups = model.parameters().ToLookup(parameter => parameter.ndim > 1);
        return ([.. groups[true]], [.. groups[false]]);
    }

    [WrongAnswer("1.1.23", Says = "is in neither group")]
    internal static (IReadOnlyList<Parameter> Decayed, IReadOnlyList<Parameter> NotDecayed) ForgetsNorms(nn.Module model)
    {
        var named = model.named_parameters().ToList();
        return (
            [.. named.Where(x => x.name.Split('.')[^1].StartsWith("W_")).Select(x => x.parameter)],
            [.. named.Where(x => x.name.Split('.')[^1].StartsWith("b_")).Select(x => x.parameter)]);
    }

    // A scale's name ends with ".w".
    [WrongAnswer("1.1.23", Says = "the scale of a layer norm")]
    internal static (IReadOnlyList<Parameter> Decayed, IReadOnlyList<Parameter> NotDecayed) IgnoresCase(nn.Module model)
    {
        var groups = model.named_parameters().ToLookup(x => x.name.Split('.')[^1].ToLower()[0] == 'w', x => x.parameter);
        return ([.. groups[true]], [.. groups[false]]);
    }

    [RightAnswer("1.1.23")]
    internal static (IReadOnlyList<Parameter> Decayed, IReadOnlyList<Parameter> NotDecayed) FillsTwoLists(nn.Module model)
    {
        var (decayed, others) = (new List<Parameter>(), new List<Parameter>());
        foreach (var (name, parameter) in model.named_parameters())
            (name.Split('.').Last().StartsWith("W_") ? decayed : others).Add(parameter);
        return (decayed, others);
    }

    [WrongAnswer("1.1.24", Says = "was not cut back to maxNorm")]
    internal static double ForgetsToCut(
        nn.Module<Tensor, Tensor> model, optim.Optimizer optimizer, Tensor tokens, double maxNorm = 1)
    {
        using var scope = NewDisposeScope();
        optimizer.zero_grad();
        var loss = LossOf(model, tokens);
        loss.backward();
        optimizer.step();
        return loss.ToDouble();
    }

    [WrongAnswer("1.1.24", Says = "was not cut back to maxNorm")]
    internal static double CutsAfterTheStep(
        nn.Module<Tensor, Tensor> model, optim.Optimizer optimizer, Tensor tokens, double maxNorm = 1)
    {
        using var scope = NewDisposeScope();
        optimizer.zero_grad();
        var loss = LossOf(model, tokens);
        loss.backward();
        optimizer.step();
        nn.utils.clip_grad_norm_(model.parameters(), maxNorm);
        return loss.ToDouble();
    }

    [WrongAnswer("1.1.24", Says = "a gradient from before was still there")]
    internal static double NeverClears(
        nn.Module<Tensor, Tensor> model, optim.Optimizer optimizer, Tensor tokens, double maxNorm = 1)
    {
        using var scope = NewDisposeScope();
        var loss = LossOf(model, tokens);
        loss.backward();
        nn.utils.clip_grad_norm_(model.parameters(), maxNorm);
        optimizer.step();
        optimizer.zero_grad();
        return loss.ToDouble();
    }

    [WrongAnswer("1.1.24", Says = "after which nothing comes")]
    internal static double GivesTheModelTheLastTokenToo(
        nn.Module<Tensor, Tensor> model, optim.Optimizer optimizer, Tensor tokens, double maxNorm = 1)
    {
        using var scope = NewDisposeScope();
        optimizer.zero_grad();
        var loss = Texts.TokenLosses(model.call(tokens)[.., ..^1], tokens[.., 1..]).mean();
        loss.backward();
        nn.utils.clip_grad_norm_(model.parameters(), maxNorm);
        optimizer.step();
        return loss.ToDouble();
    }

    [WrongAnswer("1.1.24", Says = "open a dispose scope")]
    internal static double LeavesItsTensorsBehind(
        nn.Module<Tensor, Tensor> model, optim.Optimizer optimizer, Tensor tokens, double maxNorm = 1)
    {
        optimizer.zero_grad();
        var loss = LossOf(model, tokens);
        loss.backward();
        nn.utils.clip_grad_norm_(model.parameters(), maxNorm);
        optimizer.step();
        return loss.ToDouble();
    }

    [RightAnswer("1.1.24")]
    internal static double UsesCrossEntropy(
        nn.Module<Tensor, Tensor> model, optim.Optimizer optimizer, Tensor tokens, double maxNorm = 1)
    {
        using var scope = NewDisposeScope();
        var (inputs, targets) = Texts.InputsAndTargets(tokens);
        var loss = nn.functional.cross_entropy(model.call(inputs).transpose(1, 2), targets);
        optimizer.zero_grad();
        loss.backward();
        nn.utils.clip_grad_norm_(model.parameters(), maxNorm);
        optimizer.step();
        return loss.ToDouble();
    }

    [WrongAnswer("1.1.25", Says = "make the generator once")]
    internal static IReadOnlyList<double> SeedsEachStepAlike(
        nn.Module<Tensor, Tensor> model, optim.Optimizer optimizer, Tensor rows, int steps, long batchSize, ulong seed,
        TrainingProgress progress) =>
        Loop(model, optimizer, rows, steps, progress, () =>
        {
            using var generator = new Generator(seed);
            return randint(rows.shape[0], [batchSize], dtype: int64, generator: generator);
        });

    [WrongAnswer("1.1.25", Says = "should draw")]
    internal static IReadOnlyList<double> IgnoresTheSeed(
        nn.Module<Tensor, Tensor> model, optim.Optimizer optimizer, Tensor rows, int steps, long batchSize, ulong seed,
        TrainingProgress progress) =>
        Loop(model, optimizer, rows, steps, progress, () => randint(rows.shape[0], [batchSize], dtype: int64));

    [WrongAnswer("1.1.25", Says = "was asked to stop")]
    internal static IReadOnlyList<double> CannotBeStopped(
        nn.Module<Tensor, Tensor> model, optim.Optimizer optimizer, Tensor rows, int steps, long batchSize, ulong seed,
        TrainingProgress progress)
    {
        using var generator = new Generator(seed);
        return Loop(model, optimizer, rows, steps, progress,
            () => randint(rows.shape[0], [batchSize], dtype: int64, generator: generator), stops: false);
    }

    [WrongAnswer("1.1.25", Says = "Open a dispose scope in each step")]
    internal static IReadOnlyList<double> LeavesTheRowsBehind(
        nn.Module<Tensor, Tensor> model, optim.Optimizer optimizer, Tensor rows, int steps, long batchSize, ulong seed,
        TrainingProgress progress)
    {
        using var generator = new Generator(seed);
        return Loop(model, optimizer, rows, steps, progress,
            () => randint(rows.shape[0], [batchSize], dtype: int64, generator: generator), frees: false);
    }

    [WrongAnswer("1.1.25", Says = "was made in evaluation mode")]
    internal static IReadOnlyList<double> StaysInEvaluationMode(
        nn.Module<Tensor, Tensor> model, optim.Optimizer optimizer, Tensor rows, int steps, long batchSize, ulong seed,
        TrainingProgress progress)
    {
        using var generator = new Generator(seed);
        return Loop(model, optimizer, rows, steps, progress,
            () => randint(rows.shape[0], [batchSize], dtype: int64, generator: generator), trains: false);
    }

    [RightAnswer("1.1.25")]
    internal static IReadOnlyList<double> DrawsWithARandom(
        nn.Module<Tensor, Tensor> model, optim.Optimizer optimizer, Tensor rows, int steps, long batchSize, ulong seed,
        TrainingProgress progress)
    {
        var random = new Random((int)seed);
        return Loop(model, optimizer, rows, steps, progress, () => tensor(
            [.. Enumerable.Range(0, (int)batchSize).Select(_ => random.NextInt64(rows.shape[0]))]));
    }

    [WrongAnswer("1.1.26", Says = "the last one is smaller")]
    internal static IReadOnlyList<double> AveragesTheBatches(nn.Module<Tensor, Tensor> model, Tensor rows, int batchSize)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var means = rows.split(batchSize).Select(batch => Losses(model, batch).mean([0])).ToList();
        return stack(means).mean([0]).to(float64).data<double>().ToArray();
    }

    [WrongAnswer("1.1.26", Says = "should get at most")]
    internal static IReadOnlyList<double> TakesAllAtOnce(nn.Module<Tensor, Tensor> model, Tensor rows, int batchSize)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        return Losses(model, rows).mean([0]).to(float64).data<double>().ToArray();
    }

    [WrongAnswer("1.1.26", Says = "no_grad() is missing")]
    internal static IReadOnlyList<double> RecordsGradients(nn.Module<Tensor, Tensor> model, Tensor rows, int batchSize)
    {
        using var scope = NewDisposeScope();
        return cat([.. rows.split(batchSize).Select(batch => Losses(model, batch))]).mean([0]).detach().to(float64)
            .data<double>().ToArray();
    }

    [WrongAnswer("1.1.26", Says = "this is the mean over the positions of each row")]
    internal static IReadOnlyList<double> AveragesOverPositions(
        nn.Module<Tensor, Tensor> model, Tensor rows, int batchSize)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        return cat([.. rows.split(batchSize).Select(batch => Losses(model, batch))]).mean([1]).to(float64)
            .data<double>().ToArray();
    }

    [RightAnswer("1.1.26")]
    internal static IReadOnlyList<double> CollectsTheLosses(nn.Module<Tensor, Tensor> model, Tensor rows, int batchSize)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        return cat([.. rows.split(batchSize).Select(batch => Losses(model, batch))]).mean([0]).to(float64)
            .data<double>().ToArray();
    }

    private static Tensor Losses(nn.Module<Tensor, Tensor> model, Tensor rows)
    {
        var (inputs, targets) = Texts.InputsAndTargets(rows);
        return Texts.TokenLosses(model.call(inputs), targets);
    }

    private static Tensor LossOf(nn.Module<Tensor, Tensor> model, Tensor tokens) => Losses(model, tokens).mean();

    private static IReadOnlyList<double> Loop(
        nn.Module<Tensor, Tensor> model, optim.Optimizer optimizer, Tensor rows, int steps, TrainingProgress progress,
        Func<Tensor> draw, bool stops = true, bool frees = true, bool trains = true)
    {
        var losses = new List<double>();
        if (trains) model.train();
        for (var step = 0; step < steps && !(stops && progress.IsStopping); step++)
        {
            using var scope = frees ? NewDisposeScope() : null;
            losses.Add(Training.TrainingStep(model, optimizer, rows[draw()]));
            progress.Step(losses[^1]);
        }
        return losses;
    }
}
