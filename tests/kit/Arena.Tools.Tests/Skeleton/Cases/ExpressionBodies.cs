namespace Arena.Fundamentals;

/// <summary>Small functions.</summary>
public static class Functions
{
    /// <summary>Twice a number.</summary>
    [Exercise("0.0.1", "Double it")]
    public static double Twice(double x) => 2 * x; // doubling is adding once

    /// <summary>The square, on a line of its own.</summary>
    [Exercise("0.0.2", "Square it")]
    public static double Square(double x)
        // Multiplying beats Math.Pow here.
        => x * x;

    public static double Given(double x) => x + 1; // this comment stays
}
