using System.Globalization;

namespace Arena.Testing.Comparing;

/// <summary>Numbers as they are shown.</summary>
internal static class Number
{
    /// <summary>At most six digits.</summary>
    public static string Text(double number) => number switch
    {
        double.PositiveInfinity => "∞",
        double.NegativeInfinity => "-∞",
        _ => number.ToString("G6", CultureInfo.InvariantCulture),
    };

    /// <summary>"1 value", "3 values".</summary>
    public static string Count(int count, string noun) => $"{count} {noun}{(count == 1 ? "" : "s")}";
}
