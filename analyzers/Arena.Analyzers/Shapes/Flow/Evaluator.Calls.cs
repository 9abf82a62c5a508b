using System.Collections.Immutable;
using Arena.Analyzers.Patterns;
using Arena.Analyzers.Shapes.Algebra;
using Arena.Analyzers.Shapes.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Arena.Analyzers.Shapes.Flow;

internal sealed partial class Evaluator
{
    /// <summary>Reports a finding, unless the states still settle.</summary>
    public void Report(
        DiagnosticDescriptor rule, SyntaxNode place, string message, Relation relation = Relation.Different,
        IEnumerable<Location>? related = null, ImmutableDictionary<string, string?>? properties = null)
    {
        if (IsReporting) Context.Report(rule, place.GetLocation(), message, relation, related, properties);
    }

    private Value Invocation(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        var torch = Context.Torch;
        if (PatternCall.Of(call, torch) is { } pattern) return EinopsCalls.Apply(this, pattern, call);
        if (torch.IsModule(method.ContainingType))
        {
            if (method.Name is "call" or "forward") return Layer(call);
            // A Sequential grows in place.
            if (method.Name == "append") ForgetItems(call.Instance);
        }
        if (torch.Declares(method))
        {
            if (method is { IsStatic: true, ContainingType.Name: "TensorIndex" }) return Indexing.Index(this, call);
            if (torch.IsModule(method.ReturnType) && Layers.Of(this, call) is { } layer) return new LayerValue(layer);
            var operation = new OperationCall(this, call);
            return OperationTable.Find(operation) is { } rule ? rule(operation) : Unlisted(operation);
        }
        return UserMethod(call);
    }

    // An operation that the table does not have: in place, its result is its receiver.
    private Value Unlisted(OperationCall call)
    {
        if (!call.IsInPlace || call.First is not { } first) return Typed(call.Operation);
        if (!OperationTable.KeepsShapeInPlace(call.Name)) State.Forget(first.Id);
        return OperationTable.KeepsShapeInPlace(call.Name) ? first : Typed(call.Operation);
    }

    private Value Layer(IInvocationOperation call)
    {
        var module = ValueOf(call.Instance);
        if (call.Arguments is [var only] && module is LayerValue { Layer: not UnknownLayer and var layer })
        {
            var input = TensorOf(only.Value);
            var shape = layer.Apply(input.Shape, (message, relation) =>
                Report(Rules.LayerInputMismatch, only.Syntax, message, relation, [input.Source]));
            return Fresh(call.Syntax, shape);
        }
        if (module is LayerValue { Layer: LossLayer loss })
        {
            var operation = new OperationCall(this, call);
            var value = loss.IsOfClasses
                ? Elementwise.ClassLoss(operation, $"this {loss.Name}")
                : Elementwise.Loss(operation);
            return loss.IsReduced ? value : Typed(call);
        }
        return Result(ForwardOf(call), call);
    }

    // A module's call runs its forward, which may promise shapes.
    private static IMethodSymbol ForwardOf(IInvocationOperation call) =>
        call.Instance?.Type?.GetMembers("forward").OfType<IMethodSymbol>()
            .FirstOrDefault(forward => forward.Parameters.Length == call.Arguments.Length)
        ?? call.TargetMethod;

    private Value UserMethod(IInvocationOperation call)
    {
        if (call.Instance is { } instance and not IInstanceReferenceOperation)
        {
            ValueOf(instance);
            if (Changes.IsList(instance)) ForgetItems(instance);
        }
        return Result(call.TargetMethod, call);
    }

    // Each argument is gone through once, and so is the object before: either may change something.
    private Value Result(IMethodSymbol method, IInvocationOperation call)
    {
        var known = new Dictionary<string, (Axis Axis, string Tensor)>();
        var numbers = new List<(string Axis, NumberValue Number, string Parameter)>();
        foreach (var argument in call.Arguments)
        {
            var value = ValueOf(argument.Value);
            if (argument.Parameter is not { } called) continue;
            Forget(argument);
            if (Changes.IsList(argument.Value.Unconverted())) ForgetItems(argument.Value);
            var index = called.Ordinal;
            var parameter = index < method.Parameters.Length ? method.Parameters[index] : called;
            if (value is NumberValue given)
                numbers.Add((Contracts.SymbolOf(parameter.Name).Key, given, parameter.Name));
            if (value is not TensorValue tensor || Contracts.Of(parameter) is not { } contract) continue;
            if (Contracts.Bind(contract, tensor.Shape, known, parameter.Name, out var relation) is { } difference)
                Report(
                    Rules.ShapeContract, argument.Value.Syntax,
                    $"'{parameter.Name}' of {method.Name} is promised as \"{contract.Text}\", "
                    + $"but gets {tensor.Shape}: {difference}",
                    relation, [parameter.Locations.FirstOrDefault() ?? Location.None, tensor.Source]);
        }
        State.ForgetFields(call.Syntax);
        if (!Context.Torch.IsTensor(call.Type) || Contracts.Of(method) is not { } promised) return Typed(call);
        // A number may be a size of the result, or an index along an axis of that name: a tensor knows better.
        foreach (var (axis, number, parameter) in numbers)
            if (!known.ContainsKey(axis)) known[axis] = (new Axis(number.Size, number.Name), parameter);
        return Fresh(call.Syntax, Contracts.Shape(promised, name =>
            known.TryGetValue(name, out var bound)
                ? bound.Axis with { Name = bound.Axis.Name ?? name }
                : new Axis(Opaque($"{call.Syntax.SpanStart}.{name}", name).Size, name)));
    }

    private Value Creation(IObjectCreationOperation creation)
    {
        foreach (var argument in creation.Arguments)
        {
            ValueOf(argument.Value);
            Forget(argument);
        }
        if (TorchTypes.Is(creation.Type, Context.Torch.Parameter) && creation.Arguments is [var data, ..])
            return Fresh(creation.Syntax, TensorOf(data.Value).Shape);
        if (Context.Torch.IsModule(creation.Type)) return new LayerValue(new UnknownLayer());
        if (creation.Initializer is { } initializer && creation.Type?.Name == "List")
            return new ListValue([.. initializer.Initializers.OfType<IInvocationOperation>()
                .Select(add => add.Arguments is [var item] ? ValueOf(item.Value) : Value.Unknown)]);
        return Typed(creation);
    }

    /// <summary>What a call of a method with unknown effects returns.</summary>
    public Value UnknownResult(IOperation call) => Typed(call);
}
