using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Arena.Analyzers.Lifetime;

/// <summary>What the lifetime rules know of TorchSharp's scopes.</summary>
internal static class Scopes
{
    public const string Open = "NewDisposeScope";

    /// <summary>What stands for an expression that is too long to quote.</summary>
    public const string Long = "this tensor";

    /// <summary>Whether a call opens something that lasts until it is disposed of.</summary>
    public static bool IsOpened(IInvocationOperation call, TorchTypes torch) =>
        call.TargetMethod.Name is Open or "no_grad" or "inference_mode" or "enable_grad"
        && torch.IsFunction(call.TargetMethod);

    /// <summary>Whether an expression is <c>NewDisposeScope()</c>.</summary>
    public static bool IsDisposeScope(IOperation? value, TorchTypes torch) =>
        value?.Unwrapped() is IInvocationOperation { TargetMethod.Name: Open } call && torch.IsFunction(call.TargetMethod);

    /// <summary>
    /// Looks at each method that calls something of a name. What is found may then stand anywhere in the method, not
    /// only at the call. Methods without such a call cost a look at the names in them.
    /// </summary>
    public static void WhereCalled(
        CompilationStartAnalysisContext context,
        string name,
        Action<OperationBlockAnalysisContext, IReadOnlyList<IInvocationOperation>> check) =>
        context.RegisterOperationBlockStartAction(block =>
        {
            var calls = new List<IInvocationOperation>();
            block.RegisterOperationAction(
                one =>
                {
                    var call = (IInvocationOperation)one.Operation;
                    if (call.TargetMethod.Name != name) return;
                    lock (calls) calls.Add(call);
                },
                OperationKind.Invocation);
            block.RegisterOperationBlockEndAction(end =>
            {
                if (calls.Count > 0) check(end, [.. calls.OrderBy(call => call.Syntax.SpanStart)]);
            });
        });

    /// <summary>The body of the method, the lambda or the local function that an operation stands in.</summary>
    public static IOperation Function(IOperation operation)
    {
        var current = operation;
        while (current.Parent is { } parent and not (IAnonymousFunctionOperation or ILocalFunctionOperation))
            current = parent;
        return current;
    }

    /// <summary>The text of an expression as a message quotes it: whole when it is short.</summary>
    public static string Quote(SyntaxNode expression)
    {
        var text = expression.ToString();
        return text.Length <= 40 && !text.Contains('\n') ? text : Long;
    }
}
