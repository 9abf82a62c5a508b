namespace Arena.Fundamentals;

public readonly struct Dual(double value, double slope)
{
    public double Value => value;

    public double Slope => slope;

    [Exercise("0.0.1", "Sum of dual numbers")]
    public static Dual operator +(Dual a, Dual b) => new(a.Value + b.Value, a.Slope + b.Slope);

    [PartOf("0.0.1")]
    public static Dual operator -(Dual a)
    {
        return new(-a.Value, -a.Slope);
    }

    [Exercise("0.0.2", "Constants are dual numbers")]
    public static implicit operator Dual(double constant) => new(constant, 0);

    [PartOf("0.0.2")]
    public static explicit operator double(Dual dual) => dual.Value;
}
