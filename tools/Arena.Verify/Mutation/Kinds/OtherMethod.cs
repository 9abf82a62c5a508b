using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

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
        ["masked_fill", "masked_fill_"], ["scatter", "scatter_add"], ["scatter_", "scatter_add_"],
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
        if (node is not InvocationExpressionSyntax call || Code.Name(call) is not IdentifierNameSyntax name) yield break;
        foreach (var other in Pairs.Of(name.Identifier.ValueText))
        {
            if (!Exists(call, name, other, model)) continue;
            yield return new Change($"{name.Identifier.ValueText} → {other}", name, other);
            yield break;
        }
    }

    // With the same arguments, and a result that can stand there.
    private static bool Exists(
        InvocationExpressionSyntax call, IdentifierNameSyntax name, string other, SemanticModel model)
    {
        if (call.Expression is MemberBindingExpressionSyntax) return false;
        var changed = call.ReplaceNode(name, SyntaxFactory.IdentifierName(other));
        return model.GetSpeculativeSymbolInfo(call.SpanStart, changed, SpeculativeBindingOption.BindAsExpression)
            .Symbol is IMethodSymbol;
    }
}
