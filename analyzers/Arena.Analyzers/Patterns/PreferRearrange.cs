using Arena.Analyzers.Shapes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Arena.Analyzers.Patterns;

/// <summary>TSH2101: a chain of reshapes and transposes that is one <c>Rearrange</c>.</summary>
internal static class PreferRearrange
{
    /// <summary>Looks at the chain that ends with an operation.</summary>
    public static void Check(IOperation last, Hints hints)
    {
        var steps = new List<AxisStep>();
        for (var step = AxisStep.Of(last, hints.Torch); step is not null; step = AxisStep.Of(step.Subject, hints.Torch))
        {
            steps.Insert(0, step);
            hints.Explain(step.Operation);
        }
        if (steps.Count == 0 || IsWrittenTo(last)) return;
        // The longest part whose every shape is known and which is one rearrangement, the later the better.
        for (var end = steps.Count; end > 0; end--)
            for (var start = 0; start < end; start++)
                if (IsReported(steps.GetRange(start, end - start), hints))
                    return;
    }

    private static bool IsReported(List<AxisStep> chain, Hints hints)
    {
        var (first, last) = (chain[0], chain[chain.Count - 1]);
        if (chain.Sum(step => step.Weight) < 2 || last.Weight == 0
            || Rearrangement.Of(chain, hints) is not { } found)
            return false;
        EinopsAdvice.Rearrange(
            chain.All(step => step.Opens) ? Rules.UnsqueezeLadder : Rules.PreferRearrange,
            last.Operation, first.Subject, found.Pattern, found.Sizes, hints);
        return true;
    }

    // A view that is written to has to stay a view.
    private static bool IsWrittenTo(IOperation operation) => operation.Parent switch
    {
        IAssignmentOperation assignment => assignment.Target == operation,
        IInvocationOperation call => call.Instance == operation && call.TargetMethod.IsInPlace(),
        _ => false,
    };
}
