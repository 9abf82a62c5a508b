using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Arena.Analyzers.Modules;

/// <summary>TSH5001: a module with layers in its fields that it never registers.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MissingRegisterComponents : TorchAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [Rules.MissingRegisterComponents];

    private protected override void Register(CompilationStartAnalysisContext context, TorchTypes torch) =>
        context.RegisterSymbolAction(type => Check(type, torch), SymbolKind.NamedType);

    private static void Check(SymbolAnalysisContext context, TorchTypes torch)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.TypeKind != TypeKind.Class || type.IsAbstract || !torch.IsModule(type.BaseType)) return;
        if (Components.Chain(type, torch) is not { } chain) return;
        var names = Names(chain, torch);
        if (names.Count == 0 || chain.Any(one => Components.Registers(one) || Components.RegistersByHand(one))) return;
        if (IsHeldBy(context.Compilation.Assembly.GlobalNamespace, type, torch)) return;
        context.ReportDiagnostic(Diagnostic.Create(
            Rules.MissingRegisterComponents, Place(type), type.Name, Components.List(names)));
    }

    // A parent that registers its fields has their own fields registered on the way, and those of the modules in a
    // ModuleList too; a Sequential does not.
    private static bool IsHeldBy(INamespaceOrTypeSymbol place, INamedTypeSymbol module, TorchTypes torch)
    {
        foreach (var member in place.GetMembers())
        {
            if (member is not INamespaceOrTypeSymbol inner) continue;
            if (IsHeldBy(inner, module, torch)) return true;
            if (inner is INamedTypeSymbol parent && !SymbolEqualityComparer.Default.Equals(parent, module)
                && Makers(parent, torch).OfType<IdentifierNameSyntax>().Any(name =>
                    name.Identifier.ValueText == module.Name && !IsInSequential(name)))
                return true;
        }
        return false;
    }

    // Modules, and functions that make modules for them.
    private static IEnumerable<SyntaxNode> Makers(INamedTypeSymbol type, TorchTypes torch) =>
        torch.IsModule(type)
            ? Components.Own(type)
            : type.GetMembers().OfType<IMethodSymbol>().Where(method => torch.IsModule(method.ReturnType))
                .SelectMany(method => method.DeclaringSyntaxReferences)
                .SelectMany(method => method.GetSyntax().DescendantNodes());

    private static bool IsInSequential(SyntaxNode name) =>
        name.Ancestors().OfType<InvocationExpressionSyntax>().Any(call => Components.Called(call) == "Sequential");

    private static List<string> Names(IReadOnlyList<INamedTypeSymbol> chain, TorchTypes torch)
    {
        // The parts of a base class that can be made by itself are its own matter.
        var classes = chain.Take(1).Concat(chain.Skip(1).TakeWhile(one => one.IsAbstract));
        var fields = classes.SelectMany(one => one.GetMembers().OfType<IFieldSymbol>())
            .Where(field => !field.IsStatic && Components.IsComponent(field.Type, torch))
            .Select(field => Components.Named(field)).ToList();
        if (fields.Count == 0) return [];
        var assigned = new HashSet<string>(chain.SelectMany(Components.Own).SelectMany(Assigned));
        return [.. fields.Where(field => assigned.Contains(field.Name)).Select(field => field.Name)];
    }

    // A field that no constructor fills may be filled when the first input comes, where registering is another matter.
    private static IEnumerable<string> Assigned(SyntaxNode node) =>
        node switch
        {
            VariableDeclaratorSyntax { Initializer: { } value, Parent.Parent: FieldDeclarationSyntax } field
                when !IsNull(value.Value) => [field.Identifier.ValueText],
            PropertyDeclarationSyntax { Initializer: { } value } property
                when !IsNull(value.Value) => [property.Identifier.ValueText],
            AssignmentExpressionSyntax assignment when IsConstructing(assignment) && !IsNull(assignment.Right) =>
                assignment.Left is TupleExpressionSyntax tuple
                    ? tuple.Arguments.Select(target => Components.Member(target.Expression)).OfType<string>()
                    : Components.Member(assignment.Left) is { } name ? [name] : [],
            _ => [],
        };

    private static bool IsNull(ExpressionSyntax value) =>
        value is LiteralExpressionSyntax or PostfixUnaryExpressionSyntax { Operand: LiteralExpressionSyntax };

    private static bool IsConstructing(SyntaxNode node)
    {
        for (var parent = node.Parent; parent is not null and not TypeDeclarationSyntax; parent = parent.Parent)
        {
            if (parent is ConstructorDeclarationSyntax constructor) return Components.IsFirst(constructor);
            if (parent is AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax) return false;
        }
        return false;
    }

    // Where the fix has its work: at the part with the constructors.
    private static Location Place(INamedTypeSymbol type)
    {
        var parts = Components.Parts(type).ToList();
        var part = parts.FirstOrDefault(one => one.Members.Any(member => member is ConstructorDeclarationSyntax))
            ?? parts[0];
        return part.Identifier.GetLocation();
    }
}
