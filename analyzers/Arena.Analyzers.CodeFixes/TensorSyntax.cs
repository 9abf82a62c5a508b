using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Analyzers.CodeFixes;

/// <summary>Pieces of syntax that several fixes write.</summary>
internal static class TensorSyntax
{
    /// <summary>A name of torch as it has to be written at a place: <c>float32</c> or <c>torch.float32</c>.</summary>
    public static string Torch(this SemanticModel model, int position, string name) =>
        model.LookupSymbols(position, name: name) is [{ ContainingType: { Name: "torch" } type }]
            && type.ContainingNamespace.Name == "TorchSharp" ? name
        : model.LookupSymbols(position, name: "torch") is [INamedTypeSymbol { ContainingNamespace.Name: "TorchSharp" }]
            ? $"torch.{name}"
        : $"TorchSharp.torch.{name}";

    /// <summary>The call <c>x.name(argument)</c>, with <c>x</c> in parentheses where it needs them.</summary>
    public static ExpressionSyntax Call(this ExpressionSyntax target, string name, string argument) =>
        SyntaxFactory.ParseExpression($"{target.AsReceiver()}.{name}({argument})").WithTriviaFrom(target);

    /// <summary>An expression with the parentheses that stand around it.</summary>
    public static ExpressionSyntax WithParentheses(this ExpressionSyntax expression)
    {
        while (expression.Parent is ParenthesizedExpressionSyntax parenthesized) expression = parenthesized;
        return expression;
    }

    /// <summary>The method name of a call, in whichever form it is written.</summary>
    public static SimpleNameSyntax? MethodName(this InvocationExpressionSyntax call) => call.Expression switch
    {
        MemberAccessExpressionSyntax member => member.Name,
        SimpleNameSyntax name => name,
        _ => null,
    };

    /// <summary>What a call is about: <c>x</c> in <c>x.softmax(1)</c> and in <c>softmax(x, 1)</c>.</summary>
    public static ExpressionSyntax? Subject(this InvocationExpressionSyntax call, IMethodSymbol method) =>
        !method.IsStatic ? (call.Expression as MemberAccessExpressionSyntax)?.Expression
        : call.ArgumentList.Arguments is [{ NameColon: null, Expression: var first }, ..] ? first
        : null;
}
