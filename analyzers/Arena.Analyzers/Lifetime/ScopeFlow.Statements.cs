using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using State = System.Collections.Immutable.ImmutableDictionary<
    Microsoft.CodeAnalysis.ISymbol, Arena.Analyzers.Lifetime.ScopeFlow.Owned>;

namespace Arena.Analyzers.Lifetime;

internal sealed partial class ScopeFlow
{
    private const int MostRounds = 4;

    private void Execute(IOperation? statement)
    {
        if (isLost) return;
        switch (statement)
        {
            case null or ILocalFunctionOperation or IAnonymousFunctionOperation:
                break;
            case IMethodBodyOperation method:
                Execute(method.BlockBody ?? method.ExpressionBody);
                break;
            case IConstructorBodyOperation constructor:
                Evaluate(constructor.Initializer);
                Execute(constructor.BlockBody ?? constructor.ExpressionBody);
                break;
            case IBlockOperation block:
                var outside = region;
                foreach (var one in block.Operations) Execute(one);
                region = outside;
                break;
            case IUsingDeclarationOperation declaration:
                Open(declaration.DeclarationGroup, declaration);
                break;
            case IUsingOperation block:
                var before = region;
                Open(block.Resources, block);
                Execute(block.Body);
                region = before;
                break;
            case IVariableDeclarationGroupOperation group:
                foreach (var declarator in Declarators(group)) Declare(declarator);
                break;
            case IReturnOperation { Kind: OperationKind.Return } leaving:
                Leave(leaving.ReturnedValue);
                state = null;
                break;
            case IThrowOperation thrown:
                Evaluate(thrown);
                state = null;
                break;
            case IConditionalOperation choice:
                Evaluate(choice.Condition);
                Fork(() => Execute(choice.WhenTrue), () => Execute(choice.WhenFalse));
                break;
            case ILoopOperation loop:
                Repeat(loop);
                break;
            case ISwitchOperation choice:
                Choose(choice);
                break;
            case ITryOperation attempt:
                Try(attempt);
                break;
            case IBranchOperation { BranchKind: BranchKind.Break or BranchKind.Continue } branch:
                pending[branch.Target] = Join(pending.TryGetValue(branch.Target, out var known) ? known : null, state);
                state = null;
                break;
            case IBranchOperation or ILabeledOperation:
                isLost = true;
                break;
            case ILockOperation locked:
                Evaluate(locked.LockedValue);
                Execute(locked.Body);
                break;
            case IExpressionStatementOperation expression:
                Evaluate(expression.Operation);
                break;
            default:
                Evaluate(statement);
                break;
        }
    }

    private static IEnumerable<IVariableDeclaratorOperation> Declarators(IOperation resources) =>
        resources is IVariableDeclarationGroupOperation group
            ? group.Declarations.SelectMany(declaration => declaration.Declarators)
            : [];

    private void Open(IOperation resources, IOperation opener)
    {
        if (Scopes.IsDisposeScope(resources, torch)) region = new Region(region, opener, null, false);
        else if (resources is not IVariableDeclarationGroupOperation) Evaluate(resources);
        foreach (var declarator in Declarators(resources))
            if (Scopes.IsDisposeScope(declarator.GetVariableInitializer()?.Value, torch))
                region = new Region(region, opener, declarator.Symbol, IsTouched(declarator.Symbol));
            else
                Evaluate(declarator.GetVariableInitializer()?.Value);
    }

    // A scope that is handed on, or closed by hand, may do anything.
    private bool IsTouched(ILocalSymbol scope) =>
        function.Descendants().OfType<ILocalReferenceOperation>()
            .Where(use => SymbolEqualityComparer.Default.Equals(use.Local, scope))
            .Any(use => use.Parent is not (IPropertyReferenceOperation { Property.Name: "DisposablesCount" }
                or IInvocationOperation
            {
                TargetMethod.Name: "MoveToOuter" or "MoveToOther" or "Detach" or "DisposeEverything"
                        or "DisposeEverythingBut",
            }));

    private void Declare(IVariableDeclaratorOperation declarator)
    {
        declaredIn[declarator.Symbol] = region;
        Set(declarator.Symbol, Evaluate(declarator.GetVariableInitializer()?.Value));
    }

    private void Fork(Action one, Action other)
    {
        var before = state;
        one();
        var first = state;
        state = before;
        other();
        state = Join(first, state);
    }

