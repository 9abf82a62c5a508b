using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using State = System.Collections.Immutable.ImmutableDictionary<
    Microsoft.CodeAnalysis.ISymbol, Arena.Analyzers.Lifetime.ScopeFlow.Owned>;

namespace Arena.Analyzers.Lifetime;

/// <summary>
/// Follows one function from its first statement to its last and knows of every variable whether its tensor certainly
/// belongs to an open dispose scope. What it is not sure of, it forgets.
/// </summary>
internal sealed partial class ScopeFlow
{
    private static readonly State Nothing =
        ImmutableDictionary.Create<ISymbol, Owned>(SymbolEqualityComparer.Default);

    private readonly TorchTypes torch;
    private readonly IOperation function;
    private readonly HashSet<ISymbol> captured = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, Region?> declaredIn = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, State?> pending = new(SymbolEqualityComparer.Default);
    private readonly HashSet<IOperation> moved = [];
    private readonly List<Escape> returns = [];
    private readonly List<Store> stores = [];
    private readonly Stack<Owned?> accessed = new();
    private Region? region;
    private int silent;
    private bool isLost;

    // Null where no path arrives.
    private State? state = Nothing;

    private ScopeFlow(IOperation function, TorchTypes torch)
    {
        this.function = function;
        this.torch = torch;
    }

    /// <summary>The tensors that leave a scope of a function which will free them.</summary>
    public static IReadOnlyList<Escape> Run(IOperation function, TorchTypes torch)
    {
        var flow = new ScopeFlow(function, torch);
        flow.FindCaptured();
        flow.Execute(function);
        if (flow.isLost) return [];
        return
        [
            .. flow.returns.Concat(flow.stores.Where(flow.IsCertain).Select(store => store.Escape))
                .GroupBy(escape => escape.Expression).Select(same => same.First())
                .OrderBy(escape => escape.Expression.SpanStart),
        ];
    }

    /// <summary>A dispose scope in a <c>using</c>, from its opening to its end.</summary>
    internal sealed record Region(Region? Outer, IOperation Using, ILocalSymbol? Name, bool IsTouched)
    {
        public bool IsIn(Region? other)
        {
            for (var current = this; current is not null; current = current.Outer)
                if (ReferenceEquals(current, other))
                    return true;
            return other is null;
        }
    }

    /// <summary>A tensor of a scope, and the operations that may have made it.</summary>
    internal readonly record struct Owned(Region Scope, ImmutableHashSet<IOperation> Origins);

    /// <summary>A tensor that leaves: where, and what to append to keep it.</summary>
    internal sealed record Escape(SyntaxNode Expression, string Verb, string Appended);

    private sealed record Store(Escape Escape, Owned Value, ISymbol Target, IOperation Assignment);

    // What lambdas use can change at any time.
    private void FindCaptured()
    {
        foreach (var nested in function.Descendants())
        {
            if (nested is ILocalReferenceOperation { Local.IsRef: true }) isLost = true;
            if (nested is not (IAnonymousFunctionOperation or ILocalFunctionOperation)) continue;
            foreach (var use in nested.Descendants())
                if (Variable(use) is { } variable)
                    captured.Add(variable);
        }
    }

    private static ISymbol? Variable(IOperation? operation) =>
        operation switch
        {
            ILocalReferenceOperation local => local.Local,
            IParameterReferenceOperation parameter => parameter.Parameter,
            IDeclarationExpressionOperation { Expression: ILocalReferenceOperation local } => local.Local,
            _ => null,
        };

    private void Set(ISymbol variable, Owned? value)
    {
        if (state is null) return;
        state = value is { } owned && !captured.Contains(variable)
            ? state.SetItem(variable, owned)
            : state.Remove(variable);
    }

    /// <summary>Takes a tensor out of its scope, in all variables that may hold it.</summary>
    private Owned? Move(Owned? value, Region? to)
    {
        if (value is not { } owned) return null;
        moved.UnionWith(owned.Origins);
        if (state is null) return null;
        foreach (var pair in state)
            if (pair.Value.Origins.Overlaps(owned.Origins))
                state = to is not null && pair.Value == owned
                    ? state.SetItem(pair.Key, pair.Value with { Scope = to })
                    : state.Remove(pair.Key);
        return to is null ? null : owned with { Scope = to };
    }

