using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Arena.Guards;

/// <summary>The calls of TorchSharp that are checked, and by which method of <c>Arena.Tensors.Guards</c>.</summary>
internal static class TorchGuards
{
    private const string Guards = "global::Arena.Tensors.Guards";

    private static readonly ImmutableHashSet<string> Names =
    [
        "matmul", "cummax", "cummin", "grad", "var", "sum", "prod", "Slice", "set_num_threads",
        "set_num_interop_threads", .. Conversions,
    ];

    private static IEnumerable<string> Conversions =>
        ["ToByte", "ToSByte", "ToInt16", "ToInt32", "ToInt64", "ToSingle", "ToDouble"];

    /// <summary>
    /// Whether a call may be one of them, by its name and how its arguments are written: to find out more, the compiler
    /// has to bind the whole method that it stands in.
    /// </summary>
    public static bool MayBe(string name, InvocationExpressionSyntax call) =>
        Names.Contains(name) && (name is not ("sum" or "prod") || MayTakeZeroForDtype(call));

    /// <summary>Whether a type is TorchSharp's tensor.</summary>
    internal static bool IsTensor(ITypeSymbol type) =>
        type is { Name: "Tensor", ContainingType: { Name: "torch", ContainingNamespace.Name: "TorchSharp" } };

    /// <summary>The checked call, or null when it needs no check.</summary>
    public static Interception? Guard(
        InvocationExpressionSyntax syntax, SemanticModel model, CancellationToken cancelled)
    {
        if (Call.Of(syntax, model, cancelled) is not { } call || !IsTorchSharps(call.Method)) return null;
        return call.Method.Name == "grad"
            ? Grad(call, model, cancelled)
            : Check(call, syntax, model, cancelled) is { } check
                ? call.Through(model, original => $"{check};\n{Returning(call.Method, original)}", cancelled)
                : null;
    }

    private static string? Check(
        Call call, InvocationExpressionSyntax syntax, SemanticModel model, CancellationToken cancelled)
    {
        var method = call.Method;
        var operands = Operands(method);
        var texts = call.OperandTexts();
        switch (method.Name)
        {
            case "matmul" when AreTensors(method, 2):
                return $"{Guards}.Matmul({operands[0]}, {operands[1]}, {Literal(texts[0])}, {Literal(texts[1])})";
            case "cummax" or "cummin" when AreTensors(method, 1) && operands.Length == 2:
                return $"{Guards}.Cumulated({Literal(method.Name)}, {operands[0]}, {operands[1]}, {Literal(texts[0])})";
            case "var" when AreTensors(method, 1) && method.Parameters.Any(p => p.Name is "dim" or "dimensions"):
                return $"{Guards}.Variance({operands[0]}, {Literal(texts[0])})";
            case "sum" or "prod" when AreTensors(method, 1) && TakesZeroForDtype(method, syntax, model, cancelled):
                return $"{Guards}.ZeroAsDtype({Literal(method.Name)})";
            case "Slice" when method.ContainingType.Name == "TensorIndex" && operands.Length == 3:
                return $"{Guards}.SliceStep({operands[2]})";
            case "set_num_threads" or "set_num_interop_threads" when operands.Length == 1:
                return $"{Guards}.Threads({Literal(method.Name)}, {operands[0]})";
            case var name when Conversions.Contains(name) && AreTensors(method, 1) && operands.Length == 1:
                return $"{Guards}.Conversion({Literal(name)}, {operands[0]}, {Literal(texts[0])})";
            default:
                return null;
        }
    }

    private static Interception? Grad(Call call, SemanticModel model, CancellationToken cancelled) =>
        call.Method is { IsStatic: true, Parameters.Length: 6, ContainingType.Name: "autograd" }
            ? call.Through(model, _ => $"return {Guards}.Grad(p0, p1, p2, p3, p4, p5);", cancelled)
            : null;

    // sum(0), and sum(Axis), where Axis may be a constant; not sum(dim: 0), sum([0]) or sum(1).
    private static bool MayTakeZeroForDtype(InvocationExpressionSyntax call) =>
        call.ArgumentList.Arguments is [.., { NameColon: null or { Name.Identifier.ValueText: "type" } } last]
        && last.Expression is not (CollectionExpressionSyntax or LiteralExpressionSyntax { Token.Value: not 0 });

    private static bool TakesZeroForDtype(
        IMethodSymbol method, InvocationExpressionSyntax syntax, SemanticModel model, CancellationToken cancelled)
    {
        var dtype = method.Parameters.LastOrDefault();
        return syntax.ArgumentList.Arguments is [.., { Expression: var last }]
            && dtype?.Type.ToDisplayString().StartsWith("TorchSharp.torch.ScalarType", StringComparison.Ordinal) == true
            && method.Parameters.Count(p => !IsTensor(p.Type)) == 1
            && model.GetTypeInfo(last, cancelled).Type?.SpecialType == SpecialType.System_Int32
            && model.GetConstantValue(last, cancelled) is { HasValue: true, Value: 0 };
    }

    private static bool AreTensors(IMethodSymbol method, int count)
    {
        var types = method.Parameters.Select(parameter => parameter.Type);
        if (!method.IsStatic) types = types.Prepend(method.ContainingType);
        return types.Take(count).Count(IsTensor) == count;
    }

    private static bool IsTorchSharps(IMethodSymbol method) => method.ContainingAssembly?.Name == "TorchSharp";

    private static ImmutableArray<string> Operands(IMethodSymbol method)
    {
        var parameters = method.Parameters.Select(parameter => $"p{parameter.Ordinal}");
        return [.. method.IsStatic ? parameters : parameters.Prepend("self")];
    }

    private static string Returning(IMethodSymbol method, string original) =>
        method.ReturnsVoid ? $"{original};" : $"return {original};";

    private static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);
}
