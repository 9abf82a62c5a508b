using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Guards;

/// <summary>A call that can be intercepted, and how its operands are named here and there.</summary>
internal sealed class Call
{
    private static readonly SymbolDisplayFormat Types = SymbolDisplayFormat.FullyQualifiedFormat
        .AddMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.IncludeNullableReferenceTypeModifier);

    private readonly InvocationExpressionSyntax syntax;
    private readonly bool reduced;

    private Call(InvocationExpressionSyntax syntax, IMethodSymbol called)
    {
        this.syntax = syntax;
        reduced = called.MethodKind == MethodKind.ReducedExtension;
        Method = called.ReducedFrom ?? called;
    }

    /// <summary>The method as it is declared; an extension method has its receiver as a parameter.</summary>
    public IMethodSymbol Method { get; }

    /// <summary>The call, or null when it is none that can be led through another method.</summary>
    public static Call? Of(InvocationExpressionSyntax syntax, SemanticModel model, CancellationToken cancelled)
    {
        if (IsOnBase(syntax) || model.GetSymbolInfo(syntax, cancelled).Symbol is not IMethodSymbol symbol) return null;
        if (symbol.MethodKind is not (MethodKind.Ordinary or MethodKind.ReducedExtension)) return null;
        var call = new Call(syntax, symbol);
        return call.CanBeWritten(model.Compilation) ? call : null;
    }

    /// <summary>The texts of the operands: the receiver's, where there is one, and the parameters'.</summary>
    public ImmutableArray<string> OperandTexts()
    {
        var texts = ImmutableArray.CreateBuilder<string>();
        var receiver = ReceiverText();
        if (!Method.IsStatic) texts.Add(receiver);
        var first = reduced ? 1 : 0;
        if (reduced) texts.Add(receiver);
        foreach (var parameter in Method.Parameters.Skip(first))
            texts.Add(ArgumentText(parameter, parameter.Ordinal - first));
        return texts.ToImmutable();
    }

    /// <summary>The interception whose method first does one thing, and then as the original.</summary>
    /// <param name="model">The file's model.</param>
    /// <param name="body">The statements, given the call of the original.</param>
    /// <param name="cancelled">Stops the work.</param>
    public Interception? Through(SemanticModel model, Func<string, string> body, CancellationToken cancelled)
    {
#pragma warning disable RSEXPERIMENTAL002 // Interceptors are final since .NET 9.0.200; this is how to name a call.
        if (model.GetInterceptableLocation(syntax, cancelled) is not { } place) return null;
        var attribute = place.GetInterceptsLocationAttributeSyntax();
#pragma warning restore RSEXPERIMENTAL002
        return new Interception(
            attribute, Method.Name,
            new Signature(Method.ReturnsVoid ? "void" : Method.ReturnType.ToDisplayString(Types), Parameters()),
            body(Original()));
    }

    private bool CanBeWritten(Compilation compilation) =>
        Method is { IsGenericMethod: false, ReturnsByRef: false, ReturnsByRefReadonly: false }
        && (Method.IsStatic || !Method.ContainingType.IsValueType)
        && Enclosing(Method.ContainingType).All(type => !type.IsGenericType && !type.IsFileLocal)
        && Method.Parameters.All(parameter => parameter.RefKind == RefKind.None)
        && compilation.IsSymbolAccessibleWithin(Method, compilation.Assembly)
        && Method.Parameters.All(
            parameter => compilation.IsSymbolAccessibleWithin(parameter.Type, compilation.Assembly));

    private string Parameters()
    {
        var written = new List<string>();
        if (!Method.IsStatic) written.Add($"this {Method.ContainingType.ToDisplayString(Types)} self");
        foreach (var parameter in Method.Parameters)
            written.Add(
                (reduced && parameter.Ordinal == 0 ? "this " : "")
                + (parameter.ScopedKind == ScopedKind.ScopedValue ? "scoped " : "")
                + $"{parameter.Type.ToDisplayString(Types)} p{parameter.Ordinal}");
        return string.Join(", ", written);
    }

    private string Original()
    {
        var receiver = Method.IsStatic
            ? Method.ContainingType.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)
            : "self";
        var arguments = string.Join(", ", Method.Parameters.Select(parameter => $"p{parameter.Ordinal}"));
        return $"{receiver}.{Written(Method.Name)}({arguments})";
    }

    private string ReceiverText() => syntax.Expression switch
    {
        MemberAccessExpressionSyntax { Expression: var receiver } => receiver.ToString(),
        MemberBindingExpressionSyntax when syntax.Ancestors().OfType<ConditionalAccessExpressionSyntax>()
            .FirstOrDefault() is { } access => access.Expression.ToString(),
        _ => "",
    };

    private string ArgumentText(IParameterSymbol parameter, int position)
    {
        var arguments = syntax.ArgumentList.Arguments;
        foreach (var argument in arguments)
            if (argument.NameColon?.Name.Identifier.ValueText == parameter.Name)
                return argument.Expression.ToString();
        return position < arguments.Count && arguments[position].NameColon is null
            ? arguments[position].Expression.ToString()
            : "";
    }

    private static bool IsOnBase(InvocationExpressionSyntax syntax) =>
        syntax.Expression is MemberAccessExpressionSyntax { Expression: BaseExpressionSyntax };

    private static IEnumerable<INamedTypeSymbol> Enclosing(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.ContainingType) yield return type;
    }

    private static string Written(string name) =>
        SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;
}
