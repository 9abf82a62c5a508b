using System.Globalization;

namespace Arena.Analyzers.Tests.Proof;

/// <summary>
/// A random program over tensors in which all shapes fit, and the same program with one mistake in it. It has a method
/// <c>Once(bool)</c> with straight lines, branches and loops, and a <c>Run()</c> that takes both ways.
/// </summary>
internal sealed partial class RandomProgram
{
    private static readonly string[] Names = ["batch", "seq", "width", "tall", "heads"];
    private static readonly long[] Primes = [11, 13, 17, 19];

    private readonly Random random;
    private readonly List<Line> lines = [];
    private readonly List<Value> values = [];
    private string parameter = "";
    private string argument = "";
    private int made;

    private RandomProgram(int seed)
    {
        random = new Random(seed);
        Begin();
        var length = random.Next(4, 10);
        while (lines.Count < length) AddAny();
        var faulty = Enumerable.Range(0, lines.Count).Where(line => lines[line].Faults.Length > 0).ToList();
        var at = faulty[random.Next(faulty.Count)];
        Right = Text(-1, "");
        Wrong = Text(at, lines[at].Faults[random.Next(lines[at].Faults.Length)]);
    }

    /// <summary>Members of a class; all shapes fit.</summary>
    public string Right { get; }

    /// <summary>The same with one mistake, which makes it fail as a rule, but not always.</summary>
    public string Wrong { get; }

    /// <summary>The program of a number, always the same.</summary>
    public static RandomProgram Of(int seed) => new(seed);

    private void Begin()
    {
        if (random.Next(3) > 0)
        {
            Make(Shape(random.Next(2, 5)));
            return;
        }

        // A promise: each name has a size that no other axis has.
        var shape = Shape(random.Next(2, 4));
        var words = shape.Select(size => size.ToString(CultureInfo.InvariantCulture)).ToArray();
        for (var axis = 0; axis < shape.Length; axis++)
            if (random.Next(3) > 0)
                (words[axis], shape[axis]) = (Names[axis], Primes[axis]);
        parameter = $"[Shape(\"{string.Join(' ', words)}\")] Tensor x, ";
        argument = $"torch.rand({Sizes(shape)}), ";
        values.Add(new("x", shape, true));
    }

    private void AddAny()
    {
        var x = values[random.Next(values.Count)];
        if (x.Rank is 0 or > 5 || x.Shape.Aggregate(1L, (one, other) => one * other) > 20_000)
        {
            Make(Shape(random.Next(2, 5)));
            return;
        }

        switch (random.Next(22))
        {
            case 0: Make(Shape(random.Next(1, 5))); break;
            case 1: Product(x); break;
            case 2: Scores(x); break;
            case 3: Batched(x); break;
            case 4 or 5: Pointwise(x); break;
            case 6: Transpose(x); break;
            case 7: Permute(x); break;
            case 8: Merge(x); break;
            case 9: Split(x); break;
            case 10: Unsqueeze(x); break;
            case 11: Join(x); break;
            case 12 or 13: Sum(x); break;
            case 14: Layer(x); break;
            case 15: Convolve(x); break;
            case 16: Embed(); break;
            case 17: Einsum(x); break;
            case 18: Rearrange(x); break;
            case 19: Slice(x); break;
            case 20: Branch(x); break;
            default: Loop(x); break;
        }
    }

    /// <summary>A line <c>var name = expression;</c>, and expressions that would be wrong.</summary>
    private void Add(Value result, string expression, params string[] faults) =>
        AddLines(
            result, $"var {result.Name} = {expression};", [.. faults.Select(fault => $"var {result.Name} = {fault};")]);

    private void AddLines(Value result, string text, params string[] faults)
    {
        lines.Add(new(text, [.. faults.Where(fault => fault != text)]));
        values.Add(result);
    }

    private string Text(int at, string fault) => string.Join('\n', [
        $"    private static Tensor Once({parameter}bool flag)",
        "    {",
        .. lines.Select((line, number) => "        " + (number == at ? fault : line.Text)),
        $"        return {values[^1].Name};",
        "    }",
        "",
        "    public static object? Run()",
        "    {",
        $"        Once({argument}true);",
        $"        return Once({argument}false);",
        "    }"]);

    private string Name() => $"t{made++}";

    private long Size() => random.Next(2, 9);

    private long[] Shape(int rank) => [.. Enumerable.Range(0, rank).Select(_ => Size())];

    private long[] Changed(long[] shape)
    {
        var changed = shape.ToArray();
        changed[random.Next(changed.Length)] += random.Next(1, 3);
        return changed;
    }

    private string Pick(params string[] choices) => choices[random.Next(choices.Length)];

    // The factories have overloads for up to four sizes.
    private static string Sizes<T>(IEnumerable<T> sizes) =>
        sizes.Count() <= 4 ? List(sizes) : $"new long[] {{ {List(sizes)} }}";

    private static string List<T>(IEnumerable<T> items) => string.Join(", ", items);

    private static string Words(string[] names) => string.Join(' ', names);

    private sealed record Line(string Text, string[] Faults);

    private sealed record Value(string Name, long[] Shape, bool Contiguous)
    {
        public int Rank => Shape.Length;
    }
}
