using Microsoft.CodeAnalysis;

namespace Arena.Analyzers;

internal static partial class Rules
{
    public static DiagnosticDescriptor MissingZeroGrad { get; } = Rule.Warning(
        "TSH3001",
        "Training",
        "A training loop never clears its gradients",
        "This loop calls backward() and step(), but no zero_grad(): the gradients of all rounds add up");

    public static DiagnosticDescriptor LossOnProbabilities { get; } = Rule.Warning(
        "TSH3002",
        "Training",
        "A loss that takes logits gets probabilities",
        "{0}");

    public static DiagnosticDescriptor IgnoredPureResult { get; } = Rule.Warning(
        "TSH3003",
        "Training",
        "The result of an operation that changes nothing is dropped",
        "'{0}' returns a new tensor and leaves this one as it is; {1}");

    public static DiagnosticDescriptor SuspiciousSoftmaxDim { get; } = Rule.Info(
        "TSH3004",
        "Training",
        "A softmax or argmax runs over the batch or the positions",
        "{0}");

    public static DiagnosticDescriptor InPlaceOnLeaf { get; } = Rule.Warning(
        "TSH3005",
        "Training",
        "A leaf that needs gradients is changed in place",
        "{0}");

    public static DiagnosticDescriptor DtypeTrap { get; } = Rule.Warning(
        "TSH3006",
        "Training",
        "A dtype does not fit the operation",
        "{0}");

    public static DiagnosticDescriptor ForwardInsteadOfCall { get; } = Rule.Info(
        "TSH3007",
        "Training",
        "forward() runs no hooks",
        "'{0}.forward(…)' runs no hooks, which this project registers; write '{0}.call(…)'");

    public static DiagnosticDescriptor OptimizerBeforeMove { get; } = Rule.Info(
        "TSH3008",
        "Training",
        "An optimizer is made before its module is moved, or an evaluation keeps training mode",
        "{0}");
}
