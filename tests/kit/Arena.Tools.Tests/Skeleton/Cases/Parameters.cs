namespace Arena.Fundamentals;

public static class Parameters
{
    [Exercise("0.0.1", "Divide")]
    public static bool TryDivide(int a, int b, out int quotient)
    {
        quotient = b == 0 ? 0 : a / b;
        return b != 0;
    }

    [Exercise("0.0.2", "Every kind")]
    public static ref readonly int Pick(in int first, ref int second, params ReadOnlySpan<int> rest)
    {
        return ref second;
    }

    [Exercise("0.0.3", "Defaults")]
    public static string Name(
        string first, // a comment among the parameters stays
        string last = "no \"name\"",
        int times = 1 + 2)
        => string.Concat(Enumerable.Repeat(first + last, times));

    [Exercise("0.0.4", "Extension")]
    public static int Twice(this int x) => 2 * x;
}
