namespace Arena.Fundamentals;

public static class Sums
{
    [Exercise("0.0.3", "Sum")]
    public static int Sum(int[] values)
    {
        // The obvious loop.
        var total = 0;
        foreach (var value in values)
        {
            total += value; /* adds */
        }
        return total;
    } // end of Sum

    // A comment between members stays.

    [Exercise("0.0.4", "Count")]
    public static int Count(int[] values) { return values.Length; }
}
