using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Optimisation;

/// <summary>The tests' own gradient descent, for exercises that are given an optimiser.</summary>
internal sealed class Plain(IEnumerable<Parameter> parameters, double learningRate)
    : Optimiser(parameters, learningRate)
{
    public int Steps { get; private set; }

    public override void Step()
    {
        Steps++;
        using var off = no_grad();
        using var scope = NewDisposeScope();
        foreach (var x in Parameters.Where(x => x.grad is not null)) x.add_(x.grad!, alpha: -LearningRate);
    }
}
