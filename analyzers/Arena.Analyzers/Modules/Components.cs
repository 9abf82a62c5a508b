using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Analyzers.Modules;

/// <summary>What TorchSharp registers of a module: the modules and parameters in its fields.</summary>
internal static class Components
{
    public const string Register = "RegisterComponents";

    public static bool IsComponent(ITypeSymbol? type, TorchTypes torch) =>
        torch.IsModule(type) || TorchTypes.InheritsFrom(type, torch.Parameter);

    /// <summary>
    /// The classes that a module of the user's is made of, itself first; null when one of them is out of sight, or is
    /// one of TorchSharp's own that registers in its own way.
    /// </summary>
    public static IReadOnlyList<INamedTypeSymbol>? Chain(INamedTypeSymbol module, TorchTypes torch)
    {
        var chain = new List<INamedTypeSymbol>();
        for (var type = module; type is not null; type = type.BaseType)
        {
            if (type.Name == "Module" && TorchTypes.Is(type.ContainingType, torch.Nn)) return chain;
            if (type.DeclaringSyntaxReferences.Length == 0) return null;
            chain.Add(type);
        }
        return null;
    }

    /// <summary>The parts of a class.</summary>
    public static IEnumerable<TypeDeclarationSyntax> Parts(INamedTypeSymbol type) =>
        type.DeclaringSyntaxReferences.Select(part => part.GetSyntax()).OfType<TypeDeclarationSyntax>();

    /// <summary>What stands in a class, without the classes in it.</summary>
    public static IEnumerable<SyntaxNode> Own(INamedTypeSymbol type) => Parts(type).SelectMany(Own);

    /// <summary>What stands in one part of a class, without the classes in it.</summary>
    public static IEnumerable<SyntaxNode> Own(TypeDeclarationSyntax part) =>
        part.DescendantNodes(node => node == part || node is not TypeDeclarationSyntax);

    /// <summary>Whether a class calls <c>RegisterComponents()</c>.</summary>
    public static bool Registers(INamedTypeSymbol type) =>
        Own(type).OfType<InvocationExpressionSyntax>().Any(call => Called(call) == Register);

    /// <summary>Whether a class registers some of its parts in its own way.</summary>
    public static bool RegistersByHand(INamedTypeSymbol type) =>
        Own(type).Any(node => node switch
        {
            InvocationExpressionSyntax call =>
                Called(call) is "register_module" or "register_parameter" or "register_buffer" or "add_module"
                    or "ConditionallyRegisterParameter" or "ConditionallyRegisterBuffer",
            MethodDeclarationSyntax method =>
                method.Identifier.ValueText is Register or "parameters" or "named_parameters" or "named_children"
                    or "named_modules",
            _ => false,
        });

    /// <summary>Whether every constructor of a class registers what its fields hold by then.</summary>
    public static bool RegistersInEveryConstructor(INamedTypeSymbol type)
    {
        var constructors = Parts(type).SelectMany(part => part.Members).OfType<ConstructorDeclarationSyntax>()
            .Where(IsFirst).ToList();
        return constructors.Count > 0 && constructors.All(one => one.Body?.Statements.Any(IsRegistration) == true);
    }

    /// <summary>Whether a constructor makes an instance by itself, not through another one of the class.</summary>
    public static bool IsFirst(ConstructorDeclarationSyntax constructor) =>
        !constructor.Modifiers.Any(SyntaxKind.StaticKeyword)
        && constructor.Initializer?.IsKind(SyntaxKind.ThisConstructorInitializer) != true;

    /// <summary>Whether a statement is <c>RegisterComponents();</c>.</summary>
    public static bool IsRegistration(StatementSyntax statement) =>
        statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call }
        && Called(call) == Register;

    /// <summary>The name of the method that a call names.</summary>
    public static string? Called(InvocationExpressionSyntax call) =>
        call.Expression switch
        {
            SimpleNameSyntax name => name.Identifier.ValueText,
            MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
            _ => null,
        };

    /// <summary>The name of a field or a property of this object, as <c>x</c> or <c>this.x</c>.</summary>
    public static string? Member(SyntaxNode? expression) =>
        expression switch
        {
            IdentifierNameSyntax name => name.Identifier.ValueText,
            MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: var name } =>
                name.Identifier.ValueText,
            _ => null,
        };

    /// <summary>A field's name, or that of the automatic property it stands for.</summary>
    public static ISymbol Named(IFieldSymbol field) => field.AssociatedSymbol ?? field;

    /// <summary><c>'a'</c>, <c>'a' and 'b'</c>, <c>'a', 'b' and 3 more</c>.</summary>
    public static string List(IReadOnlyList<string> names) =>
        names.Count switch
        {
            1 => $"'{names[0]}'",
            2 => $"'{names[0]}' and '{names[1]}'",
            _ => $"'{names[0]}', '{names[1]}' and {names.Count - 2} more",
        };
}
