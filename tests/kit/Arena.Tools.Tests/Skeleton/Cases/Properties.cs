namespace Arena.Fundamentals;

public sealed class Vector2
{
    private double x;

    [Exercise("0.0.1", "Length")]
    public double Length => Math.Abs(x);

    [Exercise("0.0.2", "Length, written as a block")]
    public double LengthAgain
    {
        get
        {
            return Math.Abs(x);
        }
    }

    [Exercise("0.0.3", "Getter and setter")]
    public double X
    {
        get => x;
        set
        {
            // NaN is refused.
            if (double.IsNaN(value)) throw new ArgumentException("NaN");
            x = value;
        }
    }

    [Exercise("0.0.4", "Init")]
    public double Y
    {
        get { return field; }
        init => field = value;
    }

    [Exercise("0.0.5", "Indexer")]
    public double this[int index] => index == 0 ? x : Y;

    [Exercise("0.0.6", "Indexer with a setter")]
    public double this[string name]
    {
        get => name == "x" ? x : Y;
        private set => x = value;
    }

    [Exercise("0.0.7", "Setter that is partly given")]
    public double Scale
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegative(value);
            // <solution>
            field = value;
            // </solution>
        }
    }
}
