using System.Text;

namespace Arena.Fundamentals;

public static class Helpers
{
    /// <summary>Goes, with its documentation.</summary>
    [SolutionOnly]
    private static readonly int[] Table = [1, 2, 3];

    [Exercise("0.0.1", "First")]
    public static int First() => Table[0] + Cached.Length;

    // Right above a vanished member: goes.
    // So does this.
    [SolutionOnly]
    private static string Cached { get; } = new StringBuilder().ToString(); // and this

    // Set apart by a blank line: stays.

    [SolutionOnly]
    private static int One() => 1;

    [SolutionOnly]
    private static int Two()
    {
        return 2;
    }

    public static int Three() => 3;

    [SolutionOnly] private static int Four() => One() + Two();
}

[SolutionOnly]
internal sealed class Secret
{
    public int Value;
}

public enum Colour
{
    Red,
    [SolutionOnly] Green,
    [SolutionOnly]
    Blue,
}
