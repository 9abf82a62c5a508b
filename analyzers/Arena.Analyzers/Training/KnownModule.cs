using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Arena.Analyzers.Training;

/// <summary>Where it is certain which TorchSharp layer a module is.</summary>
internal static class KnownModule
{
    /// <summary>The name of the layer's class; of a <c>Sequential</c>, that of its last layer.</summary>
    public static string? LastLayer(IOperation? module, TorchTypes torch)
    {
        module = module?.Unwrapped();
        return Name(module, torch) is { } name && name != "Sequential" ? name : Creation(module, torch) switch
        {
            null => null,
            { TargetMethod.Name: "Sequential" } sequential =>
                Layers(sequential).LastOrDefault() is { } last ? LastLayer(last, torch) : null,
            { TargetMethod: var method } => method.ReturnType.Name,
        };
    }

    /// <summary>The call that made a module: <c>nn.Linear(3, 2)</c>, or the only value of a variable.</summary>
    public static IInvocationOperation? Creation(IOperation? module, TorchTypes torch) => module?.Unwrapped() switch
    {
        IInvocationOperation { Instance: null } call
            when torch.IsFunction(call.TargetMethod) && torch.IsModule(call.Type) => call,
        { } variable when variable.OnlyValue() is { } value && value is not ILocalReferenceOperation =>
            Creation(value, torch),
        _ => null,
    };

    /// <summary>The function that a loss module computes; null for anything else.</summary>
    public static string? Loss(IOperation? module, TorchTypes torch) => LastLayer(module, torch) switch
    {
        "CrossEntropyLoss" => "cross_entropy",
        "NLLLoss" => "nll_loss",
        "BCELoss" => "binary_cross_entropy",
        "BCEWithLogitsLoss" => "binary_cross_entropy_with_logits",
        _ => null,
    };

    private static string? Name(IOperation? module, TorchTypes torch) =>
        module?.Type is INamedTypeSymbol { IsGenericType: false, IsSealed: true } type && torch.Declares(type)
        && torch.IsModule(type)
            ? type.Name
            : null;

    private static IEnumerable<IOperation> Layers(IInvocationOperation sequential) =>
        sequential.Arguments is [{ Value: var modules }]
            ? (modules.Unwrapped() switch
            {
                IArrayCreationOperation { Initializer.ElementValues: var elements } => elements,
                ICollectionExpressionOperation { Elements: var elements } => elements,
                _ => [],
            }).Select(element => element.Unwrapped() is ITupleOperation { Elements: [_, var module] }
                ? module.Unwrapped()
                : element.Unwrapped())
            : [];
}
