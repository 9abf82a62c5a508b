using Arena.Tensors;
using Arena.Training;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

/// <summary>How a language model learns, and how to see how much it has learned.</summary>
public static class Training
{
    /// <summary>Sorts the parameters by whether weight decay should pull them towards 0.</summary>
    /// <param name="model">Any model with the parameter names of this section.</param>
    /// <returns>
    /// The matrices and tables, whose names begin with <c>W_</c>; and all others: the biases and what layer norms learn.
    /// Each parameter is in one of the lists, in the order of the model.
    /// </returns>
    [Exercise("1.1.23", "What decays",
        Minutes = 10, Difficulty = 2, Importance = 3, Model = MentalModel.FunctionApproximators)]
    public static (IReadOnlyList<Parameter> Decayed, IReadOnlyList<Parameter> NotDecayed) DecayGroups(nn.Module model)
    {
        var groups = model.named_parameters().ToLookup(
            named => named.name[(named.name.LastIndexOf('.') + 1)..].StartsWith("W_"), named => named.parameter);
        return ([.. groups[true]], [.. groups[false]]);
    }

    /// <summary>One step: the loss of a batch, its gradient, cut back if it is too long, and a step of the optimiser.</summary>
    /// <param name="model">Makes logits <c>batch position vocabulary</c> of tokens <c>batch position</c>.</param>
    /// <param name="optimizer">An optimiser of its parameters.</param>
    /// <param name="tokens"><c>batch token</c>; the model predicts each from those before it, all but the first.</param>
    /// <param name="maxNorm">The longest that the gradient of all parameters together may be.</param>
    /// <returns>The loss before the step, in nats per predicted token.</returns>
    [Exercise("1.1.24", "A training step",
        Minutes = 10, Difficulty = 2, Importance = 5, Model = MentalModel.FunctionApproximators)]
    public static double TrainingStep(
        nn.Module<Tensor, Tensor> model, optim.Optimizer optimizer, [Shape("batch token")] Tensor tokens,
        double maxNorm = 1)
    {
        using var scope = NewDisposeScope();
        var (inputs, targets) = Texts.InputsAndTargets(tokens);
        optimizer.zero_grad();
        var loss = Texts.TokenLosses(model.call(inputs), targets).mean();
        loss.backward();
        nn.utils.clip_grad_norm_(model.parameters(), maxNorm);
        optimizer.step();
        return loss.ToDouble();
    }

    /// <summary>Trains a model on rows of text, in training mode: in each step on some that are drawn at random.</summary>
    /// <param name="model">Makes logits <c>batch position vocabulary</c> of tokens <c>batch position</c>.</param>
    /// <param name="optimizer">An optimiser of its parameters.</param>
    /// <param name="rows">The text, <c>row token</c>.</param>
    /// <param name="steps">How many steps.</param>
    /// <param name="batchSize">How many rows a step takes; a row may be drawn again at any time.</param>
    /// <param name="seed">What the draws come from.</param>
    /// <param name="progress">Is told the loss of each step, and asked before each step whether to stop.</param>
    /// <returns>The loss of each step that was made, in nats per token.</returns>
    [Exercise("1.1.25", "The training loop",
        Minutes = 15, Difficulty = 2, Importance = 4, Model = MentalModel.FunctionApproximators)]
    public static IReadOnlyList<double> Train(
        nn.Module<Tensor, Tensor> model, optim.Optimizer optimizer, [Shape("row token")] Tensor rows, int steps,
        long batchSize, ulong seed, TrainingProgress progress)
    {
        using var generator = new Generator(seed);
        var losses = new List<double>();
        model.train();
        for (var step = 0; step < steps && !progress.IsStopping; step++)
        {
            using var scope = NewDisposeScope();
            var drawn = randint(rows.shape[0], [batchSize], generator: generator);
            losses.Add(TrainingStep(model, optimizer, rows.index_select(0, drawn)));
            progress.Step(losses[^1]);
        }
        return losses;
    }

    /// <summary>How well a model predicts what comes after the first token, after the second, and so on.</summary>
    /// <param name="model">Makes logits <c>batch position vocabulary</c> of tokens <c>batch position</c>.</param>
    /// <param name="rows">Text that it was not trained on, <c>row token</c>.</param>
    /// <param name="batchSize">The most rows that the model is given at a time.</param>
    /// <returns>
    /// The mean loss over all rows at each position, in nats, one number fewer than a row has tokens. The model is
    /// measured in the mode in which it is, and nothing is recorded for gradients on the way.
    /// </returns>
    [Exercise("1.1.26", "Loss by position",
        Minutes = 15, Difficulty = 3, Importance = 4, Model = MentalModel.FunctionApproximators)]
    public static IReadOnlyList<double> LossByPosition(
        nn.Module<Tensor, Tensor> model, [Shape("row token")] Tensor rows, int batchSize)
    {
        using var off = no_grad();
        using var scope = NewDisposeScope();
        var sums = zeros(rows.shape[1] - 1, dtype: float64);
        foreach (var batch in rows.split(batchSize))
        {
            using var inner = NewDisposeScope();
            var (inputs, targets) = Texts.InputsAndTargets(batch);
            sums.add_(Texts.TokenLosses(model.call(inputs), targets).sum(dim: 0));
        }
        return (sums / rows.shape[0]).data<double>().ToArray();
    }
}
