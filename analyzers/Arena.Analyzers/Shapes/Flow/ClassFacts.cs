using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Analyzers.Shapes.Flow;

/// <summary>
/// What the fields of a class hold, as far as they are set once: by their initializer or in a constructor.
/// </summary>
internal sealed class ClassFacts(TorchTypes torch)
{
    private readonly ConcurrentDictionary<ISymbol, Value> values = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<SyntaxNode, ILookup<string, ExpressionSyntax>> assignments = new();

    // The members that this thread is finding the values of: one that depends on itself ends there.
    private readonly ThreadLocal<HashSet<ISymbol>> pending =
        new(() => new HashSet<ISymbol>(SymbolEqualityComparer.Default));

    /// <summary>The value of a field or automatic property; <see cref="Value.Unknown"/> when it is not known.</summary>
    /// <param name="member">The field or property.</param>
    /// <param name="model">The model of the file that asks; what stands in other files is not looked at.</param>
    public Value ValueOf(ISymbol member, SemanticModel? model)
    {
        if (model is null || CanBeSetElsewhere(member)) return Value.Unknown;
        if (values.TryGetValue(member, out var known)) return known;
        // Whoever asks from another file must not settle what is known in this one.
        if (member.DeclaringSyntaxReferences is not [var declaration] || declaration.SyntaxTree != model.SyntaxTree)
            return Value.Unknown;
        if (!pending.Value!.Add(member)) return Value.Unknown;
        try
        {
            return values[member] = Find(member, model);
        }
        finally
        {
            pending.Value.Remove(member);
        }
    }

    /// <summary>Whether a parameter is set: by its constructor, or by any member if that is the primary one.</summary>
    public bool IsSet(IParameterSymbol parameter) =>
        parameter.ContainingSymbol.DeclaringSyntaxReferences is not [var declaration]
        || declaration.GetSyntax().DescendantNodes().SelectMany(Assignments)
            .Any(assignment => assignment.Target is IdentifierNameSyntax && assignment.Name == parameter.Name);

    // Other classes, and other parts of this one, may set what is neither private nor read-only.
    private static bool CanBeSetElsewhere(ISymbol member) =>
        member.ContainingType?.DeclaringSyntaxReferences.Length != 1
        || member switch
        {
            IFieldSymbol field => !field.IsReadOnly && field.DeclaredAccessibility != Accessibility.Private,
            IPropertySymbol { SetMethod: { } setter } => setter.DeclaredAccessibility != Accessibility.Private,
            _ => false,
        };

    /// <summary>The one expression that a local variable is set to, or null.</summary>
    public ExpressionSyntax? OnlyValueOf(ISymbol variable, SemanticModel model)
    {
        if (variable.DeclaringSyntaxReferences is not [var declaration] || declaration.SyntaxTree != model.SyntaxTree)
            return null;
        var syntax = declaration.GetSyntax();
        if (syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not { } type) return null;
        var given = AssignmentsIn(type)[variable.Name].ToList();
        var initializer = syntax switch
        {
            VariableDeclaratorSyntax { Initializer: { } value } => value.Value,
            PropertyDeclarationSyntax { Initializer: { } value } => value.Value,
            _ => null,
        };
        return (initializer, given) switch
        {
            ({ } value, []) => value,
            (null, [var value]) => value,
            _ => null,
        };
    }

    private Value Find(ISymbol member, SemanticModel model)
    {
        if (OnlyValueOf(member, model) is not { } expression || model.GetOperation(expression) is not { } operation)
            return Value.Unknown;
        var context = new MethodContext(torch, this, member, _ => { }, null);
        var value = new Evaluator(context, new FlowState(), isReporting: false).ValueOf(operation);
        if (HasItemsSet(member, value)) return Value.Unknown;
        // Its id is a place in a constructor, and there may be other objects of the class.
        return value is TensorValue tensor ? tensor with { Id = $"this.{member.Name}" } : value;
    }

    /// <summary>Whether a variable holds a list or a Sequential whose items are set somewhere in the class.</summary>
    public static bool HasItemsSet(ISymbol variable, Value value) =>
        value is ListValue or LayerValue { Layer: SequentialLayer }
        && variable.ContainingType.DeclaringSyntaxReferences.Any(declaration =>
            declaration.GetSyntax().DescendantNodes().Any(node => node switch
            {
                AssignmentExpressionSyntax { Left: ElementAccessExpressionSyntax { Expression: var list } } =>
                    NameOf(list) == variable.Name,
                // A call on a list, as Add is, may set its items too.
                InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var list } call } =>
                    NameOf(list) == variable.Name && (value is ListValue || call.Name.Identifier.ValueText == "append"),
                _ => false,
            }));

    private ILookup<string, ExpressionSyntax> AssignmentsIn(TypeDeclarationSyntax type) =>
        assignments.GetOrAdd(type, static node => node.DescendantNodes()
            .SelectMany(Assignments)
            .Where(assignment => assignment.Name is not null)
            .ToLookup(assignment => assignment.Name!, assignment => assignment.Value, StringComparer.Ordinal));

    private static IEnumerable<(string? Name, ExpressionSyntax Target, ExpressionSyntax Value)> Assignments(
        SyntaxNode node) =>
        node switch
        {
            AssignmentExpressionSyntax { Left: TupleExpressionSyntax tuple } assignment =>
                // Which of the values each gets does not matter: two of them leave it unknown.
                tuple.Arguments.SelectMany(item => new[] { assignment.Right, assignment }
                    .Select(value => (NameOf(item.Expression), item.Expression, value))),
            AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } assignment =>
                [(NameOf(assignment.Left), assignment.Left, assignment.Right)],
            AssignmentExpressionSyntax assignment => Twice(assignment.Left, assignment),
            PrefixUnaryExpressionSyntax step when IsStep(step) => Twice(step.Operand, step),
            PostfixUnaryExpressionSyntax step when IsStep(step) => Twice(step.Operand, step),
            ArgumentSyntax argument when argument.RefOrOutKeyword.RawKind != 0 =>
                Twice(argument.Expression, argument.Expression),
            _ => [],
        };

    // What changes a value by itself is no single value, even where it is the only one in the text.
    private static IEnumerable<(string? Name, ExpressionSyntax Target, ExpressionSyntax Value)> Twice(
        ExpressionSyntax target, ExpressionSyntax value) =>
        Enumerable.Repeat((NameOf(target), target, value), 2);

    private static bool IsStep(ExpressionSyntax step) =>
        (SyntaxKind)step.RawKind is SyntaxKind.PreIncrementExpression or SyntaxKind.PreDecrementExpression
            or SyntaxKind.PostIncrementExpression or SyntaxKind.PostDecrementExpression;

    private static string? NameOf(ExpressionSyntax target) => target switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access => access.Name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        _ => null,
    };
}
