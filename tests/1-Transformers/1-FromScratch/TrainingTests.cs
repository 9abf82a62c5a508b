using Arena.Testing;
using Arena.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

public class TrainingTests
{
    private const double Tolerance = 1e-5;

    [ExerciseFact("1.1.23")]
    public void MatricesDecayAndNothingElse()
    {
        var model = Some.Model();
        var (decayed, notDecayed) = Training.DecayGroups(model);
        var names = model.named_parameters().ToList();
        string[] NamesOf(IEnumerable<TorchSharp.Modules.Parameter> group) =>
            [.. group.Select(x => names.Single(named => ReferenceEquals(named.parameter, x) || named.parameter.Handle == x.Handle).name)];
        var (first, second) = (NamesOf(decayed), NamesOf(notDecayed));
        foreach (var name in names.Select(x => x.name))
        {
            var isMatrix = name.Split('.')[^1].StartsWith("W_", StringComparison.Ordinal);
            var why = name.Split('.')[^1] switch
            {
                "b_Q" or "b_K" or "b_V" =>
                    ": it is a bias, though it has two axes (`head d_head`), so the number of axes does not tell",
                "w" => ": the scale of a layer norm should be 1 rather than 0 where it does not matter",
                _ => "",
            };
            Must.Hold(first.Contains(name) == isMatrix, isMatrix
                ? $"{name} should decay, as every matrix."
                : $"{name} should not decay{why}.");
            Must.Hold(second.Contains(name) != isMatrix, isMatrix
                ? $"{name} is in both groups."
                : $"{name} is in neither group: what does not decay has to be trained all the same.");
        }
        Must.Hold(first.Length + second.Length == names.Count, "A parameter is in a group twice.");
        first.Should().Equal(names.Select(x => x.name).Where(x => x.Split('.')[^1][0] == 'W'), "the order is that of the model");
        second.Should().Equal(names.Select(x => x.name).Where(x => x.Split('.')[^1][0] != 'W'), "the order is that of the model");
    }

    // A module without a parent has names without dots.
    [ExerciseFact("1.1.23")]
    public void NamesMayHaveNoDots()
    {
        var mlp = new Mlp(2, 3);
        var (decayed, notDecayed) = Training.DecayGroups(mlp);
        decayed.Select(x => x.Handle).Should().Equal(mlp.W_in.Handle, mlp.W_out.Handle);
        notDecayed.Select(x => x.Handle).Should().Equal(mlp.b_in.Handle, mlp.b_out.Handle);
    }

    [ExerciseTheory("1.1.24")]
    [InlineData(3, 6, 4, 100)]
    [InlineData(1, 2, 3, 100)]
    [InlineData(3, 6, 4, 0.1)]
    [InlineData(2, 5, 3, 1)]
    public void AStepGoesAgainstTheGradient(long batch, long count, long vocabulary, double maxNorm)
    {
        var table = 2 * Some.Numbers(false, vocabulary, vocabulary);
        var tokens = Some.Tokens(true, vocabulary, batch, count);
        var model = new PairModel(table);
        const double rate = 0.5;
        using var unchanged = Inputs.MustStayUnchanged(tokens);
        var loss = maxNorm == 1
            ? Training.TrainingStep(model, optim.SGD(model.parameters(), rate), tokens)
            : Training.TrainingStep(model, optim.SGD(model.parameters(), rate), tokens, maxNorm);
        var gradient = PairModel.Gradient(table, tokens);
        var norm = gradient.square().sum().sqrt().item<float>();
        var cut = gradient * Math.Min(1, maxNorm / norm);
        var shifted = PairModel.Gradient(table, tokens.flip(1));
        model.Table.Should().BeCloseTo(table - rate * cut, 2e-5, "previous next", mistakes:
        [
            ("nothing moved: is there a backward() and a step(), with the gradients still there?", table),
            ("the parameters went up the gradient", table + rate * cut),
            ("the gradient was not cut back to maxNorm before the step", table - rate * gradient),
            ("the gradient was made as long as maxNorm though it is shorter: only a longer one is cut back",
                table - rate * gradient * (maxNorm / norm)),
            ("each number of the gradient was cut back by itself: it is the length of the whole that counts",
                table - rate * gradient.clamp(-maxNorm, maxNorm)),
            ("the losses of the tokens were added up, not averaged",
                table - rate * gradient * (batch * (count - 1)) * Math.Min(1, maxNorm / (norm * batch * (count - 1)))),
            ("inputs and targets are exchanged", table - rate * shifted
                * Math.Min(1, maxNorm / shifted.square().sum().sqrt().item<float>())),
        ]);
        var wanted = PairModel.Loss(table, tokens);
        Must.Hold(Math.Abs(loss - wanted) < 1e-4, Math.Abs(loss - PairModel.Loss(model.Table, tokens)) < 1e-4
            ? "The loss after the step was returned: return that before it, which is known already."
            : $"The loss is {loss:0.0000}, should be {wanted:0.0000}: the mean over all predicted tokens, before the step.");
        Must.Hold(model.Calls[0].Rows.All(row => row.Length == count - 1),
            $"The model was given {model.Calls[0].Rows[0].Length} tokens of {count}: it does not get the last one, after " +
                "which nothing comes.");
    }

