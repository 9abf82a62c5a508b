using System.ComponentModel;
using TorchSharp;
using static TorchSharp.torch;

namespace Arena.Tensors;

/// <summary>
/// Checks calls of TorchSharp that end the process when they are wrong, or answer silently wrong. The generator of
/// Arena.Guards puts these checks in front of such calls; nobody has to write them.
/// </summary>
/// <remarks>
/// What passes costs 0.3 µs at most: the sizes are read, and nothing is allocated. Names are the texts of the
/// arguments. See docs/decisions/guards.md.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Guards
{
    private const int LongestName = 40;

    /// <summary>Stops <c>cummax</c> and <c>cummin</c> along an axis that is not there.</summary>
    /// <exception cref="TorchCallException">There is no such axis, or the numbers have no order.</exception>
    public static void Cumulated(string call, Tensor x, long dim, string name)
    {
        ArgumentNullException.ThrowIfNull(x);
        var axes = Math.Max(1, x.ndim);
        if (dim < -axes || dim >= axes)
            throw new TorchCallException(call,
                $"{Describe(name, x, "the tensor")} has no axis {dim}: its axes are {Axes(axes)}.");
        if (x.is_complex())
            throw new TorchCallException(call,
                $"{Name(name, "the tensor")} is complex, and complex numbers have no order.");
    }

    /// <summary>Stops the variance of whole numbers along axes.</summary>
    /// <exception cref="TorchCallException">The numbers are whole or truth values.</exception>
    public static void Variance(Tensor x, string name)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.is_floating_point() || x.is_complex()) return;
        var operand = Name(name, "the tensor");
        throw new TorchCallException("var",
            $"{operand} is {Dtype(x.dtype)}, but a variance needs fractions. "
                + $"Write {Operand(operand, "x")}.to(float32).var(…).");
    }

    /// <summary>Stops <c>sum(0)</c> and <c>prod(0)</c>, whose 0 is taken for a dtype.</summary>
    /// <exception cref="TorchCallException">Always.</exception>
    public static void ZeroAsDtype(string call) =>
        throw new TorchCallException(call,
            $"the 0 in {call}(0) is no axis here: it is taken for the dtype Byte, "
                + $"and the result is that of all elements, as a byte. Write {call}(dim: 0).");

    /// <summary>Stops a conversion of a number that the other type cannot hold.</summary>
    /// <exception cref="TorchCallException">The number does not fit.</exception>
    public static void Conversion(string call, Tensor x, string name)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (x.numel() != 1 || call == "ToDouble" && !x.is_complex()) return;
        if (x.is_complex())
            throw new TorchCallException(call,
                $"{Name(name, "the number")} is complex. Take its .real or .imag first.");
        var isWhole = x.is_integral() || x.dtype == ScalarType.Bool;
        if (isWhole ? Holds(call, x.ToInt64()) : Holds(call, x.ToDouble())) return;
        throw new TorchCallException(call,
            $"{Name(name, "the number")} is {(x.is_integral() ? x.ToInt64() : x.ToDouble())}, "
                + $"which {Target(call)} cannot hold.");
    }

    /// <summary>Stops a slice whose step is not positive.</summary>
    /// <exception cref="TorchCallException">The step is 0 or negative.</exception>
    public static void SliceStep(long? step)
    {
        if (step <= 0)
            throw new TorchCallException("Slice",
                $"the step is {step}, but has to be positive. To go backwards, use x.flip(axis).");
    }

    /// <summary>Stops a number of threads that is not positive.</summary>
    /// <exception cref="TorchCallException">The number is 0 or negative.</exception>
    public static void Threads(string call, int count)
    {
        if (count <= 0)
            throw new TorchCallException(call, $"the number of threads is {count}, but has to be at least 1.");
    }

    // As libtorch has it: a negative whole number wraps around in an unsigned type, and only the size is looked at.
    private static bool Holds(string call, long value) => call switch
    {
        "ToByte" => Math.Abs((double)value) <= byte.MaxValue,
        "ToSByte" => value is >= sbyte.MinValue and <= sbyte.MaxValue,
        "ToInt16" => value is >= short.MinValue and <= short.MaxValue,
        "ToInt32" => value is >= int.MinValue and <= int.MaxValue,
        _ => true,
    };

    private static bool Holds(string call, double value) => call switch
    {
        "ToByte" => value is >= byte.MinValue and <= byte.MaxValue,
        "ToSByte" => value is >= sbyte.MinValue and <= sbyte.MaxValue,
        "ToInt16" => value is >= short.MinValue and <= short.MaxValue,
        "ToInt32" => value is >= int.MinValue and <= int.MaxValue,
        "ToInt64" => value is >= long.MinValue and < 9223372036854775808.0,
        "ToSingle" => !double.IsFinite(value) || Math.Abs(value) <= float.MaxValue,
        _ => true,
    };

    private static string Target(string call) => call switch
    {
        "ToByte" => "a byte (0 to 255)",
        "ToSByte" => "an sbyte (-128 to 127)",
        "ToInt16" => "a short",
        "ToInt32" => "an int",
        "ToInt64" => "a long",
        _ => "a float",
    };

    private static string Axes(long count) =>
        count == 1 ? "0 (or -1)" : $"0 to {count - 1} (or -{count} to -1)";

    // A long or broken expression says less than the tensor's part in the call.
    private static string Name(string text, string part) =>
        text.Length is 0 or > LongestName || text.Contains('\n') ? part : text;

    private static string Describe(string text, Tensor x, string part) =>
        $"{Name(text, part)} is {Given.Shape(Sizes.Of(x))} and";

    // What a method may be called on as it stands; everything else needs brackets or is not worth repeating.
    private static string Operand(string name, string otherwise) =>
        name.Contains(' ') && name.StartsWith("the ", StringComparison.Ordinal) ? otherwise
        : name.All(c => char.IsLetterOrDigit(c) || c is '_' or '.' or '[' or ']' or '(' or ')') ? name
        : $"({name})";

    private static string Dtype(ScalarType dtype) => dtype switch
    {
        ScalarType.Bool => "bool",
        ScalarType.Byte => "uint8",
        ScalarType.Int8 => "int8",
        ScalarType.Int16 => "int16",
        ScalarType.Int32 => "int32",
        ScalarType.Int64 => "int64",
        ScalarType.Float16 => "float16",
        ScalarType.BFloat16 => "bfloat16",
        ScalarType.Float32 => "float32",
        ScalarType.Float64 => "float64",
        _ => dtype.ToString(),
    };
}
