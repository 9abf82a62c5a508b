namespace Arena.Fundamentals;

/// <summary>A running mean.</summary>
[Exercise("0.0.1", "Running mean")]
public sealed class RunningMean : IDisposable
{
    private readonly List<double> values = [];

    /// <summary>How many values there were.</summary>
    public int Count { get; private set; }

    public event EventHandler Changed { add { Count += 0; } remove { } }

    public RunningMean(double first)
    {
        Add(first);
    }

    /// <summary>Takes a value in.</summary>
    public void Add(double value)
    {
        values.Add(value);
        Count++;
    }

    public double Mean => values.Average();

    [Given]
    public override string ToString() => $"mean of {Count}"; // given whole

    /// <summary>Given with its attribute on the same line.</summary>
    [Given] public void Dispose() => values.Clear();

    [Obsolete("both"), Given]
    public int Old() => 1;

    [Exercise("0.0.2", "Median")]
    public double Median() => values.Order().ElementAt(values.Count / 2);

    [SolutionOnly]
    private double Sum() => values.Sum();

    public sealed class Snapshot
    {
        public int Size() => 1;

        [Given]
        public int Given()
        {
            return 2;
        }
    }
}
