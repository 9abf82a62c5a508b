using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Arena.Analyzers.Lifetime;

internal sealed partial class ScopeFlow
{
    private Owned? Evaluate(IOperation? expression)
    {
        if (isLost) return null;
        switch (expression)
        {
            case null or IAnonymousFunctionOperation or ILocalFunctionOperation:
                return null;
            case ILocalReferenceOperation or IParameterReferenceOperation:
                return state is not null && state.TryGetValue(Variable(expression)!, out var known) ? known : null;
            case IParenthesizedOperation parenthesized:
                return Evaluate(parenthesized.Operand);
            case IConversionOperation conversion:
                var converted = Evaluate(conversion.Operand);
                return conversion.OperatorMethod is null ? converted : Operator(conversion.OperatorMethod, conversion);
            case IInvocationOperation call:
                return Call(call);
            case IObjectCreationOperation creation:
                return Create(creation);
            case ISimpleAssignmentOperation assignment:
                return Assign(assignment.Target, Evaluate(assignment.Value), assignment.Value.Syntax, assignment);
            case ICompoundAssignmentOperation assignment:
                Evaluate(assignment.Target);
                Evaluate(assignment.Value);
                return Assign(
                    assignment.Target, Operator(assignment.OperatorMethod, assignment), assignment.Syntax, assignment);
            case ICoalesceAssignmentOperation assignment:
                var present = Evaluate(assignment.Target);
                var stored = Assign(assignment.Target, Evaluate(assignment.Value), assignment.Value.Syntax, assignment);
                if (Variable(assignment.Target) is { } variable) Set(variable, Join(present, stored));
                return Join(present, stored);
            case IDeconstructionAssignmentOperation deconstruction:
                Deconstruct(deconstruction.Target, deconstruction.Value);
                return null;
            case IBinaryOperation
            {
                OperatorKind: BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr,
            } binary:
                Evaluate(binary.LeftOperand);
                Fork(() => Evaluate(binary.RightOperand), () => { });
                return null;
            case IBinaryOperation binary:
                Evaluate(binary.LeftOperand);
                Evaluate(binary.RightOperand);
                return Operator(binary.OperatorMethod, binary);
            case IUnaryOperation unary:
                Evaluate(unary.Operand);
                return Operator(unary.OperatorMethod, unary);
            case IPropertyReferenceOperation property:
                return Property(property);
            case IFieldReferenceOperation field:
                var whole = Evaluate(field.Instance);
                return field.Instance?.Type?.IsTupleType == true ? whole : null;
            case IArrayElementReferenceOperation element:
                var array = Evaluate(element.ArrayReference);
                foreach (var index in element.Indices) Evaluate(index);
                return array;
            case IConditionalOperation choice:
                Evaluate(choice.Condition);
                Owned? one = null, other = null;
                Fork(() => one = Evaluate(choice.WhenTrue), () => other = Evaluate(choice.WhenFalse));
                return Join(one, other);
            case ICoalesceOperation choice:
                var value = Evaluate(choice.Value);
                Owned? instead = null;
                Fork(() => instead = Evaluate(choice.WhenNull), () => { });
                return Join(value, instead);
            case ISwitchExpressionOperation choice:
                Evaluate(choice.Value);
                foreach (var arm in choice.Arms) Fork(() => Move(Evaluate(arm.Value), null), () => { });
                return null;
            case IConditionalAccessOperation access:
                accessed.Push(Evaluate(access.Operation));
                Owned? result = null;
                Fork(() => result = Evaluate(access.WhenNotNull), () => { });
                accessed.Pop();
                return result;
            case IConditionalAccessInstanceOperation:
                return accessed.Count > 0 ? accessed.Peek() : null;
            case IAwaitOperation:
                // What follows may run on another thread, and scopes are per thread.
                isLost = true;
                return null;
            case ITupleOperation or IArrayInitializerOperation or ICollectionExpressionOperation
                or IMemberInitializerOperation or IObjectOrCollectionInitializerOperation
                or IAnonymousObjectCreationOperation:
                // Whoever holds the container can take its tensors out of the scope.
                foreach (var child in expression.ChildOperations) Move(Evaluate(child), null);
                return null;
            default:
                foreach (var child in expression.ChildOperations) Evaluate(child);
                return null;
        }
    }

    private Owned? Operator(IMethodSymbol? method, IOperation operation) =>
        method is not null && torch.IsTensorMethod(method) && torch.IsTensor(operation.Type) ? Made(operation) : null;

