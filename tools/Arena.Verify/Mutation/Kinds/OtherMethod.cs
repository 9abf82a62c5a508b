using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Arena.Verify.Mutation.Kinds;

/// <summary>Calls the neighbour: <c>x.sum()</c> becomes <c>x.mean()</c>.</summary>
internal sealed class OtherMethod : IMutation
{
    private static readonly Neighbours Pairs = new(
        // Of many values one.
        ["sum", "mean"], ["nansum", "sum"], ["prod", "sum"], ["var", "std"], ["max", "min"], ["amax", "amin"],
        ["argmax", "argmin"], ["any", "all"], ["cumsum", "cumprod"], ["logsumexp", "sum"],
        // Value by value.
        ["eq", "ne"], ["ge", "gt"], ["le", "lt"], ["floor", "ceil"], ["round", "floor"], ["trunc", "floor"],
        ["sin", "cos"], ["sqrt", "square"], ["rsqrt", "sqrt"], ["exp", "log"], ["log2", "log"], ["log10", "log"],
        ["log1p", "log"], ["expm1", "exp"], ["tanh", "sigmoid"], ["softmax", "log_softmax"], ["relu", "gelu"],
        ["add", "sub"], ["mul", "div"], ["add_", "sub_"], ["mul_", "div_"], ["maximum", "minimum"],
        ["logical_and", "logical_or"], ["isnan", "isinf"], ["clamp_min", "clamp_max"],
        // Parts and sizes.
        ["tril", "triu"], ["tril_", "triu_"], ["repeat", "repeat_interleave"], ["roll", "flip"],
        ["scatter", "scatter_add"], ["scatter_", "scatter_add_"],
        // New ones.
        ["zeros", "ones"], ["zeros_like", "ones_like"], ["new_zeros", "new_ones"], ["rand", "randn"],
        ["rand_like", "randn_like"], ["zeros_", "ones_"],
        // Modules and gradients.
        ["train", "eval"], ["no_grad", "enable_grad"], ["AvgPool2d", "MaxPool2d"],
        // .NET.
        ["Min", "Max"], ["Sum", "Average"], ["First", "Last"], ["Any", "All"], ["Take", "Skip"], ["Floor", "Ceiling"],
        ["Sin", "Cos"], ["Exp", "Log"], ["OrderBy", "OrderByDescending"], ["Append", "Prepend"]);

    public IEnumerable<Change> Of(SyntaxNode node, SemanticModel model)
    {
        if (node is not InvocationExpressionSyntax call || call.Expression is MemberBindingExpressionSyntax
            || Code.Name(call) is not IdentifierNameSyntax name)
            return [];
        // The first that takes the same arguments is enough.
        return Pairs.Of(name.Identifier.ValueText)
            .SelectMany(other => new[] { Renamed(call, name, other), WithListOfAxes(call, name, other) })
            .OfType<(InvocationExpressionSyntax Call, Change Change)>()
            .Where(x => model.GetSpeculativeSymbolInfo(
                call.SpanStart, x.Call, SpeculativeBindingOption.BindAsExpression).Symbol is IMethodSymbol)
            .Select(x => x.Change)
            .Take(1);
    }

    private static (InvocationExpressionSyntax, Change)? Renamed(
        InvocationExpressionSyntax call, IdentifierNameSyntax name, string other) =>
        (call.ReplaceNode(name, SyntaxFactory.IdentifierName(other)), new Change(Kind(name, other), name, other));

    // Some take one axis, sum(dim: 1), and others only a list of them, mean([1]).
    private static (InvocationExpressionSyntax, Change)? WithListOfAxes(
        InvocationExpressionSyntax call, IdentifierNameSyntax name, string other)
    {
        if (call.ArgumentList.Arguments is not [{ Expression: not CollectionExpressionSyntax } axis, ..]) return null;
        var list = $"[{axis.Expression}]";
        var changed = call.ReplaceNodes<InvocationExpressionSyntax, SyntaxNode>([name, axis], (old, _) => old == name
            ? SyntaxFactory.IdentifierName(other)
            : SyntaxFactory.Argument(SyntaxFactory.ParseExpression(list)));
        var between = call.SyntaxTree.GetText().ToString(TextSpan.FromBounds(name.Span.End, axis.SpanStart));
        var span = TextSpan.FromBounds(name.SpanStart, axis.Span.End);
        return (changed, new Change(Kind(name, other), span, other + between + list));
    }

    private static string Kind(IdentifierNameSyntax name, string other) => $"{name.Identifier.ValueText} → {other}";
}
