using Arena.Analyzers.Shapes.Algebra;
using Arena.Analyzers.Shapes.Flow;
using Microsoft.CodeAnalysis;

namespace Arena.Analyzers.Shapes.Operations;

/// <summary>Tensors that are made of sizes or of data, and numbers about tensors.</summary>
internal static class Factories
{
    private static readonly string[] SizeParameters = ["dim0", "dim1", "dim2", "dim3", "rows", "columns"];

    public static Value OfSizes(OperationCall call)
    {
        if (call.Numbers("size") is { } sizes) return call.Result(Shape(sizes));
        if (call.Has("mean") && call.Tensors.Count > 0) return call.Result(TensorShape.Unknown);
        return call.Result(OneByOne(call) ?? TensorShape.Unknown);
    }

    public static Value Arange(OperationCall call)
    {
        var (start, stop) = (call.Has("start") ? call["start"] : new NumberValue(Size.Of(0)), call["stop"]);
        if (call.Has("step") && call.Constant("step") is not 1)
            return call.Result(start is NumberValue { Size.Constant: { } from }
                && stop is NumberValue { Size.Constant: { } to } && call.Constant("step") is { } step && step > 0
                ? TensorShape.Of(Axis.Of(Math.Max(0, (to - from + step - 1) / step)))
                : TensorShape.Of(Axis.Unknown));
        var length = start is NumberValue first && stop is NumberValue last ? last.Size - first.Size : null;
        var name = start is NumberValue { Size.Constant: 0 } ? (stop as NumberValue)?.Name : null;
        return call.Result(TensorShape.Of(NotNegative(new Axis(length, name))));
    }

    public static Value Line(OperationCall call) =>
        call.Result(TensorShape.Of(Reshaping.AxisOf(call["steps", "n"] ?? Value.Unknown)));

    public static Value Eye(OperationCall call)
    {
        var rows = Reshaping.AxisOf(call["rows"] ?? Value.Unknown);
        var columns = call["columns"] is NumberValue { Size.Constant: not -1 } given ? Reshaping.AxisOf(given) : rows;
        return call.Result(TensorShape.Of(rows, columns));
    }

    public static Value Data(OperationCall call)
    {
        if (call.Numbers("dimensions", "size") is { } sizes) return call.Result(Shape(sizes));
        if (OneByOne(call) is { } shape) return call.Result(shape);
        var parameter = call.Operation.TargetMethod.Parameters.FirstOrDefault();
        var isList = parameter?.Type is IArrayTypeSymbol { Rank: 1 } or { Name: "IList" or "Memory" };
        if (isList)
            return call.Result(call[parameter!.Name] is ListValue { Items.Length: var length }
                ? TensorShape.Of(Axis.Of(length))
                : TensorShape.Of(Axis.Unknown));
        return call.Result(parameter?.Type.SpecialType is not (null or SpecialType.None)
            ? TensorShape.Scalar
            : TensorShape.Unknown);
    }

    public static Value SizeOf(OperationCall call)
    {
        if (!call.Has("dim")) return new ShapeValue(call.First!);
        if (call.Constant("dim") is not { } dim) return call.Evaluator.UnknownResult(call.Operation);
        Dims.Check(call, "dim");
        return call.Evaluator.SizeOf(call.First!, dim, call.Operation);
    }

    public static Value Rank(OperationCall call) =>
        call.Shape.Rank is { } rank ? new NumberValue(Size.Of(rank)) : call.Evaluator.UnknownResult(call.Operation);

    public static Value Count(OperationCall call) =>
        call.Shape.Count is { } count ? new NumberValue(count) : call.Evaluator.UnknownResult(call.Operation);

    // The shape from sizes that are parameters of their own; null when the method has none.
    private static TensorShape? OneByOne(OperationCall call)
    {
        var given = SizeParameters.Where(call.Has).Select(name => call[name]!).ToList();
        return given.Count > 0 ? Shape(given) : null;
    }

    // A 1 that is written among the sizes is no axis opened for broadcasting.
    private static TensorShape Shape(IEnumerable<Value> sizes) =>
        TensorShape.Of(sizes.Select(size => NotNegative(Reshaping.AxisOf(size) with { IsOpened = false })));

    // A negative size fails; whatever is said of the result would not help.
    private static Axis NotNegative(Axis axis) => axis.Size?.Constant < 0 ? Axis.Unknown : axis;
}
