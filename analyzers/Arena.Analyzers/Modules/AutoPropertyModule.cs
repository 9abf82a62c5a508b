using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Arena.Analyzers.Modules;

/// <summary>TSH5004: the field behind an automatic property is registered under the compiler's name for it.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class AutoPropertyModule : TorchAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = [Rules.AutoPropertyModule];

    private protected override void Register(CompilationStartAnalysisContext context, TorchTypes torch) =>
        context.RegisterSymbolAction(property => Check(property, torch), SymbolKind.Property);

    private static void Check(SymbolAnalysisContext context, TorchTypes torch)
    {
        var property = (IPropertySymbol)context.Symbol;
        if (property.IsStatic || property.IsIndexer || !Components.IsComponent(property.Type, torch)) return;
        if (property.ContainingType is not { TypeKind: TypeKind.Class } type || !torch.IsModule(type)) return;
        var field = type.GetMembers().OfType<IFieldSymbol>()
            .FirstOrDefault(one => SymbolEqualityComparer.Default.Equals(one.AssociatedSymbol, property));
        if (field is null) return;
        if (field.GetAttributes().Any(one => one.AttributeClass?.Name == "ComponentNameAttribute")) return;
        // A class that registers nothing has another problem, and one that does so by hand chooses the name.
        if (Components.Chain(type, torch) is not { } chain || !chain.Any(Components.Registers)) return;
        if (chain.Any(Components.RegistersByHand)) return;
        context.ReportDiagnostic(Diagnostic.Create(
            Rules.AutoPropertyModule, property.Locations[0], property.Name));
    }
}
