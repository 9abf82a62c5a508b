using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Optimisation;

/// <summary>
/// Changes parameters step by step so that a loss falls. The loss's <c>backward()</c> has put a gradient beside each
/// parameter when <see cref="Step"/> is called.
/// </summary>
public abstract class Optimiser : IDisposable
{
    private readonly List<Tensor> memory = [];

    /// <summary>An optimiser of some parameters.</summary>
    /// <param name="parameters">What it changes.</param>
    /// <param name="learningRate">How far it goes, η; whoever uses it may change it between steps.</param>
    /// <exception cref="ArgumentException">There is no parameter.</exception>
    protected Optimiser(IEnumerable<Parameter> parameters, double learningRate)
    {
        Parameters = [.. parameters];
        LearningRate = learningRate;
        if (Parameters.Count == 0) throw new ArgumentException("There is nothing to optimise.", nameof(parameters));
    }

    /// <summary>What it changes.</summary>
    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>How far it goes, η. Schedules set it between steps.</summary>
    public double LearningRate { get; set; }

    /// <summary>Changes each parameter that has a gradient, in place; the others stay as they are.</summary>
    public abstract void Step();

    /// <summary>Sets all gradients to 0: <c>backward()</c> adds to what is there.</summary>
    public void ZeroGrad()
    {
        foreach (var parameter in Parameters)
        {
            using var gradient = parameter.grad;
            gradient?.zero_().Dispose();
        }
    }

    /// <summary>Frees what it remembers.</summary>
    public void Dispose()
    {
        foreach (var tensor in memory) tensor.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>
    /// Something to remember from step to step: a tensor of zeros for each parameter, of its shape. They outlive every
    /// dispose scope, and are freed with the optimiser. Change them in place.
    /// </summary>
    protected IReadOnlyList<Tensor> ZerosForEachParameter()
    {
        using var off = no_grad();
        Tensor[] zeros = [.. Parameters.Select(x => zeros_like(x, requires_grad: false).DetachFromDisposeScope())];
        memory.AddRange(zeros);
        return zeros;
    }
}
