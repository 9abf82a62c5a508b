using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace Arena.Analyzers.Training;

/// <summary>Where the dtype of a tensor is certain, by the name of its <c>ScalarType</c>.</summary>
/// <param name="torch">TorchSharp's types.</param>
internal sealed class KnownDtype(TorchTypes torch)
{
    private const int Deepest = 24;

    /// <summary>The dtype a tensor certainly has, or null.</summary>
    public string? Of(IOperation? tensor) => Of(tensor, depth: 0);

    /// <summary>Whether a dtype counts: the integers, and the truth values that TorchSharp sums to integers.</summary>
    public static bool IsWhole(string? dtype) =>
        dtype is "Bool" or "Byte" or "Int8" or "Int16" or "Int32" or "Int64";

    /// <summary>The dtype of a tensor made from a C# type.</summary>
    public static string? Of(ITypeSymbol? type) => type?.SpecialType switch
    {
        SpecialType.System_Single => "Float32",
        SpecialType.System_Double => "Float64",
        SpecialType.System_Int64 => "Int64",
        SpecialType.System_Int32 => "Int32",
        SpecialType.System_Int16 => "Int16",
        SpecialType.System_SByte => "Int8",
        SpecialType.System_Byte => "Byte",
        SpecialType.System_Boolean => "Bool",
        _ => null,
    };

    private static bool IsFloat(string? dtype) => dtype is "Float16" or "BFloat16" or "Float32" or "Float64";

    private string? Of(IOperation? tensor, int depth) => depth > Deepest ? null : tensor?.Unwrapped() switch
    {
        ILocalReferenceOperation local => Of(local.OnlyValue(), depth + 1),
        IFieldReferenceOperation field => Of(field.OnlyValue(), depth + 1),
        IPropertyReferenceOperation { Property: { IsIndexer: true } or { Name: "T" or "mT" or "grad" } } view
            when torch.IsTensor(view.Instance?.Type) => Of(view.Instance, depth + 1),
        IInvocationOperation call when torch.IsTensor(call.Type) => Of(call, depth),
        IBinaryOperation binary when torch.IsTensor(binary.Type) => Of(binary, depth),
        IUnaryOperation { OperatorKind: UnaryOperatorKind.Minus } unary => Of(unary.Operand, depth + 1),
        _ => null,
    };

    private string? Of(IInvocationOperation call, int depth)
    {
        foreach (var argument in call.Arguments)
            if (argument.ArgumentKind == ArgumentKind.Explicit && IsDtype(argument.Parameter?.Type))
                return Named(argument.Value);
        if (call.IsTensorCall(torch)) return OfResult(call, depth);
        return TorchTypes.Is(call.TargetMethod.ContainingType, torch.Torch) ? OfMade(call) : null;
    }

    private string? OfMade(IInvocationOperation call) => call.TargetMethod.Name switch
    {
        "zeros" or "ones" or "rand" or "randn" or "empty" or "eye" or "linspace" or "logspace" => "Float32",
        "randint" or "randperm" => "Int64",
        "full" => call.Argument("value") is { } value ? OfScalar(value) : null,
        "arange" => call.Arguments
            .Where(argument => argument.ArgumentKind == ArgumentKind.Explicit
                && argument.Parameter?.Name is "start" or "stop" or "step")
            .Select(argument => OfScalar(argument.Value))
            .Aggregate((one, other) => one is null || other is null ? null : one == other ? one : "Float32"),
        "tensor" or "as_tensor" or "from_array" => call.Arguments
            .Where(argument => argument.Parameter is { Ordinal: 0 })
            .Select(argument => Of(Element(argument.Parameter!.Type)) ?? Of(Element(Written(argument.Value).Type)))
            .FirstOrDefault(),
        _ => null,
    };

