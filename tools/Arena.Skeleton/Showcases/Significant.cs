using System.Globalization;

namespace Arena.Skeleton.Showcases;

/// <summary>Numbers with so many significant digits.</summary>
public static class Significant
{
    private const int Shown = 4;
    private const double Large = 1e7;
    private const double Small = 1e-4;

    /// <summary>The nearest number of so many digits.</summary>
    public static double Round(double value, int digits) => double.IsFinite(value)
        ? double.Parse(
            value.ToString($"E{digits - 1}", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
        : value;

    /// <summary>To read: <c>0.9731</c>, <c>60000</c>, <c>1.2e-07</c>.</summary>
    /// <param name="value">The number.</param>
    /// <param name="digits">How many significant digits it keeps, unless it is whole.</param>
    public static string Text(double value, int digits = Shown)
    {
        // A whole number is not rounded: 60001 pictures are 60001.
        var rounded = Math.Abs(value) < Large && value == Math.Round(value) ? value : Round(value, digits);
        return rounded != 0 && Math.Abs(rounded) is < Small or >= Large
            ? rounded.ToString("0.###e-00", CultureInfo.InvariantCulture)
            : rounded.ToString("0.########", CultureInfo.InvariantCulture);
    }
}
