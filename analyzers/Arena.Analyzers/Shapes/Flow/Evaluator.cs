using Arena.Analyzers.Shapes.Algebra;
using Arena.Analyzers.Shapes.Operations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Arena.Analyzers.Shapes.Flow;

/// <summary>Works out what an expression's value is, and what it changes, at one point of a method.</summary>
internal sealed partial class Evaluator(MethodContext context, FlowState state, bool isReporting)
{
    public MethodContext Context { get; } = context;

    public FlowState State { get; } = state;

    /// <summary>Whether findings are reported: not while the states still settle.</summary>
    public bool IsReporting { get; } = isReporting;

    public Value ValueOf(IOperation? operation)
    {
        if (operation is null) return Value.Unknown;
        if (ConstantOf(operation) is { } constant) return constant;
        var value = Evaluate(operation);
        if (IsReporting && value is TensorValue tensor) Context.Observe(operation.Syntax, tensor);
        return value;
    }

    /// <summary>The tensor that an expression is; one of unknown shape when nothing else is known.</summary>
    public TensorValue TensorOf(IOperation operation) =>
        ValueOf(operation) as TensorValue ?? Fresh(operation.Syntax, TensorShape.Unknown);

    public static TensorValue Fresh(SyntaxNode syntax, TensorShape shape) =>
        new(shape, $"{syntax.SpanStart}:{syntax.Span.Length}", syntax.GetLocation());

    private static NumberValue? ConstantOf(IOperation operation)
    {
        // An enum's constant is a number too, but none that counts anything.
        if (operation.ConstantValue is not { HasValue: true, Value: { } constant }
            || operation.Type?.TypeKind == TypeKind.Enum)
            return null;
        long? number = constant switch
        {
            int value => value,
            long value => value,
            short value => value,
            byte value => value,
            uint value => value,
            _ => null,
        };
        return number is { } size ? new NumberValue(Size.Of(size), NameOf(operation)) : null;
    }

    private static string? NameOf(IOperation operation) => operation switch
    {
        ILocalReferenceOperation local => local.Local.Name,
        IParameterReferenceOperation parameter => parameter.Parameter.Name,
        IFieldReferenceOperation field => field.Field.Name,
        IConversionOperation conversion => NameOf(conversion.Operand),
        _ => null,
    };

    private Value Evaluate(IOperation operation)
    {
        switch (operation)
        {
            case ILocalReferenceOperation local:
                return Variable(local.Local, operation);
            case IParameterReferenceOperation parameter:
                return Variable(parameter.Parameter, operation);
            case IFlowCaptureReferenceOperation capture:
                return State[capture.Id] ?? Typed(operation);
            case IFlowCaptureOperation capture:
                State[capture.Id] = ValueOf(capture.Value);
                if (capture.Value is ILocalReferenceOperation or IParameterReferenceOperation)
                    Context.Captured.Add((capture.Id, capture.Value));
                return Value.Unknown;
            case IFieldReferenceOperation field:
                return Member(field.Field, field.Instance, operation);
            case IPropertyReferenceOperation property:
                return Property(property);
            case IArrayElementReferenceOperation element:
                return Element(element);
            case IConversionOperation conversion:
                return Converted(conversion);
            case IBinaryOperation binary:
                return Binary(binary);
            case IUnaryOperation unary:
                return Unary(unary);
            case IInvocationOperation invocation:
                return Invocation(invocation);
            case IObjectCreationOperation creation:
                return Creation(creation);
            case IArrayCreationOperation array:
                return Array(array);
            case ICollectionExpressionOperation collection:
                return Collection(collection);
            case ITupleOperation tuple:
                return new ListValue([.. tuple.Elements.Select(ValueOf)]);
            case IRangeOperation range:
                return Range(range);
            case ISimpleAssignmentOperation assignment:
                GoThroughIndices(assignment.Target);
                return Assign(assignment.Target, ValueOf(assignment.Value), assignment.Value);
            case IDeconstructionAssignmentOperation deconstruction:
                GoThroughIndices(deconstruction.Target);
                Deconstruct(deconstruction.Target, ValueOf(deconstruction.Value));
                return Value.Unknown;
            case ICompoundAssignmentOperation compound:
                return Assign(compound.Target, Compound(compound), compound);
            case IIncrementOrDecrementOperation step:
                var before = ValueOf(step.Target);
                var after = Assign(step.Target, Stepped(step, before), step);
                return step.IsPostfix ? before : after;
            case IExpressionStatementOperation statement:
                return ValueOf(statement.Operation);
            case IDeclarationExpressionOperation declaration:
                return ValueOf(declaration.Expression);
            case IParenthesizedOperation parenthesized:
                return ValueOf(parenthesized.Operand);
            case ILiteralOperation { ConstantValue: { HasValue: true, Value: null } }:
            case IDefaultValueOperation
            {
                Type: { IsReferenceType: true } or { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T },
            }:
                return new NullValue();
            case IFlowAnonymousFunctionOperation function:
                if (IsReporting) Context.Enter?.Invoke(function, State);
                return Value.Unknown;
            default:
                foreach (var child in operation.ChildOperations) ValueOf(child);
                return Typed(operation);
        }
    }