    private string? OfResult(IInvocationOperation call, int depth)
    {
        var name = call.TargetMethod.Name;
        if (OfConversion(name) is { } converted) return converted;
        var source = Of(call.Subject(), depth + 1);
        switch (name)
        {
            case "argmax" or "argmin" or "argsort" or "nonzero" or "count_nonzero" or "multinomial" or "one_hot":
                return "Int64";
            case "eq" or "ne" or "lt" or "le" or "gt" or "ge" or "greater" or "greater_equal" or "less" or "less_equal"
                or "equal" or "not_equal" or "isnan" or "isinf" or "isfinite" or "logical_and" or "logical_or"
                or "logical_not" or "logical_xor":
                return "Bool";
            case "sum" or "prod" or "cumsum" or "cumprod":
                return IsWhole(source) ? "Int64" : source;
            case "softmax" or "log_softmax" or "sigmoid" or "exp" or "log" or "sqrt" or "rsqrt" or "tanh" or "sin"
                or "cos":
                return IsWhole(source) ? "Float32" : source;
            case "mean" or "std" or "var" or "norm":
                return IsFloat(source) ? source : null;
            case "to" or "type_as" when call.Argument("other") is { } other:
                return Of(other, depth + 1);
            case "to" or "cpu" or "cuda" or "reshape" or "view" or "permute" or "transpose" or "t" or "squeeze"
                or "unsqueeze" or "flatten" or "unflatten" or "contiguous" or "clone" or "detach" or "alias" or "expand"
                or "repeat" or "narrow" or "select" or "slice" or "index_select" or "gather" or "flip" or "roll"
                or "tril" or "triu" or "diag" or "abs" or "neg" or "relu" or "with_requires_grad" or "zeros_like" or "ones_like"
                or "empty_like" or "rand_like" or "randn_like" or "new_zeros" or "new_ones" or "new_empty"
                or "MoveToOuterDisposeScope" or "DetachFromDisposeScope":
                return source;
            case "max" or "min" when call.Arguments.Length == (call.Instance is null ? 1 : 0):
                return source;
            case "mm" or "matmul" or "bmm" or "mv" or "dot":
                return source;
            default:
                return call.TargetMethod.IsInPlace() ? source : null;
        }
    }

    private static string? OfConversion(string method) => method switch
    {
        "float" => "Float32",
        "double" => "Float64",
        "half" => "Float16",
        "bfloat16" => "BFloat16",
        "long" => "Int64",
        "int" => "Int32",
        "short" => "Int16",
        "char" => "Int8",
        "byte" => "Byte",
        "bool" => "Bool",
        _ => null,
    };

    private string? Of(IBinaryOperation binary, int depth)
    {
        if (binary.OperatorKind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals
            or BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual
            or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual)
            return "Bool";
        if (binary.OperatorKind is not (BinaryOperatorKind.Add or BinaryOperatorKind.Subtract
            or BinaryOperatorKind.Multiply or BinaryOperatorKind.Divide))
            return null;
        var (left, right) = (OfOperand(binary.LeftOperand, depth), OfOperand(binary.RightOperand, depth));
        if (left.Dtype is null || right.Dtype is null) return null;
        // A C# number changes the kind of a tensor, from whole to float, and never its width.
        if (left.IsNumber || right.IsNumber)
        {
            var (tensor, number) = left.IsNumber ? (right.Dtype, left.Dtype) : (left.Dtype, right.Dtype);
            if (IsFloat(tensor)) return tensor;
            return binary.OperatorKind == BinaryOperatorKind.Divide || IsFloat(number) ? "Float32"
                : tensor == "Bool" ? null : tensor;
        }
        if (left.Dtype != right.Dtype) return null;
        return IsFloat(left.Dtype) ? left.Dtype
            : binary.OperatorKind == BinaryOperatorKind.Divide ? "Float32"
            : left.Dtype == "Bool" ? null : left.Dtype;
    }

    private (string? Dtype, bool IsNumber) OfOperand(IOperation operand, int depth)
    {
        var written = Written(operand);
        return torch.IsTensor(written.Type) ? (Of(written, depth + 1), false) : (OfScalar(written), true);
    }

    // The dtype that a C# number brings: Scalar keeps whole numbers whole.
    private static string? OfScalar(IOperation value) => Of(Written(value).Type) switch
    {
        "Bool" => "Bool",
        null => null,
        var dtype => IsWhole(dtype) ? "Int64" : "Float32",
    };

    // Up to a C# number, whose own conversions count: (double)3 is no whole number.
    private static IOperation Written(IOperation value)
    {
        while (value is IConversionOperation conversion && Of(conversion.Type) is null) value = conversion.Operand;
        return value;
    }

    private static ITypeSymbol? Element(ITypeSymbol? type) => type switch
    {
        IArrayTypeSymbol array => array.ElementType,
        INamedTypeSymbol { Name: "List" or "IList", TypeArguments: [var element] } => element,
        _ => type,
    };

    private bool IsDtype(ITypeSymbol? type) => TorchTypes.Is(type, torch.ScalarType)
        || type is INamedTypeSymbol { TypeArguments: [var inner] } && TorchTypes.Is(inner, torch.ScalarType);

    private static string? Named(IOperation value) =>
        Written(value) is IFieldReferenceOperation { Field.Name: var name } ? name switch
        {
            "float32" or "float" => "Float32",
            "float64" or "double" => "Float64",
            "float16" or "half" => "Float16",
            "bfloat16" => "BFloat16",
            "int64" or "long" => "Int64",
            "int32" or "int" => "Int32",
            "int16" or "short" => "Int16",
            "int8" => "Int8",
            "uint8" => "Byte",
            "bool" => "Bool",
            "Float16" or "BFloat16" or "Float32" or "Float64" or "Int64" or "Int32" or "Int16" or "Int8" or "Byte"
                or "Bool" => name,
            _ => null,
        }
        : null;
}
