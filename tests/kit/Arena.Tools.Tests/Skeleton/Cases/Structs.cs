namespace Arena.Fundamentals;

[Exercise("0.0.1", "A matrix")]
public readonly struct Matrix
{
    private readonly double[] values = new double[4];

    public Matrix(double diagonal)
    {
        values[0] = values[3] = diagonal;
    }

    public double Trace() => values[0] + values[3];
}
