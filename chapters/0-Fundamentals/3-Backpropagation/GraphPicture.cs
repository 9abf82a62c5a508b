using System.Globalization;
using System.Text;
using Arena.Arrays;

namespace Arena.Fundamentals.Backpropagation;

/// <summary>Draws how a variable was computed: a box for each variable with its value and gradient.</summary>
public sealed class GraphPicture
{
    private const int BoxWidth = 170, BoxHeight = 74, GapX = 60, GapY = 26, Margin = 20;

    private readonly Dictionary<Variable, string> names = [];
    private readonly Dictionary<Variable, (Variable Watched, Variable Probe)> watches = [];

    /// <summary>Gives a variable a name in the picture.</summary>
    /// <returns>The variable.</returns>
    public Variable Name(string name, Variable variable)
    {
        names[variable] = name;
        return variable;
    }

    /// <summary>
    /// Lets the picture know the gradient of a variable that is no leaf. Go on computing with the result.
    /// </summary>
    /// <remarks>
    /// Backprop keeps no gradients in the middle of the graph. But a leaf of zeros that is added there gets just the
    /// gradient that arrives.
    /// </remarks>
    public Variable Watch(string name, Variable variable)
    {
        var probe = new Variable(NdArray.Zeros(variable.Shape), requiresGrad: true);
        var sum = variable + probe;
        watches[sum] = (variable, probe);
        Name(name, variable);
        return sum;
    }

    /// <summary>The picture, as SVG.</summary>
    /// <param name="end">The variable; after the backward pass, so that gradients are there.</param>
    public string Svg(Variable end)
    {
        var probes = watches.Values.ToDictionary(x => x.Watched, x => x.Probe);
        var nodes = Graph.TopologicalSort(Seen(end), Parents);
        var places = Places(nodes);
        var width = places.Values.Max(x => x.X) + BoxWidth + Margin;
        var height = places.Values.Max(x => x.Y) + BoxHeight + Margin;
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture,
            $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" ");
        svg.Append("font-family=\"sans-serif\" font-size=\"13\">\n");
        svg.Append("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>\n");
        foreach (var node in nodes)
            foreach (var (parent, i) in Parents(node).Select((x, i) => (x, i)))
                Arrow(svg, places[parent], places[node], (i + 1.0) / (Parents(node).Count + 1));
        foreach (var node in nodes)
            Box(svg, places[node], node, node.Grad ?? probes.GetValueOrDefault(node)?.Grad);
        return svg.Append("</svg>\n").ToString();
    }

    private Variable Seen(Variable variable) =>
        watches.TryGetValue(variable, out var watch) ? watch.Watched : variable;

    private IReadOnlyList<Variable> Parents(Variable variable) => [.. variable.Recipe?.Inputs.Select(Seen) ?? []];

    // A column for each step of the computation; in it, the boxes from top to bottom.
    private Dictionary<Variable, (int X, int Y)> Places(IReadOnlyList<Variable> nodes)
    {
        var columns = new Dictionary<Variable, int>();
        foreach (var node in nodes) columns[node] = Parents(node).Select(x => columns[x] + 1).DefaultIfEmpty(0).Max();
        // A leaf stands right before what needs it.
        foreach (var leaf in nodes.Where(x => x.Recipe is null))
            columns[leaf] = nodes.Where(x => Parents(x).Contains(leaf)).Min(x => columns[x]) - 1;
        return nodes.GroupBy(x => columns[x]).SelectMany(column => column.Select((node, row) =>
            (node, (Margin + column.Key * (BoxWidth + GapX), Margin + row * (BoxHeight + GapY)))))
            .ToDictionary(x => x.node, x => x.Item2);
    }

    private static void Arrow(StringBuilder svg, (int X, int Y) from, (int X, int Y) to, double share)
    {
        var (x1, y1, x2) = (from.X + BoxWidth, from.Y + BoxHeight / 2, to.X);
        var y2 = to.Y + (int)(share * BoxHeight);
        var middle = (x1 + x2) / 2;
        svg.Append(CultureInfo.InvariantCulture,
            $"<path d=\"M{x1},{y1} C{middle},{y1} {middle},{y2} {x2 - 6},{y2}\" fill=\"none\" stroke=\"#555\"/>\n");
        svg.Append(CultureInfo.InvariantCulture,
            $"<path d=\"M{x2 - 8},{y2 - 4} L{x2},{y2} L{x2 - 8},{y2 + 4} Z\" fill=\"#555\"/>\n");
    }

    private void Box(StringBuilder svg, (int X, int Y) at, Variable node, NdArray? gradient)
    {
        var fill = node.Recipe is not null ? "#fff3d6" : node.RequiresGrad ? "#dbeafe" : "#eeeeee";
        var kind = node.Recipe?.Operation.Name ?? (node.RequiresGrad ? "leaf" : "constant");
        svg.Append(CultureInfo.InvariantCulture,
            $"<rect x=\"{at.X}\" y=\"{at.Y}\" width=\"{BoxWidth}\" height=\"{BoxHeight}\" ");
        svg.Append(CultureInfo.InvariantCulture, $"rx=\"8\" fill=\"{fill}\" stroke=\"#333\"/>\n");
        Text(1, names.TryGetValue(node, out var name) ? $"{name} · {kind}" : kind, "#111\" font-weight=\"bold");
        Text(2, $"value {node.Array}", "#111");
        if (gradient is not null) Text(3, $"gradient {gradient}", "#b91c1c");

        void Text(int line, string text, string colour) => svg.Append(CultureInfo.InvariantCulture,
            $"<text x=\"{at.X + 12}\" y=\"{at.Y + 21 * line}\" fill=\"{colour}\">{text}</text>\n");
    }
}