    [ExerciseFact("1.1.24")]
    public void EachStepHasItsOwnGradient()
    {
        var table = Some.Numbers(false, 4, 4);
        var tokens = Some.Tokens(false, 4, 3, 5);
        var model = new PairModel(table);
        const double rate = 0.3;
        (10 * model.Parameter).sum().backward();
        var optimizer = optim.SGD(model.parameters(), rate);
        for (var step = 0; step < 3; step++)
        {
            Training.TrainingStep(model, optimizer, tokens, 100);
            table -= rate * PairModel.Gradient(table, tokens);
        }
        model.Table.Should().BeCloseTo(table, Tolerance, "previous next", mistakes:
        [
            ("a gradient from before was still there: clear the gradients before backward()", table - 3 * rate * 10),
            ("a gradient from before was still there: clear the gradients before backward()", table - rate * 10),
        ]);
    }

    [ExerciseFact("1.1.24")]
    public void AStepLeavesNoTensorBehind()
    {
        var model = new PairModel(Some.Numbers(false, 4, 4));
        var tokens = Some.Tokens(false, 4, 3, 5);
        var optimizer = optim.Adam(model.parameters(), 0.01);
        Training.TrainingStep(model, optimizer, tokens);
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        for (var step = 0; step < 3; step++) Training.TrainingStep(model, optimizer, tokens);
        Must.Hold(DisposeScopeManager.Statistics.ThreadTotalLiveCount == before,
            "A step leaves tensors behind: open a dispose scope in each.");
    }

    [ExerciseTheory("1.1.25")]
    [InlineData(10, 4, 6)]
    [InlineData(3, 5, 2)]
    [InlineData(1, 1, 3)]
    public void EachStepDrawsItsRows(int rows, int batchSize, int steps)
    {
        var text = Numbered(rows);
        var model = new PairModel(zeros(rows, rows));
        model.eval();
        using var unchanged = Inputs.MustStayUnchanged(text);
        var progress = new Recorder();
        var losses = Training.Train(model, optim.SGD(model.parameters(), 0.1), text, steps, batchSize, 1, progress);
        losses.Should().HaveCount(steps, "there is one loss for each step");
        Must.Hold(progress.Losses.SequenceEqual(losses), "Progress should be told the loss of each step.");
        Must.Hold(model.Calls.Count == steps, $"The model was called {model.Calls.Count} times in {steps} steps.");
        foreach (var call in model.Calls)
        {
            Must.Hold(call.Rows.Length == batchSize, $"A step took {call.Rows.Length} rows, should take {batchSize}.");
            Must.Hold(call.Rows.All(row => row.SequenceEqual([row[0], row[0]])),
                "A step was given something that is no row of the text: draw whole rows.");
            Must.Hold(call.Training, "A step was made in evaluation mode: call `model.train()` first.");
        }
    }

    // 8 rows, 400 draws: that one row is never drawn, or that the draws are in order, has a chance below 10⁻²⁰; that one
    // is drawn 100 times or more (50 are due) has one below 10⁻⁹.
    [ExerciseFact("1.1.25")]
    public void RowsAreDrawnFromTheSeed()
    {
        var first = Draws(1);
        Must.Hold(first.SequenceEqual(Draws(1)), "The same seed should draw the same rows: make one generator of it.");
        Must.Hold(!first.SequenceEqual(Draws(2)), "Another seed should draw other rows.");
        Must.Hold(!first[..100].SequenceEqual(first[100..200]),
            "The steps draw the same rows again and again: make the generator once, before the loop.");
        var counts = first.GroupBy(x => x).Select(x => x.Count()).ToList();
        Must.Hold(counts.Count == 8, "Some row is never drawn: each has the same chance in each step.");
        Must.Hold(counts.Max() < 100, "Some row is drawn far more often than others: each has the same chance.");

        static List<long> Draws(ulong seed)
        {
            random.manual_seed(3);
            var model = new PairModel(zeros(8, 8));
            Training.Train(model, optim.SGD(model.parameters(), 0.1), Numbered(8), 4, 100, seed, TrainingProgress.None);
            return [.. model.Calls.SelectMany(call => call.Rows.Select(row => row[0]))];
        }
    }