    private Owned? Property(IPropertyReferenceOperation property)
    {
        Evaluate(property.Instance);
        foreach (var argument in property.Arguments) Evaluate(argument.Value);
        var isNew = property.Property.IsIndexer
            || property.Property.Name is "T" or "H" or "mT" or "mH" or "real" or "imag" or "grad";
        return isNew && TorchTypes.Is(property.Property.ContainingType, torch.Tensor) && torch.IsTensor(property.Type)
            ? Made(property)
            : null;
    }

    private Owned? Create(IObjectCreationOperation creation)
    {
        Owned? first = null;
        foreach (var argument in creation.Arguments)
        {
            var value = Evaluate(argument.Value);
            first ??= value;
            // A parameter takes the place of the tensor it is made from; other objects may do with it what they like.
            if (!TorchTypes.Is(creation.Type, torch.Parameter)) Move(value, null);
        }
        Evaluate(creation.Initializer);
        return TorchTypes.Is(creation.Type, torch.Parameter) ? first : null;
    }

    private Owned? Call(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (Scopes.IsDisposeScope(call, torch))
        {
            // Those in a 'using' do not come by here: who closes this one, and when, is unknown.
            isLost = true;
            return null;
        }
        var instance = Evaluate(call.Instance);
        var arguments = call.Arguments.Select(argument => Argument(argument, call)).ToList();
        if (torch.IsTensorMethod(method) && IsMove(method.Name))
            return Move(instance, method.Name == "MoveToOuterDisposeScope" ? instance?.Scope.Outer : null);
        if (TorchTypes.Is(method.ContainingType, torch.DisposeScope)) return OfScope(call);
        if (!IsOfTorch(method))
        {
            if (method.ContainingType?.Name != "Console")
                foreach (var argument in arguments.Append(instance)) Move(argument, null);
            return null;
        }
        if (call.Arguments.Any(argument => argument.Value.Type?.TypeKind == TypeKind.Delegate)) return null;
        // In-place operations return the tensor that they were given.
        if (method.Name.EndsWith("_", StringComparison.Ordinal) || method.Name == "with_requires_grad")
            return call.Instance is null ? arguments.FirstOrDefault() : instance;
        if (method.Name == "Parameter") return arguments.FirstOrDefault();
        return IsNew(call) ? Made(call) : null;
    }

    private Owned? Argument(IArgumentOperation argument, IInvocationOperation call)
    {
        // An array of arguments that TorchSharp reads at once is no container that somebody keeps.
        if (argument.Value is IArrayCreationOperation { Initializer: { } list } && IsOfTorch(call.TargetMethod))
        {
            foreach (var element in list.ElementValues) Evaluate(element);
            return null;
        }
        if (argument.Value.Unwrapped() is ICollectionExpressionOperation items && IsOfTorch(call.TargetMethod))
        {
            foreach (var element in items.Elements) Evaluate(element);
            return null;
        }
        var value = Evaluate(argument.Value);
        if (argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out && Variable(argument.Value) is { } variable)
            Set(variable, null);
        return value;
    }

    private Owned? OfScope(IInvocationOperation call)
    {
        if (call.TargetMethod.Name is not ("MoveToOuter" or "MoveToOther" or "Detach" or "Attach")) return null;
        var name = Variable(call.Instance);
        Owned? result = null;
        foreach (var value in call.Arguments.SelectMany(argument => Listed(argument.Value)))
        {
            if (!torch.IsTensor(value.Type) && !TorchTypes.Is(value.Type, torch.DisposeScope))
            {
                // A list of tensors: any of those that are known.
                foreach (var pair in state ?? Nothing) Move(pair.Value, null);
                return null;
            }
            var owned = Evaluate(value);
            var isOwn = owned is { } known && SymbolEqualityComparer.Default.Equals(known.Scope.Name, name);
            result = Move(owned, isOwn && call.TargetMethod.Name == "MoveToOuter" ? owned?.Scope.Outer : null);
        }
        return torch.IsTensor(call.Type) ? result : null;
    }

    private static IEnumerable<IOperation> Listed(IOperation value) =>
        value.Unwrapped() switch
        {
            IArrayCreationOperation { Initializer: { } list } => list.ElementValues.SelectMany(Listed),
            ICollectionExpressionOperation items => items.Elements.SelectMany(Listed),
            { } one => [one],
            null => [],
        };

