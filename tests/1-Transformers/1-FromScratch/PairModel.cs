using Arena.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

/// <summary>
/// The simplest language model: a table with the scores of each token after each other one. It remembers how it was
/// called, and its gradient has a formula.
/// </summary>
internal sealed class PairModel : nn.Module<Tensor, Tensor>
{
    private readonly Parameter table;

    /// <summary>Starts with given scores.</summary>
    /// <param name="table"><c>previous next</c>.</param>
    public PairModel(Tensor table) : base(nameof(PairModel))
    {
        this.table = new Parameter(table.clone());
        RegisterComponents();
    }

    /// <summary>What each call was like.</summary>
    public List<Call> Calls { get; } = [];

    /// <summary>The scores as they are now.</summary>
    public Tensor Table => table.detach().clone();

    /// <summary>What learns.</summary>
    public Parameter Parameter => table;

    public override Tensor forward(Tensor tokens)
    {
        Calls.Add(new Call(
            [.. tokens.unbind(0).Select(row => row.data<long>().ToArray())], training, is_grad_enabled()));
        return table[tokens];
    }

    /// <summary>The mean loss in nats, by the formula.</summary>
    public static double Loss(Tensor table, Tensor tokens) =>
        -Picked(table.log_softmax(1), tokens).mean().item<float>();

    /// <summary>The gradient of the mean loss: the probabilities less the truth, at each token's row.</summary>
    public static Tensor Gradient(Tensor table, Tensor tokens)
    {
        var (rows, columns) = (tokens.shape[0], tokens.shape[1]);
        var gradient = zeros_like(table);
        for (var row = 0L; row < rows; row++)
        {
            for (var at = 0L; at < columns - 1; at++)
            {
                var (previous, next) = (tokens[row, at].item<long>(), tokens[row, at + 1].item<long>());
                gradient[previous] += table[previous].softmax(0);
                gradient[previous, next] -= 1;
            }
        }
        return gradient / (rows * (columns - 1));
    }

    private static Tensor Picked(Tensor scores, Tensor tokens) =>
        scores.flatten()[(tokens[.., ..^1] * scores.shape[1] + tokens[.., 1..]).flatten()];

    /// <summary>A call.</summary>
    /// <param name="Rows">The tokens.</param>
    /// <param name="Training">Whether the model was in training mode.</param>
    /// <param name="Gradients">Whether gradients were on.</param>
    public sealed record Call(long[][] Rows, bool Training, bool Gradients);
}

/// <summary>Remembers what a training tells it, and stops it after some steps.</summary>
internal sealed class Recorder(int stopAfter = int.MaxValue) : TrainingProgress
{
    public List<double> Losses { get; } = [];

    public override bool IsStopping => Losses.Count >= stopAfter;

    public override void Step(double loss) => Losses.Add(loss);

    public override void Say(string line)
    {
    }
}
