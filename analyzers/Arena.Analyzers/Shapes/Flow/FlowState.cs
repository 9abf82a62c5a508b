using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Arena.Analyzers.Shapes.Flow;

/// <summary>What is known at a point of a method: of variables, and of what the compiler keeps between steps.</summary>
internal sealed class FlowState
{
    private ImmutableDictionary<object, Value> values;

    /// <summary>Tells the time between two changes of fields: one of now is not the one of before.</summary>
    public string Era { get; private set; } = "";

    public FlowState() => values = ImmutableDictionary<object, Value>.Empty;

    private FlowState(ImmutableDictionary<object, Value> values, string era) => (this.values, Era) = (values, era);

    public Value? this[object key]
    {
        get => values.TryGetValue(key, out var value) ? value : null;
        set => values = value is null ? values.Remove(key) : values.SetItem(key, value);
    }

    public FlowState Copy() => new(values, Era);

    /// <summary>A call or an assignment may have changed any field.</summary>
    public void ForgetFields(SyntaxNode change) => Era = $"@{change.SpanStart}";

    /// <summary>What is known of some variables only.</summary>
    public FlowState Of(Func<ISymbol, bool> isWanted)
    {
        var state = new FlowState();
        foreach (var pair in values)
            if (pair.Key is ISymbol variable && isWanted(variable))
                state[variable] = pair.Value;
        return state;
    }

    /// <summary>Forgets every variable that holds a tensor, because something changed it in place.</summary>
    public void Forget(string tensorId)
    {
        foreach (var pair in values)
            if (pair.Value is TensorValue tensor && tensor.Id == tensorId)
                values = values.Remove(pair.Key);
    }

    /// <summary>Forgets a list under all of its names, because its items may have been set.</summary>
    public void Forget(Value list)
    {
        foreach (var pair in values)
            if (ReferenceEquals(pair.Value, list))
                values = values.Remove(pair.Key);
    }

    /// <summary>Takes in another path; says whether anything is known less well than before.</summary>
    public bool JoinWith(FlowState other, int block)
    {
        var era = Era == other.Era ? Era : $"@block {block}";
        var changed = era != Era;
        Era = era;
        if (ReferenceEquals(values, other.values)) return changed;
        var joined = values;
        foreach (var pair in values)
        {
            var value = other.values.TryGetValue(pair.Key, out var known)
                ? Join(pair.Value, known, block, pair.Key)
                : null;
            if (value is null) joined = joined.Remove(pair.Key);
            else if (!IsSame(value, pair.Value)) joined = joined.SetItem(pair.Key, value);
        }
        changed |= !ReferenceEquals(joined, values);
        values = joined;
        return changed;
    }

    private static Value? Join(Value one, Value other, int block, object key)
    {
        if (IsSame(one, other)) return one;
        switch (one, other)
        {
            case (TensorValue left, TensorValue right):
                var shape = Algebra.TensorShape.Join(left.Shape, right.Shape);
                var id = left.Id == right.Id ? left.Id : $"{block}:{key}";
                return new TensorValue(shape, id, left.Source)
                {
                    Reduced = IsSame(left.Reduced, right.Reduced) ? left.Reduced : null,
                    Root = left.Root == right.Root ? left.Root : id,
                };
            case (ListValue left, ListValue right) when left.Items.Length == right.Items.Length:
                return new ListValue([.. left.Items.Zip(right.Items,
                    (first, second) => Join(first, second, block, key) ?? Value.Unknown)]);
            case (TensorsValue left, TensorsValue right):
                return Join(left.Each, right.Each, block, key) is TensorValue each ? new TensorsValue(each) : null;
            default:
                return null;
        }
    }

    private static bool IsSame(Value one, Value other) => (one, other) switch
    {
        (TensorValue left, TensorValue right) =>
            left.Id == right.Id && left.Root == right.Root && left.Shape.IsSameAs(right.Shape)
            && IsSame(left.Reduced, right.Reduced) && left.Order.SequenceEqual(right.Order),
        (ListValue left, ListValue right) =>
            left.Items.Length == right.Items.Length && left.Items.Zip(right.Items, IsSame).All(same => same),
        (TensorsValue left, TensorsValue right) => IsSame(left.Each, right.Each),
        (ShapeValue left, ShapeValue right) => IsSame(left.Tensor, right.Tensor),
        _ => Equals(one, other),
    };

    private static bool IsSame(ReducedFrom? one, ReducedFrom? other) =>
        ReferenceEquals(one, other)
        || one is not null && other is not null && one.Root == other.Root && one.Rank == other.Rank
        && one.Call == other.Call && one.Dims.SequenceEqual(other.Dims);
}
