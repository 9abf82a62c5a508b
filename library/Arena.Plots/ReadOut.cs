using OxyPlot;

namespace Arena.Plots;

/// <summary>Points that the page names when the mouse is near.</summary>
/// <param name="Name">What they belong to.</param>
/// <param name="Colour">In which colour that is drawn.</param>
/// <param name="Points">Where they are; some may be undefined.</param>
internal sealed record ReadOut(string Name, OxyColor Colour, DataPoint[] Points)
{
    /// <summary>What x = 0, 1 and so on are called, or null: they are numbers.</summary>
    public string[]? XNames { get; init; }

    /// <summary>The same of y.</summary>
    public string[]? YNames { get; init; }

    /// <summary>What is read out of each point beside x and y, or null: nothing.</summary>
    public double[]? Values { get; init; }
}
