namespace Arena.Fundamentals.Backpropagation;

/// <summary>Orders what depends on each other.</summary>
public static class Graph
{
    /// <summary>
    /// Everything that a node depends on, directly or not, in an order in which it could be computed.
    /// </summary>
    /// <param name="end">The node.</param>
    /// <param name="parents">What a node depends on directly; the same one may come several times.</param>
    /// <returns>Every node once, each after all of its parents; <paramref name="end"/> is the last.</returns>
    /// <exception cref="CycleException">A node depends on itself.</exception>
    [Exercise("0.3.19", "Topological sort",
        Minutes = 20, Difficulty = 4, Importance = 4, Model = MentalModel.FunctionApproximators)]
    public static IReadOnlyList<T> TopologicalSort<T>(T end, Func<T, IEnumerable<T>> parents) where T : notnull
    {
        throw new NotImplementedException("0.3.19 Topological sort");
    }
}

/// <summary>Something depends on itself, so there is no order.</summary>
/// <param name="path">A node, its parent, the parent of that, and so on to the first node again.</param>
public sealed class CycleException(IReadOnlyList<object> path)
    : InvalidOperationException($"There is a cycle: {string.Join(" → ", path)}.")
{
    /// <summary>The nodes, each followed by a parent of it; the first one again at the end.</summary>
    public IReadOnlyList<object> Path { get; } = path;
}
