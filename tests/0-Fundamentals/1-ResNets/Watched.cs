using Arena.Training;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Fundamentals.ResNets;

/// <summary>A linear classifier that remembers how it was called.</summary>
internal sealed class Watched : nn.Module<Tensor, Tensor>
{
    private readonly Parameter weight;

    /// <summary>Starts with given weights.</summary>
    /// <param name="weight"><c>class d_in</c>.</param>
    public Watched(Tensor weight) : base(nameof(Watched))
    {
        this.weight = new Parameter(weight.clone());
        RegisterComponents();
    }

    /// <summary>What each call was like.</summary>
    public List<Call> Calls { get; } = [];

    /// <summary>The weights as they are now.</summary>
    public Tensor Weight => weight.detach().clone();

    /// <summary>The learned weights themselves.</summary>
    public Parameter Parameter => weight;

    public override Tensor forward(Tensor x)
    {
        Calls.Add(new Call([.. x.select(1, 0).data<float>()], training, is_grad_enabled()));
        return x.matmul(weight.t());
    }

    /// <summary>A call.</summary>
    /// <param name="Items">The first number of each item, by which it is known.</param>
    /// <param name="Training">Whether the model was in training mode.</param>
    /// <param name="Gradients">Whether gradients were on.</param>
    public sealed record Call(float[] Items, bool Training, bool Gradients);
}

/// <summary>Remembers what a training tells it, and stops it after some steps.</summary>
internal sealed class Recorder(int stopAfter = int.MaxValue) : TrainingProgress
{
    public List<double> Losses { get; } = [];

    public List<string> Lines { get; } = [];

    public override bool IsStopping => Losses.Count >= stopAfter;

    public override void Step(double loss) => Losses.Add(loss);

    public override void Say(string line) => Lines.Add(line);
}

/// <summary>Softmax regression by its closed formula.</summary>
internal static class SoftmaxRegression
{
    /// <summary>The mean cross-entropy.</summary>
    public static double Loss(Tensor weight, Tensor x, Tensor labels) =>
        -x.matmul(weight.t()).log_softmax(1).gather(1, labels.unsqueeze(1)).mean().item<float>();

    /// <summary>Its gradient: the probabilities less the truth, times the inputs.</summary>
    public static Tensor Gradient(Tensor weight, Tensor x, Tensor labels)
    {
        var truth = eye(weight.shape[0]).index_select(0, labels);
        return (x.matmul(weight.t()).softmax(1) - truth).t().matmul(x) / x.shape[0];
    }

    /// <summary>The share of right answers.</summary>
    public static double Accuracy(Tensor weight, Tensor x, Tensor labels) =>
        x.matmul(weight.t()).argmax(1).eq(labels).to(float32).mean().item<float>();
}
