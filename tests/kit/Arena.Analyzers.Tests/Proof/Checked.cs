using static TorchSharp.torch;

namespace Arena.Analyzers.Tests.Proof;

/// <summary>What stands in for <c>matmul</c> when a wrong program is run: the original ends the process.</summary>
public static class Checked
{
    public static Tensor Matmul(Tensor left, Tensor right)
    {
        Check(left.shape, right.shape);
        return left.matmul(right);
    }

    private static void Check(long[] left, long[] right)
    {
        if (left.Length == 0 || right.Length == 0) throw Differ(left, right);
        var inner = right.Length == 1 ? right[0] : right[^2];
        if (left[^1] != inner) throw Differ(left, right);
        for (var i = 3; i <= Math.Min(left.Length, right.Length); i++)
            if (left[^i] != right[^i] && left[^i] != 1 && right[^i] != 1)
                throw Differ(left, right);
    }

    private static InvalidOperationException Differ(long[] left, long[] right) =>
        new($"matmul of [{string.Join(", ", left)}] and [{string.Join(", ", right)}]");
}
