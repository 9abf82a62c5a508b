namespace Arena.Fundamentals.Backpropagation;

/// <summary>What else learners may write for a topological sort.</summary>
[SolutionOnly]
internal static class GraphAnswers
{
    [WrongAnswer("0.3.19", Says = "depends on")]
    internal static IReadOnlyList<T> SortsByDistanceFromTheEnd<T>(T end, Func<T, IEnumerable<T>> parents)
        where T : notnull
    {
        var seen = new List<T> { end };
        for (var i = 0; i < seen.Count; i++)
            foreach (var parent in parents(seen[i]))
                if (!seen.Contains(parent)) seen.Add(parent);
        return [.. Enumerable.Reverse(seen)];
    }

    [WrongAnswer("0.3.19", Says = "every node comes once")]
    internal static IReadOnlyList<T> ForgetsWhatIsDone<T>(T end, Func<T, IEnumerable<T>> parents) where T : notnull =>
        [.. parents(end).SelectMany(parent => ForgetsWhatIsDone(parent, parents)), end];

    [WrongAnswer("0.3.19", Says = "parents come before what depends on them")]
    internal static IReadOnlyList<T> PutsTheEndFirst<T>(T end, Func<T, IEnumerable<T>> parents) where T : notnull =>
        [.. GoesWithAStack(end, parents).Reverse()];

    // Whoever was met already is on the way or done: for a cycle it makes a difference which.
    [WrongAnswer("0.3.19", Says = "a node depends on itself")]
    internal static IReadOnlyList<T> DoesNotLookForCycles<T>(T end, Func<T, IEnumerable<T>> parents) where T : notnull
    {
        var (sorted, seen) = (new List<T>(), new HashSet<T>());
        Visit(end);
        return sorted;

        void Visit(T node)
        {
            if (!seen.Add(node)) return;
            foreach (var parent in parents(node)) Visit(parent);
            sorted.Add(node);
        }
    }

    [WrongAnswer("0.3.19")]
    internal static IReadOnlyList<T> TakesASharedParentForACycle<T>(T end, Func<T, IEnumerable<T>> parents)
        where T : notnull
    {
        var (sorted, seen) = (new List<T>(), new HashSet<T>());
        Visit(end);
        return sorted;

        void Visit(T node)
        {
            if (!seen.Add(node)) throw new CycleException([node, node]);
            foreach (var parent in parents(node)) Visit(parent);
            sorted.Add(node);
        }
    }

    [WrongAnswer("0.3.19", Says = "leave out what comes before the first node")]
    internal static IReadOnlyList<T> NamesTheWholeWayToTheCycle<T>(T end, Func<T, IEnumerable<T>> parents)
        where T : notnull
    {
        var (sorted, path) = (new List<T>(), new List<T>());
        Visit(end);
        return sorted;

        void Visit(T node)
        {
            if (sorted.Contains(node)) return;
            path.Add(node);
            if (path.IndexOf(node) < path.Count - 1) throw new CycleException([.. path]);
            foreach (var parent in parents(node)) Visit(parent);
            path.RemoveAt(path.Count - 1);
            sorted.Add(node);
        }
    }

    [RightAnswer("0.3.19")]
    internal static IReadOnlyList<T> GoesWithAStack<T>(T end, Func<T, IEnumerable<T>> parents) where T : notnull
    {
        var (sorted, done) = (new List<T>(), new HashSet<T>());
        var path = new List<(T Node, IEnumerator<T> Parents)> { (end, parents(end).GetEnumerator()) };
        while (path.Count > 0)
        {
            var (node, rest) = path[^1];
            if (!rest.MoveNext())
            {
                path.RemoveAt(path.Count - 1);
                done.Add(node);
                sorted.Add(node);
                continue;
            }
            var parent = rest.Current;
            if (done.Contains(parent)) continue;
            var start = path.FindIndex(x => x.Node.Equals(parent));
            if (start >= 0) throw new CycleException([.. path[start..].Select(x => x.Node), parent]);
            path.Add((parent, parents(parent).GetEnumerator()));
        }
        return sorted;
    }
}