    private void Repeat(ILoopOperation loop)
    {
        switch (loop)
        {
            case IForLoopOperation counted:
                foreach (var one in counted.Before) Execute(one);
                break;
            case IForEachLoopOperation each:
                Evaluate(each.Collection);
                break;
        }
        var head = state;
        silent++;
        var isSteady = false;
        for (var round = 0; round < MostRounds && !isSteady; round++)
        {
            Once(loop);
            var next = Join(head, state);
            isSteady = AreEqual(head, next);
            head = next;
            state = head;
        }
        silent--;
        state = head = isSteady ? head : Nothing;
        Once(loop);
        state = Join(head, state);
        if (pending.TryGetValue(loop.ExitLabel, out var broken)) state = Join(state, broken);
        pending.Remove(loop.ExitLabel);
    }

    private void Once(ILoopOperation loop)
    {
        switch (loop)
        {
            case IForLoopOperation counted:
                Evaluate(counted.Condition);
                break;
            case IWhileLoopOperation { ConditionIsTop: true } asking:
                Evaluate(asking.Condition);
                break;
            case IForEachLoopOperation each:
                foreach (var local in each.Locals) Set(local, null);
                break;
        }
        Execute(loop.Body);
        if (pending.TryGetValue(loop.ContinueLabel, out var continued)) state = Join(state, continued);
        pending.Remove(loop.ContinueLabel);
        switch (loop)
        {
            case IForLoopOperation counted:
                foreach (var one in counted.AtLoopBottom) Execute(one);
                break;
            case IWhileLoopOperation { ConditionIsTop: false } asking:
                Evaluate(asking.Condition);
                break;
        }
    }

    private void Choose(ISwitchOperation choice)
    {
        Evaluate(choice.Value);
        var before = state;
        var after = state;
        foreach (var one in choice.Cases)
        {
            state = before;
            foreach (var clause in one.Clauses) Evaluate(clause);
            foreach (var statement in one.Body) Execute(statement);
            after = Join(after, state);
        }
        state = pending.TryGetValue(choice.ExitLabel, out var broken) ? Join(after, broken) : after;
        pending.Remove(choice.ExitLabel);
    }

    private void Try(ITryOperation attempt)
    {
        var before = state;
        Execute(attempt.Body);
        var after = state;
        foreach (var handler in attempt.Catches)
        {
            state = Without(before, attempt.Body);
            Execute(handler.Handler);
            after = Join(after, state);
        }
        if (attempt.Finally is null)
        {
            state = after;
            return;
        }
        // What a 'finally' moves, it moves for the values that were returned as well.
        silent++;
        state = after ?? Without(before, attempt.Body);
        Execute(attempt.Finally);
        silent--;
        if (after is null) state = null;
        if (attempt.Finally.Now().OfType<IInvocationOperation>().Any(call => IsMove(call.TargetMethod.Name)))
            isLost = true;
    }

    private static State? Without(State? before, IOperation changing)
    {
        foreach (var assignment in changing.Now())
            if (before is not null && assignment is IAssignmentOperation { Target: var target }
                && Variable(target) is { } variable)
                before = before.Remove(variable);
        return before;
    }

    private void Leave(IOperation? value)
    {
        switch (value?.Unwrapped())
        {
            case ITupleOperation tuple:
                foreach (var element in tuple.Elements) Leave(element);
                break;
            case IArrayCreationOperation { Initializer: { } initializer }:
                foreach (var element in initializer.ElementValues) Leave(element);
                break;
            case ICollectionExpressionOperation collection:
                foreach (var element in collection.Elements) Leave(element);
                break;
            case IConditionalOperation choice:
                Evaluate(choice.Condition);
                Fork(() => Leave(choice.WhenTrue), () => Leave(choice.WhenFalse));
                break;
            case ICoalesceOperation choice:
                Leave(choice.Value);
                Leave(choice.WhenNull);
                break;
            case ISwitchExpressionOperation choice:
                Evaluate(choice.Value);
                foreach (var arm in choice.Arms) Leave(arm.Value);
                break;
            case var expression:
                if (Evaluate(value) is { } owned && expression is not null && region?.IsIn(owned.Scope) == true
                    && silent == 0)
                    returns.Add(new Escape(expression.Syntax, "return", Outwards(owned.Scope, null)));
                break;
        }
    }

    // One move a scope that ends before the tensor is used.
    private static string Outwards(Region from, Region? to)
    {
        var calls = "";
        for (var current = from; current is not null && !ReferenceEquals(current, to); current = current.Outer)
            calls += ".MoveToOuterDisposeScope()";
        return calls;
    }
}
