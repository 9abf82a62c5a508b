using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Arena.Analyzers.Training;

/// <summary>TSH3001: a loop with <c>backward()</c> and <c>step()</c> in which nothing clears the gradients.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MissingZeroGrad : TorchAnalyzer
{
    /// <summary>Under which name a finding carries the optimizers that are stepped, one a line.</summary>
    public const string Optimizers = nameof(Optimizers);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.MissingZeroGrad];

    private protected override void Register(CompilationStartAnalysisContext context, TorchTypes torch) =>
        context.RegisterOperationAction(call => Check(call, torch), OperationKind.Invocation);

    private static void Check(OperationAnalysisContext context, TorchTypes torch)
    {
        var call = (IInvocationOperation)context.Operation;
        if (!call.IsBackward(torch)) return;
        for (var loop = call.Loop(); loop is not null; loop = loop.Loop())
        {
            var steps = loop.Now().OfType<IInvocationOperation>().Where(step => step.IsStep(torch)).ToList();
            if (steps.Count == 0) continue;
            if (loop.Now().OfType<IInvocationOperation>().First(first => first.IsBackward(torch)) == call
                && steps.All(step => IsPlain(step, loop)) && !loop.Now().Any(part => MayClear(part, torch)))
                context.ReportDiagnostic(Diagnostic.Create(
                    Rules.MissingZeroGrad, call.Syntax.GetLocation(), Names(steps)));
            return;
        }
    }

    // A step under a condition is how gradients are accumulated on purpose; a closure clears them itself; an optimizer
    // made in the loop may have parameters that are new in every round.
    private static bool IsPlain(IInvocationOperation step, ILoopOperation loop)
    {
        if (step.Arguments.Any(argument => argument.ArgumentKind == ArgumentKind.Explicit)) return false;
        for (IOperation? current = step.Parent; current is not null && current != loop; current = current.Parent)
            if (current is IConditionalOperation or ISwitchOperation or ISwitchExpressionOperation
                or IConditionalAccessOperation or ICatchClauseOperation)
                return false;
        return step.Instance.Variable() is { } optimizer
            && (optimizer is not ILocalSymbol || !loop.Now().OfType<IVariableDeclaratorOperation>()
                .Any(made => SymbolEqualityComparer.Default.Equals(made.Symbol, optimizer)))
            && !loop.Now().OfType<IAssignmentOperation>().Any(made => made.Target.Reads(optimizer));
    }

    private static bool MayClear(IOperation part, TorchTypes torch) => part switch
    {
        IInvocationOperation { TargetMethod: var method } call => torch.Declares(method)
            ? method.Name == "zero_grad" || method.IsInPlace() && ReadsGradient(call)
            : MayClear(call, method, torch),
        IAssignmentOperation assignment => IsGradient(assignment.Target),
        IDynamicInvocationOperation => true,
        _ => false,
    };

    // Code that is not TorchSharp's own can clear what it is given, and what its object, its captured variables or its
    // class hold. A module's forward is taken to compute and no more.
    private static bool MayClear(IInvocationOperation call, IMethodSymbol method, TorchTypes torch)
    {
        if (method.Name == "forward" && torch.IsModule(method.ContainingType)) return false;
        if (method.MethodKind == MethodKind.DelegateInvoke) return method.ReturnsVoid || TakesModel(call, torch);
        if (IsFramework(method)) return false;
        if (method.MethodKind == MethodKind.LocalFunction || !method.IsStatic && !method.IsExtensionMethod) return true;
        return TakesModel(call, torch)
            || method.ContainingType.GetMembers().OfType<IFieldSymbol>().Any(field => IsModel(field.Type, torch));
    }

    private static bool TakesModel(IInvocationOperation call, TorchTypes torch) =>
        call.Arguments.Any(argument => IsModel(argument.Value.Unwrapped().Type, torch));

    private static bool IsModel(ITypeSymbol? type, TorchTypes torch) =>
        torch.IsModule(type) || TorchTypes.InheritsFrom(type, torch.Optimizer) || TorchTypes.Is(type, torch.Parameter)
        || type is IArrayTypeSymbol array && IsModel(array.ElementType, torch)
        || type is INamedTypeSymbol { TypeArguments: var arguments }
            && arguments.Any(argument => IsModel(argument, torch));

    private static bool IsFramework(IMethodSymbol method) =>
        method.ContainingNamespace is { } space && (space.ToDisplayString() is "System"
            || space.ToDisplayString().StartsWith("System.", StringComparison.Ordinal));

    private static bool ReadsGradient(IInvocationOperation call) =>
        call.Instance is IConditionalAccessInstanceOperation || IsGradient(call.Subject());

    private static bool IsGradient(IOperation? operation) =>
        operation?.Unwrapped() is IPropertyReferenceOperation { Property.Name: "grad" };

    private static ImmutableDictionary<string, string?> Names(IEnumerable<IInvocationOperation> steps) =>
        ImmutableDictionary<string, string?>.Empty.Add(
            Optimizers, string.Join("\n", steps.Select(step => step.Instance!.Syntax.ToString()).Distinct()));
}