    /// <summary>What a value is of which only the type is known.</summary>
    private Value Typed(IOperation operation) =>
        Context.Torch.IsTensor(operation.Type) ? Fresh(operation.Syntax, TensorShape.Unknown)
        : IsNumber(operation.Type) && operation is IInvocationOperation or IPropertyReferenceOperation
            ? Opaque($"{operation.Syntax.SpanStart}:{operation.Syntax.Span.Length}", Short(operation.Syntax))
        : Value.Unknown;

    private static NumberValue Opaque(string key, string name) =>
        new(Size.Of(new Symbol($"?{key}", name, isDeclared: false)));

    private static bool IsNumber(ITypeSymbol? type) =>
        type?.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64;

    /// <summary>An expression as messages show it.</summary>
    public static string Short(SyntaxNode syntax)
    {
        var text = syntax.ToString();
        return text.Length <= 30 && text.IndexOf('\n') < 0 ? text : "this";
    }

    private Value Variable(ISymbol variable, IOperation reference)
    {
        if (Context.Untracked.Contains(variable)) return Typed(reference);
        var value = State[variable];
        // Of a constructor only one expression is looked at; what its locals are set to is found where they are.
        if (value is null && variable is ILocalSymbol
            && Context.Member is IFieldSymbol or IPropertySymbol
            && reference.SemanticModel is { } model
            && Context.Facts.OnlyValueOf(variable, model) is { } expression
            && model.GetOperation(expression) is { } initializer
            && ValueOf(initializer) is var first && !ClassFacts.HasItemsSet(variable, first))
            value = first;
        // Parameters of a constructor stay what they were, unless they are set.
        if (value is null && variable is IParameterSymbol parameter
            && !SymbolEqualityComparer.Default.Equals(Context.Member, parameter.ContainingSymbol)
            && parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor }
            && !Context.Facts.IsSet(parameter))
            value = Initial(parameter);
        return value switch
        {
            NumberValue number => number with { Name = variable.Name },
            null => Typed(reference),
            _ => value,
        };
    }

    /// <summary>What is known of a parameter when the method begins.</summary>
    public Value? Initial(IParameterSymbol parameter)
    {
        if (parameter.RefKind is not (RefKind.None or RefKind.In)) return null;
        if (IsNumber(parameter.Type))
            return new NumberValue(Size.Of(Contracts.SymbolOf(parameter.Name)), parameter.Name);
        if (!Context.Torch.IsTensor(parameter.Type)) return null;
        var shape = Contracts.Of(parameter) is { } contract ? Contracts.Shape(contract) : TensorShape.Unknown;
        var place = parameter.Locations.FirstOrDefault() ?? Location.None;
        return new TensorValue(shape, $"parameter {parameter.Name}", place);
    }

    private Value Member(ISymbol member, IOperation? instance, IOperation reference)
    {
        if (member is { IsStatic: true, ContainingType.Name: "TensorIndex" }) return new IndexValue(member.Name);
        if (instance is not null and not IInstanceReferenceOperation
            && ValueOf(instance) is ListValue { Items: var items }
            && member is IFieldSymbol { CorrespondingTupleField.Name: var item }
            && int.TryParse(item.Substring("Item".Length), out var number)
            && number <= items.Length)
            return items[number - 1];
        if (Contracts.Of(member) is { } contract)
        {
            var shape = instance is null or IInstanceReferenceOperation
                ? Contracts.Shape(contract)
                : Contracts.Shape(contract, name =>
                    new Axis(Opaque($"{Short(instance.Syntax)}.{member.Name}.{name}", name).Size, name));
            return new TensorValue(
                shape, $"{instance?.Syntax}.{member.Name}{State.Era}",
                member.Locations.FirstOrDefault() ?? Location.None);
        }
        if (instance is not null and not IInstanceReferenceOperation) return Typed(reference);
        var found = Context.Facts.ValueOf(member, reference.SemanticModel ?? Context.Model);
        return found switch
        {
            NumberValue count => count with { Name = member.Name },
            TensorValue or LayerValue or ListValue => found,
            // This object's field is the same tensor until something may have set it, though nothing is known of it.
            _ when Context.Torch.IsTensor(reference.Type) =>
                new TensorValue(TensorShape.Unknown, $"this.{member.Name}{State.Era}", reference.Syntax.GetLocation()),
            _ => Typed(reference),
        };
    }

    private Value Property(IPropertyReferenceOperation property)
    {
        var name = property.Property.Name;
        if (property.Instance is null) return Member(property.Property, null, property);
        if (Context.Torch.IsTensor(property.Instance.Type))
        {
            var tensor = TensorOf(property.Instance);
            if (property.Property.IsIndexer)
                return Fresh(property.Syntax, Indexing.Apply(
                    this, tensor, [.. property.Arguments.SelectMany(Indices)], property.Syntax));
            switch (name)
            {
                case "shape":
                    return new ShapeValue(tensor);
                case "ndim" when tensor.Shape.Rank is { } rank:
                    return new NumberValue(Size.Of(rank));
                case "mT" or "mH":
                    return Products.Transposed(tensor, property.Syntax);
                case "T" or "H":
                    return Products.Turned(tensor, property.Syntax, isWhole: name == "T");
                case "grad":
                    return Fresh(property.Syntax, tensor.Shape);
            }
            return Typed(property);
        }
        if (property.Property.IsIndexer)
        {
            var arguments = property.Arguments.Select(argument => ValueOf(argument.Value)).ToList();
            return arguments is [var only] ? Item(ValueOf(property.Instance), only, property) : Typed(property);
        }
        if (name is "Length" or "Count" && ValueOf(property.Instance) is var list)
            return list switch
            {
                ListValue { Items.Length: var length } => new NumberValue(Size.Of(length)),
                ShapeValue { Tensor.Shape.Rank: { } rank } => new NumberValue(Size.Of(rank)),
                _ => Typed(property),
            };
        if (name is "weight" or "bias" && ValueOf(property.Instance) is LayerValue { Layer: LinearLayer linear })
            return Fresh(property.Syntax, name == "weight"
                ? TensorShape.Of(new Axis(linear.Out), new Axis(linear.In))
                : TensorShape.Of(new Axis(linear.Out)));
        return Member(property.Property, property.Instance, property);
    }

    private IEnumerable<Value> Indices(IArgumentOperation argument) =>
        ValueOf(argument.Value) is var value && value is ListValue list
        && argument.ArgumentKind is ArgumentKind.ParamArray or ArgumentKind.ParamCollection
            ? list.Items
            : [value];

    private Value Element(IArrayElementReferenceOperation element) =>
        element.Indices is [var index]
            ? Item(ValueOf(element.ArrayReference), ValueOf(index), element)
            : Typed(element);

    private Value Item(Value list, Value index, IOperation reference)
    {
        var fromEnd = index is FromEndValue;
        if (index is FromEndValue { Index: var inner }) index = inner;
        if (index is not NumberValue { Size.Constant: { } position })
            return list is TensorsValue { Each: var any } ? Fresh(reference.Syntax, any.Shape) : Typed(reference);
        switch (list)
        {
            case ListValue { Items: var items }:
                var at = fromEnd ? items.Length - position : position;
                return at >= 0 && at < items.Length ? items[(int)at] : Typed(reference);
            case TensorsValue { Each: var each }:
                return Fresh(reference.Syntax, each.Shape);
            case ShapeValue { Tensor: var tensor }:
                return SizeOf(tensor, fromEnd ? -position : position, reference);
            default:
                return Typed(reference);
        }
    }

    /// <summary>The size of an axis: its own, or a symbol that every question for it gets.</summary>
    public Value SizeOf(TensorValue tensor, long dim, IOperation reference)
    {
        if (tensor.Shape[dim] is { Size: { } size } axis) return new NumberValue(size, axis.Name);
        var index = tensor.Shape.IndexOf(dim) ?? dim;
        return tensor.Shape.Rank is { } rank && (dim >= rank || dim < -rank)
            ? Value.Unknown
            : Opaque($"{tensor.Id}[{index}]", Short(reference.Syntax));
    }

    private Value Converted(IConversionOperation conversion)
    {
        var value = ValueOf(conversion.Operand);
        if (Context.Torch.IsTensor(conversion.Type) && !Context.Torch.IsTensor(conversion.Operand.Type))
            return value is TensorValue or NullValue ? value
                : AsTensor(conversion.Syntax, conversion.Operand.Type);
        // As a fraction it would be divided and rounded in another way.
        return value is NumberValue && conversion.Type?.SpecialType is
            SpecialType.System_Double or SpecialType.System_Single or SpecialType.System_Decimal
            ? Value.Unknown
            : value;
    }

    private static TensorValue AsTensor(SyntaxNode syntax, ITypeSymbol? type) =>
        Fresh(syntax, IsSingleNumber(type) ? TensorShape.Scalar : TensorShape.Unknown);

    private static bool IsSingleNumber(ITypeSymbol? type) =>
        type?.Name == "Scalar"
        || type?.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_Double;

    private Value Binary(IBinaryOperation binary)
    {
        var (left, right) = (ValueOf(binary.LeftOperand), ValueOf(binary.RightOperand));
        if (Context.Torch.IsTensor(binary.Type))
            return Elementwise.Combine(
                this, binary.Syntax, [Operand(binary.LeftOperand, left), Operand(binary.RightOperand, right)]);
        return left is NumberValue one && right is NumberValue other
            && Arithmetic(binary.OperatorKind, one, other) is { } size
            ? new NumberValue(size)
            : Typed(binary);
    }

    private (TensorValue Tensor, SyntaxNode Syntax) Operand(IOperation operation, Value value) =>
        (value as TensorValue ?? AsTensor(operation.Syntax, operation.Type), operation.Syntax);

    private static Size? Arithmetic(BinaryOperatorKind kind, NumberValue left, NumberValue right) => kind switch
    {
        BinaryOperatorKind.Add => left.Size + right.Size,
        BinaryOperatorKind.Subtract => left.Size - right.Size,
        BinaryOperatorKind.Multiply => left.Size * right.Size,
        // C# rounds towards 0, a shape's arithmetic down: the same from 0 on.
        BinaryOperatorKind.Divide when left.Size.Constant is not < 0 && right.Size.Constant is not <= 0 =>
            left.Size / right.Size,
        _ => null,
    };

    private Value Unary(IUnaryOperation unary)
    {
        var value = ValueOf(unary.Operand);
        return (unary.OperatorKind, value) switch
        {
            (UnaryOperatorKind.Hat, _) => new FromEndValue(value),
            (UnaryOperatorKind.Minus, NumberValue number) when Size.Of(0) - number.Size is { } negative =>
                new NumberValue(negative),
            (_, TensorValue tensor) => Fresh(unary.Syntax, tensor.Shape),
            _ => Typed(unary),
        };
    }

    private Value Range(IRangeOperation range)
    {
        var (start, startFromEnd) = Bound(range.LeftOperand);
        var (end, endFromEnd) = Bound(range.RightOperand);
        return new RangeValue(start, startFromEnd, end, endFromEnd);
    }

    private (Value? Bound, bool FromEnd) Bound(IOperation? bound) =>
        bound is null ? (null, false)
        : ValueOf(bound) is var value && value is FromEndValue { Index: var index } ? (index, true) : (value, false);

    private Value Array(IArrayCreationOperation array) =>
        array.Initializer is { } initializer && array.DimensionSizes.Length == 1
            ? new ListValue([.. initializer.ElementValues.Select(ValueOf)])
            : Value.Unknown;

    private Value Collection(ICollectionExpressionOperation collection) =>
        collection.Elements.Any(element => element is ISpreadOperation)
            ? collection.Elements is [ISpreadOperation spread] ? ValueOf(spread.Operand) : Value.Unknown
            : new ListValue([.. collection.Elements.Select(ValueOf)]);

    private Value Compound(ICompoundAssignmentOperation compound)
    {
        var (left, right) = (ValueOf(compound.Target), ValueOf(compound.Value));
        if (Context.Torch.IsTensor(compound.Target.Type))
            return Elementwise.Combine(
                this, compound.Syntax, [Operand(compound.Target, left), Operand(compound.Value, right)]);
        return left is NumberValue one && right is NumberValue other
            && Arithmetic(compound.OperatorKind, one, other) is { } size
            ? new NumberValue(size)
            : Typed(compound);
    }

    private static Value Stepped(IIncrementOrDecrementOperation step, Value before) =>
        before is NumberValue number
        && (step.Kind == OperationKind.Increment ? number.Size + Size.One : number.Size - Size.One) is { } size
            ? new NumberValue(size)
            : Value.Unknown;

    // An index is gone through where it is written to as well, before the value: it may be wrong, or change something.
    private void GoThroughIndices(IOperation target)
    {
        if (target is ITupleOperation tuple)
            foreach (var element in tuple.Elements) GoThroughIndices(element);
        else if (target is IArrayElementReferenceOperation or IPropertyReferenceOperation { Property.IsIndexer: true })
            ValueOf(target);
    }

    private Value Assign(IOperation target, Value value, IOperation source)
    {
        if (IsReporting && value is TensorValue tensor) Context.Observe(target.Syntax, tensor);
        switch (target)
        {
            case ILocalReferenceOperation { Local: var local }:
                State[local] = value;
                break;
            case IParameterReferenceOperation { Parameter: var parameter }:
                State[parameter] = value;
                break;
            case IFieldReferenceOperation { Instance: null or IInstanceReferenceOperation } field:
                Store(field.Field, value, source);
                break;
            case IPropertyReferenceOperation { Instance: null or IInstanceReferenceOperation } property
                when !property.Property.IsIndexer:
                Store(property.Property, value, source);
                break;
            case IPropertyReferenceOperation { Property.IsIndexer: true, Instance: { } list } when Changes.IsList(list):
                ForgetItems(list);
                break;
            case IArrayElementReferenceOperation element:
                ForgetItems(element.ArrayReference);
                break;
            case IFlowCaptureReferenceOperation capture:
                State[capture.Id] = value;
                // y = flag ? a : b: the compiler keeps y itself until it knows which.
                foreach (var (_, variable) in Context.Captured.Where(kept => kept.Id.Equals(capture.Id)))
                    Assign(variable, value, source);
                break;
        }
        return value;
    }

    /// <summary>What holds items that may have been set: nothing is kept of it but where a variable holds it.</summary>
    private void ForgetItems(IOperation? holder)
    {
        if (holder?.Unconverted() is ILocalReferenceOperation or IParameterReferenceOperation
            or IFlowCaptureReferenceOperation)
            State.Forget(ValueOf(holder));
    }

    /// <summary>A variable that a call may have set through <c>ref</c> or <c>out</c>.</summary>
    public void Forget(IArgumentOperation argument)
    {
        if (argument.Parameter?.RefKind is RefKind.Ref or RefKind.Out)
            Assign(argument.Value, Typed(argument.Value), argument);
    }

    // A field may be changed by any call, so what it is set to is kept only where it promises its shape.
    private void Store(ISymbol member, Value value, IOperation source)
    {
        State.ForgetFields(source.Syntax);
        if (IsReporting && value is TensorValue tensor && Contracts.Of(member) is { } contract)
            Promise.Check(
                this, source.Syntax, $"'{member.Name}'", tensor, contract, member.Locations.FirstOrDefault(),
                mayGrow: true);
    }

    private void Deconstruct(IOperation target, Value value)
    {
        if (target is IDeclarationExpressionOperation declaration) target = declaration.Expression;
        if (target is not ITupleOperation tuple)
        {
            Assign(target, value, target);
            return;
        }
        var items = value is ListValue list && list.Items.Length == tuple.Elements.Length ? list.Items : [];
        for (var i = 0; i < tuple.Elements.Length; i++)
        {
            var element = tuple.Elements[i];
            Deconstruct(
                element,
                items.IsEmpty
                    ? Context.Torch.IsTensor(element.Type) ? Fresh(element.Syntax, TensorShape.Unknown) : Value.Unknown
                    : items[i]);
        }
    }
}
