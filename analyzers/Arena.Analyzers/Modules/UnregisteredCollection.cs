using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Arena.Analyzers.Modules;

/// <summary>TSH5003: TorchSharp looks for modules in fields, not in the lists and dictionaries in them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UnregisteredCollection : TorchAnalyzer
{
    /// <summary>What the fix reads: the type to use instead.</summary>
    public const string Instead = nameof(Instead);

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.UnregisteredCollection];

    private protected override void Register(CompilationStartAnalysisContext context, TorchTypes torch)
    {
        context.RegisterSymbolAction(one => Check(one, (IFieldSymbol)one.Symbol, torch), SymbolKind.Field);
        context.RegisterSymbolAction(
            one =>
            {
                // The fields behind automatic properties are not shown by themselves.
                var property = (IPropertySymbol)one.Symbol;
                if (property.IsStatic || Element(property.Type, torch) is null) return;
                foreach (var field in property.ContainingType.GetMembers().OfType<IFieldSymbol>())
                    if (SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property))
                        Check(one, field, torch);
            },
            SymbolKind.Property);
    }

    private static void Check(SymbolAnalysisContext context, IFieldSymbol field, TorchTypes torch)
    {
        if (field.IsStatic || field.IsConst || Element(field.Type, torch) is not { } element) return;
        var type = field.ContainingType;
        if (!torch.IsModule(type) || Components.Chain(type, torch) is not { } chain) return;
        if (chain.Any(Components.RegistersByHand) || !IsFilledHereOnly(field, torch)) return;
        var isModule = torch.IsModule(element);
        var isKeyed = field.Type is INamedTypeSymbol { TypeArguments.Length: 2 };
        var name = $"{(isModule ? "Module" : "Parameter")}{(isKeyed ? "Dict" : "List")}";
        var instead = isModule
            ? $"{name}<{element.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}>"
            : name;
        var named = Components.Named(field);
        context.ReportDiagnostic(Diagnostic.Create(
            Rules.UnregisteredCollection,
            named.Locations[0],
            isKeyed ? null : ImmutableDictionary<string, string?>.Empty.Add(Instead, instead),
            isModule ? "modules" : "parameters",
            named.Name,
            instead));
    }

    private static ITypeSymbol? Element(ITypeSymbol type, TorchTypes torch)
    {
        var element = type switch
        {
            IArrayTypeSymbol { Rank: 1 } array => array.ElementType,
            INamedTypeSymbol { TypeArguments: [.., var last] } generic
                when generic.ContainingNamespace is { } home
                && home.ToDisplayString().StartsWith("System.Collections", StringComparison.Ordinal) => last,
            _ => null,
        };
        return Components.IsComponent(element, torch) ? element : null;
    }

    // Modules that the class holds elsewhere too, or hands to a container, may well be registered there.
    private static bool IsFilledHereOnly(IFieldSymbol field, TorchTypes torch)
    {
        var type = field.ContainingType;
        var name = Components.Named(field).Name;
        var components = new HashSet<string>(type.GetMembers().OfType<IFieldSymbol>()
            .Where(one => Components.IsComponent(one.Type, torch))
            .Select(one => Components.Named(one).Name));
        var isFilled = false;
        foreach (var node in Components.Own(type))
        {
            if (Value(node, name) is { } value)
            {
                if (!IsMadeHere(value, components)) return false;
                isFilled |= value is not LiteralExpressionSyntax;
            }
            else if (node is IdentifierNameSyntax use && use.Identifier.ValueText == name)
            {
                if (IsHandedOn(use)) return false;
                if (Added(use) is { } added && !added.All(one => IsMadeHere(one, components))) return false;
            }
        }
        return isFilled;
    }

    private static ExpressionSyntax? Value(SyntaxNode node, string name) =>
        node switch
        {
            VariableDeclaratorSyntax { Initializer: { } value, Parent.Parent: FieldDeclarationSyntax } field
                when field.Identifier.ValueText == name => value.Value,
            PropertyDeclarationSyntax { Initializer: { } value } property
                when property.Identifier.ValueText == name => value.Value,
            AssignmentExpressionSyntax assignment when Components.Member(assignment.Left) == name => assignment.Right,
            _ => null,
        };

    private static IEnumerable<ExpressionSyntax>? Added(IdentifierNameSyntax use) =>
        Whole(use).Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call }
            ? call.ArgumentList.Arguments.Select(argument => argument.Expression)
            : Whole(use).Parent is ElementAccessExpressionSyntax element
                && element.Parent is AssignmentExpressionSyntax assignment && assignment.Left == element
                ? [assignment.Right]
                : null;

    private static SyntaxNode Whole(IdentifierNameSyntax use) =>
        use.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } member ? member : use;

    private static bool IsMadeHere(ExpressionSyntax value, HashSet<string> components)
    {
        if (value.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>()
            .Any(name => components.Contains(name.Identifier.ValueText) && !IsCalled(name)))
            return false;
        return value is not IdentifierNameSyntax local || IsUsedOnce(local);
    }

    private static bool IsCalled(IdentifierNameSyntax name) =>
        name.Parent is InvocationExpressionSyntax
        || name.Parent is MemberAccessExpressionSyntax member && member.Name == name;

    // A parameter or a variable that goes nowhere else: calls on it, as 'layers.Add(x)', do not count.
    private static bool IsUsedOnce(IdentifierNameSyntax local)
    {
        SyntaxNode? scope = local.FirstAncestorOrSelf<BaseMethodDeclarationSyntax>();
        return scope is not null && scope.DescendantNodes().OfType<IdentifierNameSyntax>()
            .Count(use => use.Identifier.ValueText == local.Identifier.ValueText && IsPassed(use)) == 1;
    }

    private static bool IsHandedOn(IdentifierNameSyntax use) =>
        use.FirstAncestorOrSelf<ConstructorDeclarationSyntax>() is not null && IsPassed(use);

    // Passed to somebody as it is, or as a copy or an element of it.
    private static bool IsPassed(IdentifierNameSyntax use)
    {
        for (var node = Whole(use); ; node = node.Parent!)
            switch (node.Parent)
            {
                case ArgumentSyntax or SpreadElementSyntax or ExpressionElementSyntax or InitializerExpressionSyntax
                    or EqualsValueClauseSyntax or ReturnStatementSyntax:
                    return true;
                case AssignmentExpressionSyntax assignment:
                    return assignment.Right == node;
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name }
                    when name is not ("ToArray" or "ToList" or "Select" or "Cast" or "OfType" or "Reverse" or "Concat"
                        or "Values"):
                    return false;
                case ExpressionSyntax:
                    break;
                default:
                    return false;
            }
    }
}