    private Owned? Made(IOperation operation) =>
        region is { IsTouched: false } ? new Owned(region, [operation]) : null;

    private static Owned? Join(Owned? one, Owned? other) =>
        one is { } first && other is { } second && ReferenceEquals(first.Scope, second.Scope)
            ? first with { Origins = first.Origins.Union(second.Origins) }
            : null;

    private static State? Join(State? one, State? other)
    {
        if (one is null || other is null) return one ?? other;
        if (ReferenceEquals(one, other)) return one;
        var joined = Nothing;
        foreach (var pair in one)
            if (other.TryGetValue(pair.Key, out var value) && Join(pair.Value, value) is { } both)
                joined = joined.SetItem(pair.Key, both);
        return joined;
    }

    private static bool AreEqual(State? one, State? other) =>
        ReferenceEquals(one, other)
        || one is not null && other is not null && one.Count == other.Count
        && one.All(pair => other.TryGetValue(pair.Key, out var value)
            && ReferenceEquals(value.Scope, pair.Value.Scope) && value.Origins.SetEquals(pair.Value.Origins));

    // A stored tensor is lost only when somebody looks for it after the end of the scope.
    private bool IsCertain(Store store)
    {
        if (store.Value.Origins.Overlaps(moved)) return false;
        var scope = Body(store.Value.Scope).Span;
        var assignment = store.Assignment.Syntax.Span;
        var uses = function.Now().Where(use => Is(use, store.Target)).ToList();
        foreach (var use in uses)
            if (use.Syntax.SpanStart >= assignment.End && use.Syntax.SpanStart < scope.End && IsChanged(use))
                return false;
        if (store.Target is IFieldSymbol or IPropertySymbol) return true;
        if (store.Target is IParameterSymbol { RefKind: not RefKind.None }) return true;
        // A freed tensor may be asked whether it is one.
        var later = uses.FirstOrDefault(use => use.Syntax.SpanStart >= scope.End
            && use.Parent is not IPropertyReferenceOperation { Property.Name: "IsInvalid" });
        return later is not null ? !IsTarget(later) : ComesRound(store, uses);
    }

    // 'h = f(h)' in a loop that opens a new scope each time.
    private bool ComesRound(Store store, List<IOperation> uses)
    {
        var parent = store.Value.Scope.Using.Parent;
        for (; parent is not null && parent != function; parent = parent.Parent)
        {
            if (parent is not ILoopOperation loop) continue;
            var isOutside = store.Target.DeclaringSyntaxReferences
                .All(place => !loop.Syntax.Span.Contains(place.Span));
            return isOutside
                && uses.Count(use => loop.Syntax.Span.Contains(use.Syntax.Span) && IsTarget(use)) == 1
                && (store.Assignment is ICompoundAssignmentOperation
                    || uses.Any(use => use.Syntax.SpanStart > store.Assignment.Syntax.SpanStart
                        && store.Assignment.Syntax.Span.Contains(use.Syntax.Span) && !IsTarget(use)));
        }
        return false;
    }

    private static SyntaxNode Body(Region scope) =>
        scope.Using is IUsingOperation ? scope.Using.Syntax : scope.Using.Syntax.Parent ?? scope.Using.Syntax;

    private static bool Is(IOperation use, ISymbol target) =>
        SymbolEqualityComparer.Default.Equals(
            use is IMemberReferenceOperation member ? member.Member : Variable(use), target);

    private static bool IsTarget(IOperation use) =>
        use.Parent is IAssignmentOperation assignment && assignment.Target == use;

    private static bool IsChanged(IOperation use) =>
        IsTarget(use) || use.Parent is IArgumentOperation or ITupleOperation or IConversionOperation
        || use.Parent is IInvocationOperation call && call.Instance == use && IsMove(call.TargetMethod.Name);

    private static bool IsMove(string name) =>
        name is "MoveToOuterDisposeScope" or "MoveToOtherDisposeScope" or "DetachFromDisposeScope"
            or "DetatchFromDisposeScope";
}