    private bool IsOfTorch(IMethodSymbol method) =>
        torch.Declares(method) || TorchTypes.Is(method.ContainingType, torch.Einops);

    // TorchSharp's functions return a handle of their own, even 'x.to(x.device)' and 'relu(x, inplace: true)'.
    private bool IsNew(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        if (!HoldsTensors(call.Type)) return false;
        if (torch.IsTensorMethod(method) || torch.IsFunction(method)
            || TorchTypes.Is(method.ContainingType, torch.Einops))
            return true;
        return method.Name is "call" or "forward" && torch.IsModule(call.Instance?.Type)
            && call.Arguments.Any(argument => torch.IsTensor(argument.Value.Type));
    }

    private bool HoldsTensors(ITypeSymbol? type) =>
        type switch
        {
            INamedTypeSymbol { IsTupleType: true } tuple =>
                tuple.TupleElements.Any(element => torch.IsTensor(element.Type)),
            IArrayTypeSymbol array => torch.IsTensor(array.ElementType),
            _ => torch.IsTensor(type),
        };

    private void Deconstruct(IOperation target, IOperation value)
    {
        if (target is IDeclarationExpressionOperation declared) target = declared.Expression;
        if (target is not ITupleOperation tuple)
        {
            Evaluate(value);
            return;
        }
        if (value.Unwrapped() is ITupleOperation values && values.Elements.Length == tuple.Elements.Length)
        {
            // All values are read before the first is written.
            var read = values.Elements.Select(Evaluate).ToList();
            for (var at = 0; at < read.Count; at++) Give(tuple.Elements[at], read[at], values.Elements[at].Syntax);
            return;
        }
        var whole = Evaluate(value);
        foreach (var element in tuple.Elements)
            Give(element, whole is { } owned ? new Owned(owned.Scope, [element]) : null, null);
    }

    private void Give(IOperation target, Owned? value, SyntaxNode? expression)
    {
        if (target is IDeclarationExpressionOperation && Variable(target) is { } declared)
            declaredIn[declared] = region;
        else if (target is ILocalReferenceOperation { IsDeclaration: true } local) declaredIn[local.Local] = region;
        if (expression is not null) Assign(target, value, expression, target);
        else if (Variable(target) is { } variable) Set(variable, value);
        else Move(value, null);
    }

    private Owned? Assign(IOperation target, Owned? value, SyntaxNode expression, IOperation assignment)
    {
        switch (target)
        {
            case ILocalReferenceOperation or IParameterReferenceOperation or IDeclarationExpressionOperation:
                var variable = Variable(target);
                if (variable is null) return null;
                if (value is { } owned) Keep(owned, variable, expression, assignment);
                Set(variable, value);
                break;
            case IFieldReferenceOperation or IPropertyReferenceOperation when IsOurs((IMemberReferenceOperation)target):
                if (value is { } stored)
                    Keep(stored, ((IMemberReferenceOperation)target).Member, expression, assignment);
                break;
            case IDiscardOperation:
                break;
            default:
                foreach (var child in target.ChildOperations) Move(Evaluate(child), null);
                Move(value, null);
                break;
        }
        return value;
    }

    private void Keep(Owned value, ISymbol target, SyntaxNode expression, IOperation assignment)
    {
        if (silent > 0 || captured.Contains(target)) return;
        var isMember = target is IFieldSymbol or IPropertySymbol;
        var home = declaredIn.TryGetValue(target, out var known) ? known : null;
        var isGoing = isMember || target is IParameterSymbol || declaredIn.ContainsKey(target);
        if (!isGoing || !value.Scope.IsIn(home) || ReferenceEquals(value.Scope, home)) return;
        var appended = isMember ? ".DetachFromDisposeScope()" : Outwards(value.Scope, home);
        stores.Add(new Store(new Escape(expression, "store", appended), value, target, assignment));
    }

    // Fields and automatic properties of this object or of a class; other objects may go with the scope.
    private bool IsOurs(IMemberReferenceOperation member)
    {
        if (member.Instance is not (null or IInstanceReferenceOperation) || torch.Declares(member.Member)) return false;
        if (member.Instance is IInstanceReferenceOperation
            {
                ReferenceKind: not InstanceReferenceKind.ContainingTypeInstance,
            })
            return false;
        return member.Member is IFieldSymbol
            || member.Member is IPropertySymbol { IsIndexer: false } property
            && property.ContainingType.GetMembers().OfType<IFieldSymbol>()
                .Any(field => SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));
    }
}
