using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.FlowAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Arena.Analyzers.Shapes.Flow;

/// <summary>
/// Follows shapes through the control-flow graph of one method: what is known on every path to a point is known there.
/// Without a loop one pass does, as blocks come after those that lead to them. With one, the states settle first; then
/// every block is gone through once more, and findings are reported.
/// </summary>
internal static class ShapeFlow
{
    // States only ever lose knowledge, so they settle; this guards against a mistake in that.
    private const int VisitsOfBlock = 24;

    /// <summary>Follows one method, or one lambda from what is known where it is made.</summary>
    public static void Run(ControlFlowGraph graph, MethodContext context, FlowState? before = null)
    {
        var states = new FlowState?[graph.Blocks.Length];
        var visits = new int[graph.Blocks.Length];
        states[0] = Entry(context, before ?? new FlowState());
        // A handler is entered from anywhere in its try: nothing is known there.
        foreach (var handler in Handlers(graph.Root)) states[handler] = new FlowState();

        var hasLoops = graph.Blocks.Any(block => Successors(block).Any(branch => branch.Next <= block.Ordinal));
        var pending = new SortedSet<int>(states.Select((state, index) => (state, index))
            .Where(block => block.state is not null).Select(block => block.index));
        while (pending.Count > 0)
        {
            var ordinal = pending.Min;
            pending.Remove(ordinal);
            if (++visits[ordinal] > VisitsOfBlock) return;
            var block = graph.Blocks[ordinal];
            var after = Through(block, states[ordinal]!, context, isReporting: !hasLoops);
            foreach (var (next, finals) in Successors(block))
            {
                var arriving = after;
                if (finals.Count > 0) ForgetChanged(graph, finals, arriving = after.Copy());
                if (states[next] is not { } known)
                {
                    states[next] = arriving.Copy();
                    pending.Add(next);
                }
                else if (known.JoinWith(arriving, next)) pending.Add(next);
            }
        }
        if (!hasLoops) return;
        foreach (var block in graph.Blocks)
            if (states[block.Ordinal] is { } state)
                Through(block, state, context, isReporting: true);
    }

    private static FlowState Entry(MethodContext context, FlowState state)
    {
        if (context.Member is not IMethodSymbol method) return state;
        var evaluator = new Evaluator(context, state, isReporting: false);
        foreach (var parameter in method.Parameters)
            if (evaluator.Initial(parameter) is { } value)
                state[parameter] = value;
        return state;
    }

    private static FlowState Through(BasicBlock block, FlowState before, MethodContext context, bool isReporting)
    {
        var state = before.Copy();
        var evaluator = new Evaluator(context, state, isReporting);
        foreach (var operation in block.Operations) evaluator.ValueOf(operation);
        if (block.BranchValue is not { } branch) return state;
        var value = evaluator.ValueOf(branch);
        if (isReporting && block.FallThroughSuccessor?.Semantics == ControlFlowBranchSemantics.Return)
            CheckResult(evaluator, branch, value);
        return state;
    }

    private static void CheckResult(Evaluator evaluator, IOperation result, Value value)
    {
        if (value is not TensorValue tensor || evaluator.Context.Member is not IMethodSymbol method) return;
        var promise = (ISymbol?)method.AssociatedSymbol ?? method;
        if (Contracts.Of(promise) is { } contract)
            Promise.Check(evaluator, result.Syntax, "the result", tensor, contract, promise.Locations.FirstOrDefault());
    }

    // With the finally blocks that are run on the way.
    private static IEnumerable<(int Next, IReadOnlyList<ControlFlowRegion> Finals)> Successors(BasicBlock block)
    {
        foreach (var branch in new[] { block.FallThroughSuccessor, block.ConditionalSuccessor })
            if (branch?.Destination is { } next)
                yield return (next.Ordinal, branch.FinallyRegions);
    }

    // What a finally sets is not known after it.
    private static void ForgetChanged(ControlFlowGraph graph, IReadOnlyList<ControlFlowRegion> finals, FlowState state)
    {
        foreach (var region in finals)
            for (var ordinal = region.FirstBlockOrdinal; ordinal <= region.LastBlockOrdinal; ordinal++)
                foreach (var operation in graph.Blocks[ordinal].Operations)
                    foreach (var variable in operation.DescendantsAndSelf().SelectMany(Changes.Of))
                        state[variable] = null;
    }

    private static IEnumerable<int> Handlers(ControlFlowRegion region)
    {
        if (region.Kind is ControlFlowRegionKind.Catch or ControlFlowRegionKind.Filter or ControlFlowRegionKind.Finally)
            yield return region.FirstBlockOrdinal;
        foreach (var nested in region.NestedRegions)
            foreach (var handler in Handlers(nested))
                yield return handler;
    }
}