    [ExerciseFact("1.1.25")]
    public void ItLearns()
    {
        // One row only, so that it does not matter which are drawn.
        var table = Some.Numbers(false, 3, 3);
        var text = tensor(new long[] { 0, 1, 2, 2 }, [1, 4]);
        var model = new PairModel(table);
        var losses = Training.Train(model, optim.SGD(model.parameters(), 0.5), text, 5, 4, 1, TrainingProgress.None);
        foreach (var loss in losses)
        {
            loss.Should().BeApproximately(PairModel.Loss(table, text), 1e-4, "it is the loss before the step");
            var gradient = PairModel.Gradient(table, text);
            table -= 0.5 * gradient * Math.Min(1, 1 / gradient.square().sum().sqrt().item<float>());
        }
        model.Table.Should().BeCloseTo(table, 1e-4, "previous next");
    }

    [ExerciseTheory("1.1.25")]
    [InlineData(0)]
    [InlineData(2)]
    public void ItStopsWhenItIsAsked(int after)
    {
        var model = new PairModel(zeros(3, 3));
        var losses = Training.Train(model, optim.SGD(model.parameters(), 0.1), Numbered(3), 5, 2, 1, new Recorder(after));
        Must.Hold(model.Calls.Count == after && losses.Count == after,
            $"After {after} steps it was asked to stop, but {model.Calls.Count} steps were made.");
    }

    [ExerciseFact("1.1.25")]
    public void TrainingLeavesNoTensorBehind()
    {
        var model = new PairModel(Some.Numbers(false, 4, 4));
        var optimizer = optim.Adam(model.parameters(), 0.01);
        var text = Numbered(4);
        Training.Train(model, optimizer, text, 1, 3, 1, TrainingProgress.None);
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Training.Train(model, optimizer, text, 3, 3, 1, TrainingProgress.None);
        Must.Hold(DisposeScopeManager.Statistics.ThreadTotalLiveCount == before,
            "The tensors of a step have to end with it: the rows that were drawn, too. Open a dispose scope in each step.");
    }

    [ExerciseTheory("1.1.26")]
    [InlineData(5, 6, 2)]
    [InlineData(4, 3, 4)]
    [InlineData(1, 2, 7)]
    public void LossesAreAveragedOverTheRows(int rows, int count, int batchSize)
    {
        var model = new PairModel(3 * Some.Numbers(false, 4, 4));
        var text = Some.Tokens(true, 4, rows, count);
        using var unchanged = Inputs.MustStayUnchanged(text, model.Parameter);
        var losses = -model.Table.log_softmax(1).flatten()[(text[.., ..^1] * 4 + text[.., 1..])];
        var wanted = losses.mean([0]);
        var result = Training.LossByPosition(model, text, batchSize);
        tensor(result.ToArray()).to(float32).Should().BeCloseTo(wanted, 1e-4, "position", mistakes:
        [
            ("this is the mean over all rows and positions", losses.mean().expand(count - 1)),
            ("this is the sum over the rows: divide by how many there are", losses.sum(dim: 0)),
            ("this is the mean over the positions of each row", losses.mean([1])),
            ("the batches were averaged, though the last one is smaller",
                stack([.. losses.split(batchSize).Select(x => x.mean([0]))]).mean([0])),
            ("only the first batch was counted", losses[..Math.Min(rows, batchSize)].mean([0])),
        ]);
        Must.Hold(model.Calls.All(call => call.Rows.Length <= batchSize),
            $"The model got {model.Calls.Max(call => call.Rows.Length)} rows at a time, should get at most {batchSize}.");
        Must.Hold(model.Calls.Sum(call => call.Rows.Length) == rows, "The model should see each row once.");
        Must.Hold(model.Calls.All(call => !call.Gradients), "Gradients were recorded: no_grad() is missing.");
    }

    [ExerciseTheory("1.1.26")]
    [InlineData(true)]
    [InlineData(false)]
    public void MeasuringChangesNothing(bool training)
    {
        var model = new PairModel(zeros(4, 4));
        model.train(training);
        var text = Some.Tokens(false, 4, 5, 3);
        Training.LossByPosition(model, text, 2);
        Must.Hold(model.training == training, "Afterwards the model is in another mode than before.");
        Must.Hold(is_grad_enabled(), "Afterwards gradients are off.");
        var before = DisposeScopeManager.Statistics.ThreadTotalLiveCount;
        Training.LossByPosition(model, text, 2);
        Must.Hold(DisposeScopeManager.Statistics.ThreadTotalLiveCount == before,
            "Tensors are left behind: open a dispose scope for each batch.");
    }

    // Each row says its own number twice.
    private static Tensor Numbered(long rows) => arange(rows).unsqueeze(1).repeat(1, 3);
}
