using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Arena.Analyzers.Training;

/// <summary>TSH3005: a leaf that needs gradients is changed in place while autograd watches, which throws.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class InPlaceOnLeaf : TorchAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.InPlaceOnLeaf];

    private protected override void Register(CompilationStartAnalysisContext context, TorchTypes torch)
    {
        context.RegisterOperationAction(call => CheckCall(call, torch), OperationKind.Invocation);
        context.RegisterOperationAction(
            assignment => CheckAssignment(assignment, torch),
            OperationKind.SimpleAssignment, OperationKind.CompoundAssignment);
    }

    private static void CheckCall(OperationAnalysisContext context, TorchTypes torch)
    {
        var call = (IInvocationOperation)context.Operation;
        // nn.init opens a scope of its own.
        if (!call.TargetMethod.IsInPlace() || !torch.IsTensor(call.Type) || !call.IsTensorCall(torch)
            || call.TargetMethod.ContainingType.Name == "init"
            || call.TargetMethod.Name is "requires_grad_" or "detach_" or "rename_")
            return;
        Check(context, call.Subject(), call, $"'{call.TargetMethod.Name}'", torch);
    }

    private static void CheckAssignment(OperationAnalysisContext context, TorchTypes torch)
    {
        var assignment = (IAssignmentOperation)context.Operation;
        if (assignment.Target is IPropertyReferenceOperation { Property.IsIndexer: true } target
            && TorchTypes.Is(target.Property.ContainingType, torch.Tensor))
            Check(context, target.Instance, assignment, "The assignment", torch);
    }

    private static void Check(
        OperationAnalysisContext context, IOperation? changed, IOperation change, string what, TorchTypes torch)
    {
        var tensor = Base(changed, torch);
        if (tensor is null || !IsLeaf(tensor, torch)) return;
        if (change.Body() is IAnonymousFunctionOperation or ILocalFunctionOperation) return;
        if (IsFreed(tensor, torch) || IsGradOff(change, torch)) return;
        context.ReportDiagnostic(Diagnostic.Create(
            Rules.InPlaceOnLeaf, change.Syntax.GetLocation(),
            $"{what} changes '{tensor.Syntax}', which needs gradients, in place: that throws outside 'no_grad()'"));
    }

    // 'w[0]' and 'w.view(3)' are views: a change of them is one of w.
    private static IOperation? Base(IOperation? tensor, TorchTypes torch)
    {
        while (true)
            switch (tensor?.Unwrapped())
            {
                case IPropertyReferenceOperation { Property.IsIndexer: true } item
                    when torch.IsTensor(item.Instance?.Type):
                    tensor = item.Instance;
                    break;
                case IInvocationOperation
                {
                    TargetMethod.Name: "view" or "unsqueeze" or "squeeze" or "transpose" or "t"
                    or "select" or "narrow"
                } view when view.IsTensorCall(torch):
                    tensor = view.Subject();
                    break;
                case var found:
                    return found;
            }
    }

    private static bool IsLeaf(IOperation tensor, TorchTypes torch) => tensor switch
    {
        ILocalReferenceOperation local when local.OnlyValue() is { } value => IsNewLeaf(value, torch)
            || TorchTypes.Is(local.Type, torch.Parameter) && IsLeaf(value, torch),
        _ when !TorchTypes.Is(tensor.Type, torch.Parameter) => false,
        ILocalReferenceOperation local when ParametersOf(local) is { } module =>
            KnownModule.Creation(module, torch) is not null || IsTrainedHere(tensor, torch),
        IPropertyReferenceOperation { Property.Name: "weight" or "bias", Instance: { } module } =>
            KnownModule.Creation(module, torch) is not null || IsTrainedHere(tensor, torch),
        IFieldReferenceOperation { Instance: IInstanceReferenceOperation } field =>
            IsNewLeaf(field.OnlyValue(), torch) && InConstructorOrForward(field),
        _ => false,
    };

    private static bool IsNewLeaf(IOperation? value, TorchTypes torch) => value switch
    {
        IObjectCreationOperation creation when TorchTypes.Is(creation.Type, torch.Parameter) =>
            !creation.Arguments.Any(argument =>
                argument.Parameter?.Name == "requires_grad" && !argument.Value.IsConstant(true)),
        IInvocationOperation { TargetMethod: { Name: "Parameter" } method } call when torch.IsFunction(method) =>
            call.Argument("requires_grad") is null or { ConstantValue: { HasValue: true, Value: true } },
        IInvocationOperation { TargetMethod: { Name: "requires_grad_" or "with_requires_grad" } method } call
            when torch.IsTensorMethod(method) =>
            call.Argument(0) is null or { ConstantValue: { HasValue: true, Value: true } }
                && IsPlain(call.Subject(), torch),
        IInvocationOperation call => IsFactory(call, torch) && call.Argument("requires_grad").IsConstant(true),
        _ => false,
    };

    // What is made and only reshaped or converted, from nothing that could need gradients.
    private static bool IsPlain(IOperation? value, TorchTypes torch) => value is IInvocationOperation call
        && (IsFactory(call, torch)
            || torch.IsTensorMethod(call.TargetMethod) && IsPlain(call.Instance?.Unwrapped(), torch)
                && !call.Arguments.Any(argument => torch.IsTensor(argument.Value.Unwrapped().Type)));

    private static bool IsFactory(IInvocationOperation call, TorchTypes torch) =>
        TorchTypes.Is(call.TargetMethod.ContainingType, torch.Torch)
        && call.TargetMethod.Name is "zeros" or "ones" or "full" or "empty" or "eye" or "rand" or "randn" or "arange"
            or "linspace" or "tensor" or "from_array" or "randint";

    // foreach (var p in model.parameters())
    private static IOperation? ParametersOf(ILocalReferenceOperation local) =>
        local.Root().Descendants().OfType<IForEachLoopOperation>()
            .Where(loop => loop.Locals.Contains(local.Local, SymbolEqualityComparer.Default))
            .Select(loop => loop.Collection.Unwrapped())
            .OfType<IInvocationOperation>()
            .FirstOrDefault(call => call.TargetMethod.Name == "parameters")?.Instance?.Unwrapped();

    // A method that gets its module from outside may be called where gradients are off, but not when it computes them.
    private static bool IsTrainedHere(IOperation tensor, TorchTypes torch) =>
        tensor.Root().Now().OfType<IInvocationOperation>()
            .Any(call => call.TargetMethod.Name == "backward" && torch.IsTensorMethod(call.TargetMethod));

    private static bool InConstructorOrForward(IOperation operation) =>
        operation.Root() is IConstructorBodyOperation
        || operation.SemanticModel?.GetEnclosingSymbol(operation.Syntax.SpanStart) is IMethodSymbol
        {
            Name: "forward",
            IsOverride: true
        };

    // Frozen or cut off on the way, in this method or, for a field, anywhere in its file.
    private static bool IsFreed(IOperation tensor, TorchTypes torch)
    {
        if (tensor is IFieldReferenceOperation && tensor.SemanticModel is { } model
            && model.SyntaxTree.GetRoot().DescendantTokens()
                .Any(token => token.ValueText is "requires_grad" or "requires_grad_" or "detach_"))
            return true;
        return tensor.Root().Descendants().Any(part => part switch
        {
            IAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "requires_grad" } } => true,
            IInvocationOperation { TargetMethod: { Name: "requires_grad_" or "detach_" } method } call =>
                torch.IsTensorMethod(method) && call.Parent is not IVariableInitializerOperation,
            _ => false,
        });
    }

    private static bool IsGradOff(IOperation change, TorchTypes torch) =>
        change.Root().Descendants().OfType<IInvocationOperation>()
            .Any(call => call.TargetMethod.Name is "no_grad" or "inference_mode" or "set_grad_enabled"
                && torch.Declares(call.TargetMethod) && Covers(call, change));

    // A 'using (…)' covers what is in it, a 'using var' what follows it in its block; a scope that is opened in any
    // other way may reach anywhere.
    private static bool Covers(IInvocationOperation scope, IOperation change)
    {
        for (IOperation? current = scope; current is not null; current = current.Parent)
            switch (current)
            {
                case IUsingOperation block:
                    return block.Syntax.Span.Contains(change.Syntax.SpanStart);
                case IUsingDeclarationOperation { Parent: { } block }:
                    return block.Syntax.Span.Contains(change.Syntax.SpanStart)
                        && current.Syntax.SpanStart < change.Syntax.SpanStart;
            }
        return true;
    }
}
