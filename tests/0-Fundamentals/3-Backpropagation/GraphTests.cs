using Arena.Testing;

namespace Arena.Fundamentals.Backpropagation;

public class GraphTests
{
    [ExerciseFact("0.3.19")]
    public void ANodeAlone() => Sorted(new Node("a")).Should().Equal("a");

    [ExerciseFact("0.3.19")]
    public void AChain()
    {
        var a = new Node("a");
        var b = new Node("b", a);
        var c = new Node("c", b);
        Sorted(new Node("d", c)).Should().Equal(["a", "b", "c", "d"], "parents come before what depends on them");
    }

    [ExerciseTheory("0.3.19")]
    // Two parents that have nothing in common.
    [InlineData("c:a,b")]
    // They have a parent in common.
    [InlineData("b:a c:a d:b,c")]
    // A parent that is the parent of another one as well: it must not come first nor twice.
    [InlineData("b:a c:a,b")]
    [InlineData("b:a c:b,a")]
    [InlineData("b:a c:b d:a,c")]
    [InlineData("b:a c:b d:c,a e:a,d,b")]
    // The same parent twice.
    [InlineData("b:a,a c:b,b")]
    // Two ends of a zigzag: going by distance from the end gives a wrong order.
    [InlineData("b:a c:b d:c e:d f:e,b g:f,a")]
    [InlineData("c:a,b d:a,b e:c,d,a f:e,b,c")]
    public void EveryNodeOnceAndAfterItsParents(string graph)
    {
        var nodes = Nodes(graph);
        var sorted = Sorted(nodes[^1]);
        sorted.Should().OnlyHaveUniqueItems("every node comes once");
        string.Join(" ", sorted.Order()).Should().Be(
            string.Join(" ", nodes.Select(node => node.Name).Order()), "all nodes are there");
        sorted[^1].Should().Be(nodes[^1].Name, "the node that was asked for comes last");
        foreach (var node in nodes)
            foreach (var parent in node.Parents)
                sorted.Should().ContainInOrder([parent.Name, node.Name], $"{node} depends on {parent}");
    }

    [ExerciseFact("0.3.19")]
    public void OnlyWhatItDependsOn()
    {
        var nodes = Nodes("b:a c:a d:b,c e:d");
        Sorted(nodes.Single(node => node.Name == "b")).Should().Equal(["a", "b"], "the others do not matter to b");
    }

    [ExerciseFact("0.3.19")]
    public void ALadderTakesNoTimeAtAll()
    {
        // Each step can be reached in two ways from the next one: 2^60 ways lead from the end to the beginning.
        var node = new Node("0");
        for (var i = 1; i <= 60; i++)
            node = new Node($"{i}", new Node($"left of {i}", node), new Node($"right of {i}", node));
        var visits = 0;
        var sorted = Graph.TopologicalSort(node, x =>
        {
            if (++visits > 10_000)
                throw new InvalidOperationException(
                    "Nodes are visited again and again: remember those that are done.");
            return x.Parents;
        });
        sorted.Should().HaveCount(181);
    }

    [ExerciseFact("0.3.19")]
    public void ALongChain()
    {
        var node = new Node("0");
        for (var i = 1; i < 1000; i++) node = new Node($"{i}", node);
        Sorted(node).Should().Equal(Enumerable.Range(0, 1000).Select(i => $"{i}"));
    }

    [ExerciseTheory("0.3.19")]
    [InlineData("a:a", "a")]
    [InlineData("a:b b:a", "b a")]
    [InlineData("a:c b:a c:b", "c b a")]
    // The cycle lies behind the end, which is not in it.
    [InlineData("a:c b:a c:b d:c e:d", "c b a")]
    // One branch is fine, the other is not.
    [InlineData("x:w b:c c:b d:x,b", "b c")]
    [InlineData("b:w,c c:b,w d:b", "b c")]
    public void ACycleIsNamed(string graph, string cycle)
    {
        var nodes = Nodes(graph);
        var thrown = FluentActions.Invoking(() => Graph.TopologicalSort(nodes[^1], node => node.Parents))
            .Should().Throw<CycleException>("a node depends on itself").Which;
        var path = thrown.Path.Cast<Node>().ToList();
        // As texts: a list that differs is shown with a page of configuration.
        string.Join(" ", path.Select(node => node.Name).Distinct().Order()).Should().Be(
            string.Join(" ", cycle.Split(' ').Order()),
            "the path is the way around: leave out what comes before the first node that is met again");
        path.Should().HaveCount(cycle.Split(' ').Length + 1, "only the first node comes twice, as the last one too");
        ReferenceEquals(path[0], path[^1]).Should().BeTrue("the path ends where it began");
        foreach (var (node, parent) in path.Zip(path.Skip(1)))
            node.Parents.Contains(parent).Should().BeTrue("in the path a node is followed by a parent of it");
        thrown.Message.Contains(string.Join(" → ", path)).Should().BeTrue("the message shows the path");
    }

    private static IReadOnlyList<string> Sorted(Node end) =>
        [.. Graph.TopologicalSort(end, node => node.Parents).Select(node => node.Name)];

    // "b:a c:a,b": b has the parent a, and c has a and b; the last one is the end.
    private static IReadOnlyList<Node> Nodes(string graph)
    {
        var nodes = new Dictionary<string, Node>();
        foreach (var line in graph.Split(' '))
        {
            var (name, parents) = (line.Split(':')[0], line.Split(':')[1].Split(','));
            foreach (var parent in parents) nodes.TryAdd(parent, new Node(parent));
            nodes.TryAdd(name, new Node(name));
            nodes[name].Parents.AddRange(parents.Select(parent => nodes[parent]));
        }
        var end = nodes[graph.Split(' ')[^1].Split(':')[0]];
        return [.. nodes.Values.Where(node => node != end), end];
    }

    private sealed class Node(string name, params Node[] parents)
    {
        public string Name { get; } = name;

        public List<Node> Parents { get; } = [.. parents];

        public override string ToString() => Name;
    }
}
