namespace Arena.Fundamentals;

public sealed record Point(double X, double Y)
{
    [Exercise("0.0.1", "Distance")]
    public double DistanceTo(Point other) => Math.Sqrt(Math.Pow(X - other.X, 2) + Math.Pow(Y - other.Y, 2));

    public static Point Origin { get; } = new(0, 0);
}

[Exercise("0.0.2", "Complex numbers")]
public readonly record struct Complex(double Real, double Imaginary)
{
    public double Magnitude => Math.Sqrt(Real * Real + Imaginary * Imaginary);

    public override string ToString() => $"{Real} + {Imaginary}i";
}
