using System.Text;

namespace Arena.Fundamentals;

public static class Empty
{
    [SolutionOnly]
    private static StringBuilder Only() => new();
}
