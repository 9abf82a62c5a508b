namespace Arena.Plots;

/// <summary>One thing that is drawn in a plot, kept until the plot is saved.</summary>
internal abstract record Layer
{
    internal sealed record Line(string Name, double[] Xs, double[] Ys) : Layer;

    internal sealed record Points(string Name, double[] Xs, double[] Ys) : Layer;

    internal sealed record Band(string Name, double[] Xs, double[] Low, double[] High) : Layer;

    internal sealed record Surface(
        Func<double, double, double> Height, (double From, double To) X, (double From, double To) Y, bool Log) : Layer;

    /// <param name="Values"><c>row column</c>.</param>
    /// <param name="Rows">A label each row, or null: they are numbered.</param>
    /// <param name="Columns">The same of the columns.</param>
    internal sealed record Cells(double[,] Values, string[]? Rows, string[]? Columns) : Layer;

    internal sealed record Bars(string[] Names, double[] Values) : Layer;

    internal sealed record Level(string Name, double Y) : Layer;
}
