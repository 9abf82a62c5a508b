using static TorchSharp.torch;

namespace Arena.Tensors;

public static partial class Guards
{
    /// <summary>Stops a <c>matmul</c> whose tensors do not fit.</summary>
    /// <exception cref="TorchCallException">The axes or the dtypes do not fit.</exception>
    public static void Matmul(Tensor left, Tensor right, string leftName, string rightName)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        var (leftAxes, rightAxes) = ((int)left.ndim, (int)right.ndim);
        if (leftAxes > 0 && rightAxes > 0 && left.size(leftAxes - 1) == right.size(Math.Max(0, rightAxes - 2))
            && left.dtype == right.dtype && left.dtype != ScalarType.Bool && left.device_type == right.device_type
            && BatchesFit(left, leftAxes, right, rightAxes))
            return;
        if (new Product(left, right, leftName, rightName).Problem() is { } problem)
            throw new TorchCallException("matmul", problem);
    }

    private static bool BatchesFit(Tensor left, int leftAxes, Tensor right, int rightAxes)
    {
        for (var back = 3; back <= Math.Min(leftAxes, rightAxes); back++)
            if (left.size(leftAxes - back) is var one && right.size(rightAxes - back) is var other
                && one != other && one != 1 && other != 1)
                return false;
        return true;
    }

    /// <summary>A product that does not fit, put into words.</summary>
    private sealed class Product(Tensor left, Tensor right, string leftName, string rightName)
    {
        private readonly long[] leftShape = Sizes.Of(left);
        private readonly long[] rightShape = Sizes.Of(right);
        private readonly string one = Name(leftName, "the left tensor");
        private readonly string other = Name(rightName, "the right tensor") is var name && name == leftName
            ? "the right one"
            : name;

        public string? Problem()
        {
            if (leftShape.Length == 0 || rightShape.Length == 0)
                return $"{Scalar()} is a single number without axes. Multiply with * instead.";
            if (!InnersFit(leftShape, rightShape)) return Inner();
            if (!BatchesFit(leftShape, rightShape)) return Batches();
            if (left.device_type != right.device_type)
                return $"{one} is on {left.device_type}, but {other} is on {right.device_type}. Move one with .to(…).";
            return Dtypes();
        }

        private string Scalar() => leftShape.Length == 0 ? one : other;

        private string Inner()
        {
            var its = rightShape[^Math.Min(2, rightShape.Length)];
            var place = rightShape.Length == 1 ? "its only axis" : "its last axis but one";
            return $"the inner axes differ: {one} is {Given.Shape(leftShape)} and "
                + $"{(leftShape.Length == 1 ? "its only axis" : "its last axis")} has {leftShape[^1]}, "
                + $"but {other} is {Given.Shape(rightShape)} and {place} has {its}."
                + Advice();
        }

        // Said only where the product would then be one.
        private string Advice()
        {
            var (x, w) = (Operand(one, "x"), Operand(other, "y"));
            if (rightShape.Length > 1 && Fits(leftShape, Turned(rightShape)))
                return $" Did you mean {x}.matmul({w}.transpose(-2, -1))?";
            if (leftShape.Length > 1 && Fits(Turned(leftShape), rightShape))
                return $" Did you mean {x}.transpose(-2, -1).matmul({w})?";
            return Fits(rightShape, leftShape) ? $" Did you mean {w}.matmul({x})?" : "";
        }

        private string Batches()
        {
            for (var back = 3; ; back++)
            {
                var (mine, its) = (leftShape[^back], rightShape[^back]);
                if (mine == its || mine == 1 || its == 1) continue;
                return $"the batch axes differ: {one} is {Given.Shape(leftShape)} and {other} is "
                    + $"{Given.Shape(rightShape)}; before the last two axes, {mine} and {its} "
                    + "stand at the same place, counted from the end, and neither is 1.";
            }
        }

        private string? Dtypes()
        {
            if (left.dtype == right.dtype)
                return left.dtype == ScalarType.Bool
                    ? $"{one} and {other} are bool. Turn them into numbers first, with .to(float32)."
                    : null;
            var leftIsTarget = left.is_floating_point() || !right.is_floating_point();
            var target = leftIsTarget ? left : right;
            var toConvert = leftIsTarget ? other : one;
            return $"the dtypes differ: {one} is {Dtype(left.dtype)}, but {other} is {Dtype(right.dtype)}. "
                + $"Convert one: {Operand(toConvert, leftIsTarget ? "y" : "x")}.to({Dtype(target.dtype)}).";
        }

        private static long[] Turned(long[] shape) => [.. shape[..^2], shape[^1], shape[^2]];

        private static bool Fits(long[] one, long[] other) => InnersFit(one, other) && BatchesFit(one, other);

        private static bool InnersFit(long[] one, long[] other) => one[^1] == other[^Math.Min(2, other.Length)];

        private static bool BatchesFit(long[] one, long[] other)
        {
            for (var back = 3; back <= Math.Min(one.Length, other.Length); back++)
                if (one[^back] != other[^back] && one[^back] != 1 && other[^back] != 1)
                    return false;
            return true;
        }
    }
}
