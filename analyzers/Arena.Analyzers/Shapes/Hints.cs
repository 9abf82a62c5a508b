using Arena.Analyzers.Patterns;
using Arena.Analyzers.Shapes.Algebra;
using Arena.Analyzers.Shapes.Flow;
using Arena.Analyzers.Training;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Arena.Analyzers.Shapes;

/// <summary>
/// The rules that look at a method once its shapes are known, at the code as it was written. A method without any call
/// that they speak of costs nothing.
/// </summary>
internal sealed class Hints
{
    private readonly List<IOperation> candidates;
    private readonly HashSet<IOperation> explained = [];
    private readonly Action<Diagnostic> report;

    private Hints(List<IOperation> candidates, TorchTypes torch, Action<Diagnostic> report)
    {
        this.candidates = candidates;
        this.report = report;
        Torch = torch;
    }

    public TorchTypes Torch { get; }

    /// <summary>What the shape engine found out, to be filled by it.</summary>
    public Observations Observations { get; } = new();

    /// <summary>The hints for a method, or null when it has nothing that they speak of.</summary>
    public static Hints? For(IOperation block, TorchTypes torch, Compilation compilation, Action<Diagnostic> report)
    {
        // The library that has Rearrange is written without it.
        var prefersEinops = torch.Einops is { } einops
            && !SymbolEqualityComparer.Default.Equals(einops.ContainingAssembly, compilation.Assembly);
        List<IOperation>? candidates = null;
        foreach (var operation in block.Descendants())
            if (SuspiciousSoftmaxDim.Concerns(operation)
                || prefersEinops && (AxisStep.Concerns(operation) || PreferEinsum.Concerns(operation)))
                (candidates ??= []).Add(operation);
        return candidates is null ? null : new Hints(candidates, torch, report);
    }

    /// <summary>Reports everything there is to say, now that the shapes are known.</summary>
    public void Run()
    {
        foreach (var candidate in candidates)
            if (candidate is IInvocationOperation call)
            {
                SuspiciousSoftmaxDim.Check(call, this);
                if (PreferEinsum.Concerns(call)) PreferEinsum.Check(call, this);
            }
        // An outer call comes before those in it, so every chain is met at its end.
        foreach (var candidate in candidates)
            if (AxisStep.Concerns(candidate) && !explained.Contains(candidate))
                PreferRearrange.Check(candidate, this);
    }

    public TensorShape ShapeOf(IOperation expression) => Observations.ShapeOf(expression);

    /// <summary>Keeps other hints from speaking of an operation that one has dealt with.</summary>
    public void Explain(IOperation operation) => explained.Add(operation);

    public void Report(Diagnostic diagnostic) => report(diagnostic);
}
