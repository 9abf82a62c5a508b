using System.Collections.Immutable;
using Arena.Analyzers.Shapes.Algebra;
using Arena.Analyzers.Shapes.Flow;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Arena.Analyzers.Shapes.Operations;

/// <summary>
/// One call of a TorchSharp operation, whether it is written <c>x.sum(1)</c> or <c>torch.sum(x, 1)</c>: its tensors,
/// and its other arguments by name.
/// </summary>
internal sealed class OperationCall
{
    private readonly Dictionary<string, (Value Value, IArgumentOperation Argument)> arguments = [];
    private readonly List<(TensorValue Tensor, SyntaxNode Syntax)> tensors = [];
    private readonly List<int> ordinals = [];

    public OperationCall(Evaluator evaluator, IInvocationOperation operation)
    {
        Evaluator = evaluator;
        Operation = operation;
        if (operation.Instance is { } instance)
        {
            var value = evaluator.ValueOf(instance);
            if (evaluator.Context.Torch.IsTensor(instance.Type)) Add(-1, value, instance.Syntax);
        }
        foreach (var argument in operation.Arguments)
        {
            var value = evaluator.ValueOf(argument.Value);
            if (argument.Parameter is not { } parameter) continue;
            evaluator.Forget(argument);
            arguments[parameter.Name] = (value, argument);
            // A null is a tensor that was left out, but for the one that the operation is about.
            if (evaluator.Context.Torch.IsTensor(parameter.Type) && argument.ArgumentKind != ArgumentKind.DefaultValue
                && (value is not NullValue || parameter.Ordinal == 0))
                Add(parameter.Ordinal, value, argument.Value.Syntax);
        }
    }

    // Arguments come in the order in which they are written; with names, that may be another than the method's.
    private void Add(int ordinal, Value value, SyntaxNode syntax)
    {
        var at = ordinals.Count;
        while (at > 0 && ordinals[at - 1] > ordinal) at--;
        ordinals.Insert(at, ordinal);
        tensors.Insert(at, (value as TensorValue ?? Evaluator.Fresh(syntax, TensorShape.Unknown), syntax));
    }

    public Evaluator Evaluator { get; }

    public IInvocationOperation Operation { get; }

    public SyntaxNode Syntax => Operation.Syntax;

    public string Name => Operation.TargetMethod.Name;

    /// <summary>Whether it changes its receiver: its name ends in an underscore.</summary>
    public bool IsInPlace => Name.Length > 1 && Name[Name.Length - 1] == '_';

    /// <summary>The tensors, the receiver first.</summary>
    public IReadOnlyList<(TensorValue Tensor, SyntaxNode Syntax)> Tensors => tensors;

    /// <summary>The receiver, or the first argument of a function.</summary>
    public TensorValue? First => tensors.Count > 0 ? tensors[0].Tensor : null;

    public TensorShape Shape => First?.Shape ?? TensorShape.Unknown;

    /// <summary>The value of the first parameter that the method has among these names.</summary>
    public Value? this[params ReadOnlySpan<string> names]
    {
        get
        {
            foreach (var name in names)
                if (arguments.TryGetValue(name, out var found))
                    return found.Value;
            return null;
        }
    }

    /// <summary>Whether the method has a parameter of that name.</summary>
    public bool Has(string name) => arguments.ContainsKey(name);

    /// <summary>A constant number.</summary>
    public long? Constant(params ReadOnlySpan<string> names) => (this[names] as NumberValue)?.Size.Constant;

    /// <summary>A constant truth value; null when it is not constant.</summary>
    public bool? Flag(string name) =>
        arguments.TryGetValue(name, out var found)
            ? found.Argument.Value.ConstantValue is { HasValue: true, Value: bool flag } ? flag : null
            : false;

    /// <summary>The syntax of an argument, to point at; the whole call's when it is not written.</summary>
    public SyntaxNode At(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (arguments.TryGetValue(name, out var found) && !found.Argument.IsImplicit)
                return found.Argument.Value.Syntax;
        return Syntax;
    }

    /// <summary>The syntax of the elements of an argument that is a list.</summary>
    public IReadOnlyList<SyntaxNode> Elements(string name) =>
        arguments.TryGetValue(name, out var found)
            ? found.Argument.Value switch
            {
                IArrayCreationOperation { Initializer: { } initializer } =>
                    [.. initializer.ElementValues.Select(element => element.Syntax)],
                ICollectionExpressionOperation collection => [.. collection.Elements.Select(element => element.Syntax)],
                _ => [],
            }
            : [];

    /// <summary>The numbers of a list, of several parameters, or of one: null where they are not known.</summary>
    public ImmutableArray<Value>? Numbers(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (arguments.TryGetValue(name, out var found))
                return found.Value switch
                {
                    ListValue list => list.Items,
                    ShapeValue { Tensor.Shape: { Rank: not null } shape } tensor =>
                        [.. shape.Axes.Select((_, axis) => Evaluator.SizeOf(tensor.Tensor, axis, Operation))],
                    NumberValue number => [number],
                    _ => null,
                };
        return null;
    }

    /// <summary>Numbers that are all constant.</summary>
    public ImmutableArray<long>? Constants(params ReadOnlySpan<string> names) =>
        Numbers(names) is { } numbers && numbers.All(number => number is NumberValue { Size.Constant: not null })
            ? [.. numbers.Select(number => ((NumberValue)number).Size.Constant!.Value)]
            : null;

    public TensorValue Result(TensorShape shape) => Evaluator.Fresh(Syntax, shape);

    public void Report(
        DiagnosticDescriptor rule, SyntaxNode place, string message, Relation relation = Relation.Different,
        params IEnumerable<Location> related) =>
        Evaluator.Report(rule, place, message, relation, related);
}
