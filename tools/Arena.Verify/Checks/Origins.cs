using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Verify.Checks;

/// <summary>Something outside of a test project that a value in it is computed from.</summary>
/// <param name="Symbol">What it is.</param>
/// <param name="Use">
/// Where it is used; when that is inside of a helper, the call of the helper in the test.
/// </param>
internal sealed record Origin(ISymbol Symbol, SyntaxNode Use);

/// <summary>
/// What a value in a test is computed from: through locals, through helpers, fields and properties of the same project,
/// and for a helper's parameter through what its callers give.
/// </summary>
internal sealed class Origins
{
    private readonly TestSources project;
    private readonly Func<ISymbol, bool> isEnd;
    private readonly InvocationExpressionSyntax? from;
    private readonly HashSet<(SyntaxNode, SyntaxNode?)> visited = [];
    private readonly HashSet<ISymbol> helpers = new(SymbolEqualityComparer.Default);
    private readonly Queue<(SyntaxNode Code, SyntaxNode? Call)> open = new();
    private readonly List<Origin> found = [];

    private Origins(TestSources project, IEnumerable<SyntaxNode> values, Func<ISymbol, bool> isEnd,
        InvocationExpressionSyntax? from)
    {
        (this.project, this.isEnd, this.from) = (project, isEnd, from);
        foreach (var value in values) Visit(value, call: null);
        while (open.TryDequeue(out var next)) Walk(next.Code, next.Call);
    }

    /// <summary>Where values come from.</summary>
    /// <param name="project">The test project.</param>
    /// <param name="values">Expressions in it.</param>
    /// <param name="isEnd">
    /// Which methods to stop at: what they are given is not looked at, only that they are called.
    /// </param>
    /// <param name="from">
    /// The call that the values' helper is looked at in; when null, what all of its callers give is looked at.
    /// </param>
    public static IReadOnlyList<Origin> Of(
        TestSources project, IEnumerable<SyntaxNode> values, Func<ISymbol, bool> isEnd,
        InvocationExpressionSyntax? from = null) =>
        new Origins(project, values, isEnd, from).found;

    private void Visit(SyntaxNode? node, SyntaxNode? call)
    {
        if (node is not null && visited.Add((node, call))) open.Enqueue((node, call));
    }

    private void Walk(SyntaxNode node, SyntaxNode? call)
    {
        if (node is InvocationExpressionSyntax invocation
            && project.SymbolOf(invocation) is { } called && isEnd(called))
        {
            found.Add(new(called, call ?? invocation));
            return;
        }
        if (node is SimpleNameSyntax or BaseObjectCreationExpressionSyntax) Follow(node, call);
        foreach (var child in node.ChildNodes()) Walk(child, call);
    }

    private void Follow(SyntaxNode name, SyntaxNode? call)
    {
        switch (project.SymbolOf(name))
        {
            case ILocalSymbol local:
                foreach (var value in Values(local)) Visit(value, call);
                break;
            case IParameterSymbol { ContainingSymbol: IMethodSymbol method } parameter when !helpers.Contains(method):
                var callers = project.CallsOf(method).ToList();
                foreach (var caller in from is not null && callers.Contains(from) ? [from] : callers)
                    Visit(Argument(caller, parameter), call);
                break;
            case IMethodSymbol { MethodKind: not MethodKind.Constructor } helper when project.Declares(helper):
                helpers.Add(helper);
                var use = call ?? name.Ancestors().OfType<InvocationExpressionSyntax>().FirstOrDefault(x =>
                    x.Expression.Span.End == name.Span.End) ?? name;
                foreach (var declaration in helper.DeclaringSyntaxReferences) Visit(declaration.GetSyntax(), use);
                break;
            case IFieldSymbol or IPropertySymbol when project.SymbolOf(name) is { } symbol && project.Declares(symbol):
                foreach (var declaration in symbol.DeclaringSyntaxReferences)
                    Visit(declaration.GetSyntax(), call: null);
                break;
            case { } symbol when !project.Declares(symbol):
                found.Add(new(symbol, call ?? name));
                break;
        }
    }

    // Wherever the local gets a value or a part of one.
    private IEnumerable<SyntaxNode> Values(ILocalSymbol local)
    {
        var declaration = local.DeclaringSyntaxReferences[0].GetSyntax();
        if (declaration is VariableDeclaratorSyntax { Initializer: { } initializer }) yield return initializer.Value;
        if (declaration is SingleVariableDesignationSyntax or ForEachStatementSyntax)
            yield return Source(declaration);
        var scope = declaration.Ancestors().OfType<MemberDeclarationSyntax>().First();
        foreach (var node in scope.DescendantNodes())
        {
            switch (node)
            {
                case AssignmentExpressionSyntax { Left: var left, Right: var right } when IsAbout(left):
                    yield return right;
                    break;
                case ExpressionStatementSyntax
                {
                    Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax called } call,
                } when IsAbout(called.Expression) && !called.DescendantNodes().Any(x => Syntax.Name(x) == "Should"):
                    yield return call.ArgumentList;
                    break;
            }
        }

        bool IsAbout(ExpressionSyntax expression) => expression switch
        {
            IdentifierNameSyntax name => name.Identifier.ValueText == local.Name
                && SymbolEqualityComparer.Default.Equals(project.SymbolOf(name), local),
            ElementAccessExpressionSyntax element => IsAbout(element.Expression),
            MemberAccessExpressionSyntax access => IsAbout(access.Expression),
            InvocationExpressionSyntax call => IsAbout(call.Expression),
            TupleExpressionSyntax tuple => tuple.Arguments.Any(x => IsAbout(x.Expression)),
            _ => false,
        };
    }

    // The value that a deconstruction, a pattern, an out argument or a loop takes apart.
    private static SyntaxNode Source(SyntaxNode designation) =>
        designation.AncestorsAndSelf().Select(x => x switch
        {
            ForEachStatementSyntax loop => loop.Expression,
            ForEachVariableStatementSyntax loop => loop.Expression,
            AssignmentExpressionSyntax assignment => assignment.Right,
            IsPatternExpressionSyntax pattern => pattern.Expression,
            SwitchExpressionSyntax choice => choice.GoverningExpression,
            SwitchStatementSyntax choice => choice.Expression,
            InvocationExpressionSyntax call => call,
            StatementSyntax statement => statement,
            _ => (SyntaxNode?)null,
        }).OfType<SyntaxNode>().First();

    private static ExpressionSyntax? Argument(InvocationExpressionSyntax call, IParameterSymbol parameter)
    {
        var arguments = call.ArgumentList.Arguments;
        if (arguments.FirstOrDefault(x => x.NameColon?.Name.Identifier.ValueText == parameter.Name) is { } named)
            return named.Expression;
        var method = (IMethodSymbol)parameter.ContainingSymbol;
        var isExtension = method.IsExtensionMethod && call.Expression is MemberAccessExpressionSyntax;
        var at = parameter.Ordinal - (isExtension ? 1 : 0);
        if (at < 0) return ((MemberAccessExpressionSyntax)call.Expression).Expression;
        return at < arguments.Count && arguments[at].NameColon is null ? arguments[at].Expression : null;
    }
}
