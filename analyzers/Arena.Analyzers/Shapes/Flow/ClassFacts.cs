using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Analyzers.Shapes.Flow;

/// <summary>
/// What the fields of a class hold, as far as they are set once: by their initializer or in a constructor.
/// </summary>
internal sealed class ClassFacts(TorchTypes torch)
{
    private readonly ConcurrentDictionary<ISymbol, Value> values = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<SyntaxNode, ILookup<string, ExpressionSyntax>> assignments = new();

    /// <summary>The value of a field or automatic property; <see cref="Value.Unknown"/> when it is not known.</summary>
    /// <param name="member">The field or property.</param>
    /// <param name="model">The model of the file that asks; what stands in other files is not looked at.</param>
    public Value ValueOf(ISymbol member, SemanticModel? model)
    {
        if (model is null) return Value.Unknown;
        if (values.TryGetValue(member, out var known)) return known;
        // A field that depends on itself ends here.
        values[member] = Value.Unknown;
        return values[member] = Find(member, model);
    }

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
        // Its id is a place in a constructor, and there may be other objects of the class.
        return value is TensorValue tensor ? tensor with { Id = $"this.{member.Name}" } : value;
    }

    private ILookup<string, ExpressionSyntax> AssignmentsIn(TypeDeclarationSyntax type) =>
        assignments.GetOrAdd(type, static node => node.DescendantNodes()
            .Select(Assignment)
            .Where(assignment => assignment.Name is not null)
            .ToLookup(assignment => assignment.Name!, assignment => assignment.Value, StringComparer.Ordinal));

    private static (string? Name, ExpressionSyntax Value) Assignment(SyntaxNode node) => node switch
    {
        AssignmentExpressionSyntax assignment => (NameOf(assignment.Left), assignment.Right),
        PrefixUnaryExpressionSyntax step => (NameOf(step.Operand), step),
        PostfixUnaryExpressionSyntax step => (NameOf(step.Operand), step),
        ArgumentSyntax argument when argument.RefOrOutKeyword.RawKind != 0 => (NameOf(argument.Expression), argument.Expression),
        _ => (null, null!),
    };

    private static string? NameOf(ExpressionSyntax target) => target switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access => access.Name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        _ => null,
    };
}
