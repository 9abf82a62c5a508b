using System.Globalization;

namespace Arena.Analyzers.Tests.Proof;

/// <summary>
/// A random program over tensors in which all shapes fit, and the same program with one mistake in it. It has a method
/// <c>Once(bool)</c> with straight lines, branches and loops, and a <c>Run()</c> that takes both ways.
/// </summary>
internal sealed class RandomProgram
{
    private static readonly string[] Names = ["batch", "seq", "width", "tall", "heads"];
    private static readonly long[] Primes = [11, 13, 17, 19];

    private readonly Random random;
    private readonly List<Line> steps = [];
    private readonly List<Value> values = [];
    private string parameter = "";
    private string argument = "";
    private int made;

    private RandomProgram(int seed)
    {
        random = new Random(seed);
        Begin();
        var length = random.Next(4, 10);
        while (steps.Count < length) AddAny();
        var faulty = Enumerable.Range(0, steps.Count).Where(step => steps[step].Faults.Length > 0).ToList();
        var at = faulty[random.Next(faulty.Count)];
        Right = Text(-1, "");
        Wrong = Text(at, steps[at].Faults[random.Next(steps[at].Faults.Length)]);
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
        var names = shape.Select((size, axis) => random.Next(3) > 0 ? Names[axis] : size.ToString(CultureInfo.InvariantCulture)).ToArray();
        for (var axis = 0; axis < shape.Length; axis++)
            if (names[axis] == Names[axis])
                shape[axis] = Primes[axis];
        parameter = $"[Shape(\"{string.Join(' ', names)}\")] Tensor x, ";
        argument = $"torch.rand({Sizes(shape)}), ";
        values.Add(new("x", shape, true));
    }

    private void AddAny()
    {
        var x = values[random.Next(values.Count)];
        if (x.Shape.Length is 0 or > 5 || x.Shape.Aggregate(1L, (one, other) => one * other) > 20_000)
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

    private Value Make(long[] shape)
    {
        var factory = Pick("rand", "randn", "ones", "zeros");
        var name = Name();
        var other = Changed(shape);
        if (random.Next(3) == 0)
        {
            var axis = random.Next(shape.Length);
            string Sized(long[] sizes) =>
                $"var n{name} = {shape[axis]};\n        var {name} = torch.{factory}({Sizes(sizes.Select((size, i) => i == axis ? $"n{name}" : $"{size}"))});";
            steps.Add(new(Sized(shape), shape.Length == 1 ? [] : [Sized(other).Replace($"n{name} = {shape[axis]}", $"n{name} = {other[axis]}")]));
        }
        else
        {
            steps.Add(new($"var {name} = torch.{factory}({Sizes(shape)});", [$"var {name} = torch.{factory}({Sizes(other)});"]));
        }

        var value = new Value(name, shape, true);
        values.Add(value);
        return value;
    }

    private void Product(Value x)
    {
        if (x.Shape.Length < 2) return;
        var (inner, outer) = (x.Shape[^1], Size());
        var call = x.Shape.Length == 2 ? Pick("matmul", "mm") : "matmul";
        var name = Name();
        var weights = Name();
        string Text(string left, long rows, long columns) =>
            $"var {weights} = torch.randn({rows}, {columns});\n        var {name} = {left}.{call}({weights});";
        Add(new(name, [.. x.Shape[..^1], outer], true), Text(x.Name, inner, outer),
            Text(x.Name, inner + 1, outer), Text(x.Name, outer, inner), Text($"{x.Name}.transpose(-2, -1)", inner, outer));
    }

    private void Scores(Value x)
    {
        if (x.Shape.Length < 2) return;
        var name = Name();
        string Text(string right) => $"var {name} = torch.matmul({x.Name}, {x.Name}{right});";
        Add(new(name, [.. x.Shape[..^1], x.Shape[^2]], true), Text(".transpose(-2, -1)"),
            Text(""), Text($".transpose(0, {x.Shape.Length})"));
    }

    private void Batched(Value x)
    {
        if (x.Shape.Length != 3) return;
        var (name, other, size) = (Name(), Name(), Size());
        string Text(params long[] sizes) =>
            $"var {other} = torch.rand({Sizes(sizes)});\n        var {name} = {x.Name}.bmm({other});";
        Add(new(name, [x.Shape[0], x.Shape[1], size], true), Text(x.Shape[0], x.Shape[2], size),
            Text(x.Shape[0] + 1, x.Shape[2], size), Text(x.Shape[0], size, x.Shape[2]), Text(x.Shape[2], size));
    }

    private void Pointwise(Value x)
    {
        var (name, sign, shape) = (Name(), Pick("+", "-", "*", "/"), x.Shape);
        var axis = random.Next(shape.Length);
        string Text(string right) => $"var {name} = {x.Name} {sign} {right};";
        string Fresh(IEnumerable<long> sizes) => $"torch.rand({Sizes(sizes)})";
        var result = new Value(name, shape, true);
        switch (random.Next(4))
        {
            case 0:
                Add(result, Text(Fresh(shape)), Text(Fresh(Changed(shape))), Text(Fresh(shape.Reverse())));
                break;
            case 1:
                Add(result, Text(Fresh(shape[^1..])), Text(Fresh([shape[^1] + 1])), Text(Fresh(shape[..1])));
                break;
            case 2:
                Add(result, Text($"{x.Name}.sum(dim: {axis}, keepdim: true)"), Text($"{x.Name}.sum(dim: {axis})"));
                break;
            default:
                Add(result, Text("2.5"));
                break;
        }
    }

    private void Transpose(Value x)
    {
        if (x.Shape.Length < 2) return;
        var (name, shape) = (Name(), x.Shape.ToArray());
        var one = random.Next(shape.Length);
        var two = (one + random.Next(1, shape.Length)) % shape.Length;
        (shape[one], shape[two]) = (shape[two], shape[one]);
        var last = two == shape.Length - 1 && random.Next(2) == 0 ? -1 : two;
        string Text(int a, int b) => $"var {name} = {x.Name}.transpose({a}, {b});";
        Add(new(name, shape, false), Text(one, last), Text(one, shape.Length), Text(one, one));
    }

    private void Permute(Value x)
    {
        if (x.Shape.Length < 2) return;
        var name = Name();
        var order = Enumerable.Range(0, x.Shape.Length).ToArray();
        random.Shuffle(order);
        string Text(IEnumerable<int> axes) => $"var {name} = {x.Name}.permute({string.Join(", ", axes)});";
        Add(new(name, [.. order.Select(axis => x.Shape[axis])], false), Text(order),
            Text(order[..^1]), Text([.. order[..^1], order[0]]), Text(order.Reverse()));
    }

    private void Merge(Value x)
    {
        if (x.Shape.Length < 2) return;
        var (name, axis) = (Name(), random.Next(x.Shape.Length - 1));
        var product = x.Shape[axis] * x.Shape[axis + 1];
        long[] shape = [.. x.Shape[..axis], product, .. x.Shape[(axis + 2)..]];
        var call = x.Contiguous ? Pick("view", "reshape") : "reshape";
        string Text(IEnumerable<string> sizes) => $"var {name} = {x.Name}.{call}({string.Join(", ", sizes)});";
        var result = new Value(name, shape, x.Contiguous);
        var plain = shape.Select(size => $"{size}").ToArray();
        switch (random.Next(3))
        {
            case 0:
                Add(result, Text(plain), Text(shape.Select((size, i) => i == axis ? $"{size + 1}" : $"{size}")),
                    Text(plain.Append("2")));
                break;
            case 1:
                // Sizes as they come from the shape.
                var sized = plain.Select((size, i) => i == axis ? $"{x.Name}.shape[{axis}] * {x.Name}.shape[{axis + 1}]"
                    : $"{x.Name}.shape[{(i < axis ? i : i + 1)}]").ToArray();
                Add(result, Text(sized), Text(sized.Select(size => size.Replace($"* {x.Name}.shape[{axis + 1}]", $"* {x.Name}.shape[{axis}]"))));
                break;
            default:
                Add(result with { Contiguous = false }, $"var {name} = {x.Name}.flatten({axis}, {axis + 1});",
                    $"var {name} = {x.Name}.flatten({axis}, {x.Shape.Length});", $"var {name} = {x.Name}.flatten();");
                break;
        }
    }

    private void Split(Value x)
    {
        var axis = Array.FindIndex(x.Shape, size => size is 4 or 6 or 8);
        if (axis < 0) return;
        var (name, part) = (Name(), 2L);
        long[] shape = [.. x.Shape[..axis], part, x.Shape[axis] / part, .. x.Shape[(axis + 1)..]];
        string Text(IEnumerable<long> sizes) => $"var {name} = {x.Name}.reshape({List(sizes)});";
        var open = shape.ToArray();
        open[axis + 1] = -1;
        var odd = open.ToArray();
        odd[axis] = 7;
        Add(new(name, shape, false), Text(random.Next(2) == 0 ? open : shape), Text(odd), Text(Changed(shape)));
    }

    private void Unsqueeze(Value x)
    {
        var (name, axis) = (Name(), random.Next(x.Shape.Length + 1));
        long[] shape = [.. x.Shape[..axis], 1, .. x.Shape[axis..]];
        Add(new(name, shape, x.Contiguous), $"var {name} = {x.Name}.unsqueeze({axis});",
            $"var {name} = {x.Name}.unsqueeze({x.Shape.Length + 1});", $"var {name} = {x.Name}.unsqueeze(0).unsqueeze({axis});");
        if (random.Next(2) == 0) return;
        var back = Name();
        Add(new(back, x.Shape, x.Contiguous), $"var {back} = {name}.squeeze({axis});",
            $"var {back} = {name}.squeeze({shape.Length});", $"var {back} = {name};");
    }

    private void Join(Value x)
    {
        var (name, axis) = (Name(), random.Next(x.Shape.Length));
        if (random.Next(2) == 0)
        {
            string Stacked(string other) => $"var {name} = torch.stack([{x.Name}, {other}], dim: {axis});";
            Add(new(name, [.. x.Shape[..axis], 2, .. x.Shape[axis..]], true), Stacked($"{x.Name} * 2"),
                Stacked($"torch.rand({Sizes(Changed(x.Shape))})"), Stacked($"{x.Name}.sum(dim: {axis})"));
            return;
        }

        var more = Size();
        long[] beside = [.. x.Shape[..axis], more, .. x.Shape[(axis + 1)..]];
        string Joined(IEnumerable<long> other, int dim) =>
            $"var {name} = torch.cat([{x.Name}, torch.rand({Sizes(other)})], dim: {dim});";
        Add(new(name, [.. x.Shape[..axis], x.Shape[axis] + more, .. x.Shape[(axis + 1)..]], true), Joined(beside, axis),
            Joined(beside, (axis + 1) % x.Shape.Length), Joined(beside, x.Shape.Length), Joined([.. beside, 1], axis));
    }

    private void Sum(Value x)
    {
        var (name, axis, keep) = (Name(), random.Next(x.Shape.Length), random.Next(2) == 0);
        long[] shape = keep ? [.. x.Shape[..axis], 1, .. x.Shape[(axis + 1)..]] : [.. x.Shape[..axis], .. x.Shape[(axis + 1)..]];
        var call = random.Next(3);
        string Text(int dim, bool kept) => call switch
        {
            0 => $"var {name} = {x.Name}.sum(dim: {dim}, keepdim: {(kept ? "true" : "false")});",
            1 => $"var {name} = {x.Name}.mean([{dim}], keepdim: {(kept ? "true" : "false")});",
            _ => $"var {name} = {x.Name}.amax([{dim}L], keepdim: {(kept ? "true" : "false")});",
        };
        Add(new(name, shape, true), Text(axis, keep), Text(axis, !keep), Text(x.Shape.Length, keep));
        if (!keep || call != 0) return;
        var share = Name();
        Add(new(share, x.Shape, true), $"var {share} = ({x.Name} / {name}).softmax({axis});",
            $"var {share} = ({x.Name} / {name}).softmax({x.Shape.Length});");
    }

    private void Layer(Value x)
    {
        if (x.Shape.Length < 2) return;
        var (name, inside, outside) = (Name(), x.Shape[^1], Size());
        var hidden = Size();
        string Linear(long from) => $"var {name} = nn.Linear({from}, {outside}).call({x.Name});";
        string Deep(long from, long to) =>
            $"var {name} = nn.Sequential(nn.Linear({inside}, {from}), nn.ReLU(), nn.Linear({to}, {outside})).call({x.Name});";
        string Norm(params long[] sizes) => $"var {name} = nn.LayerNorm(new long[] {{ {List(sizes)} }}).call({x.Name});";
        long[] made = [.. x.Shape[..^1], outside];
        switch (random.Next(3))
        {
            case 0: Add(new(name, made, true), Linear(inside), Linear(inside + 1)); break;
            case 1: Add(new(name, made, true), Deep(hidden, hidden), Deep(hidden, hidden + 1)); break;
            default: Add(new(name, x.Shape, true), Norm(inside), Norm(inside + 2), Norm(x.Shape[^2], inside + 1)); break;
        }
    }

    private void Convolve(Value x)
    {
        if (x.Shape.Length != 4 || x.Shape[2] < 3 || x.Shape[3] < 3) return;
        var (name, channels, padding) = (Name(), Size(), random.Next(2));
        string Text(long from) => $"var {name} = nn.Conv2d({from}, {channels}, 3{(padding == 0 ? "" : ", padding: 1")}).call({x.Name});";
        var less = 2 - (2 * padding);
        Add(new(name, [x.Shape[0], channels, x.Shape[2] - less, x.Shape[3] - less], true), Text(x.Shape[1]),
            Text(x.Shape[1] + 1));
        var flat = Name();
        var features = channels * (x.Shape[2] - less) * (x.Shape[3] - less);
        string Head(long from) => $"var {flat} = nn.Linear({from}, 3).call({name}.flatten(1));";
        Add(new(flat, [x.Shape[0], 3], true), Head(features), Head(channels * x.Shape[2] * (x.Shape[3] + 1)));
    }

    private void Embed()
    {
        var (tokens, name, width) = (Name(), Name(), Size());
        var shape = Shape(2);
        steps.Add(new($"var {tokens} = torch.zeros({Sizes(shape)}, dtype: ScalarType.Int64);", []));
        Add(new(name, [.. shape, width], true), $"var {name} = nn.Embedding(10, {width}).call({tokens});",
            $"var {name} = nn.Embedding(10, {width + 1}).call({tokens});");
    }

    private void Einsum(Value x)
    {
        if (x.Shape.Length is < 2 or > 4) return;
        var (name, weights, size) = (Name(), Name(), Size());
        var axes = Names[..x.Shape.Length];
        string Text(string left, string right, long rows, long columns) =>
            $"var {weights} = torch.rand({rows}, {columns});\n        "
            + $"var {name} = Einsum(\"{left}, {right} -> {string.Join(' ', axes[..^1])} out\", {x.Name}, {weights});";
        var (all, pair) = (string.Join(' ', axes), $"{axes[^1]} out");
        Add(new(name, [.. x.Shape[..^1], size], true), Text(all, pair, x.Shape[^1], size),
            Text(all, pair, x.Shape[^1] + 1, size), Text(all, pair, size, x.Shape[^1]),
            Text(all + " more", pair, x.Shape[^1], size), Text(all, axes[^1], x.Shape[^1], size));
    }

    private void Rearrange(Value x)
    {
        if (x.Shape.Length is < 2 or > 4) return;
        var (name, axes) = (Name(), Names[..x.Shape.Length]);
        var (left, last) = (string.Join(' ', axes), axes[^1]);
        switch (random.Next(4))
        {
            case 0:
                string Turned(string from) => $"var {name} = Rearrange({x.Name}, \"{from} -> {last} {string.Join(' ', axes[..^1])}\");";
                Add(new(name, [x.Shape[^1], .. x.Shape[..^1]], false), Turned(left), Turned("more " + left),
                    Turned(string.Join(' ', axes[..^1])));
                break;
            case 1 when x.Shape[^1] is 4 or 6 or 8:
                string Cut(int part) =>
                    $"var {name} = Rearrange({x.Name}, \"{string.Join(' ', axes[..^1])} (part rest) -> part {string.Join(' ', axes[..^1])} rest\", (\"part\", {part}));";
                Add(new(name, [2, .. x.Shape[..^1], x.Shape[^1] / 2], false), Cut(2), Cut(5), Cut(7));
                break;
            case 2:
                string Reduced(string from) => $"var {name} = Reduce({x.Name}, \"{from} -> {string.Join(' ', axes[..^1])}\", Reduction.Mean);";
                Add(new(name, x.Shape[..^1], true), Reduced(left), Reduced(left + " more"), Reduced(axes[0]));
                break;
            default:
                string Repeated(string from, string size) =>
                    $"var {name} = Repeat({x.Name}, \"{from} -> {left} copy\", (\"{size}\", 3));";
                Add(new(name, [.. x.Shape, 3], false), Repeated(left, "copy"), Repeated(left, "copies"),
                    Repeated(string.Join(' ', axes[..^1]), "copy"));
                break;
        }
    }

    private void Slice(Value x)
    {
        var (name, axis) = (Name(), random.Next(x.Shape.Length));
        switch (random.Next(4))
        {
            case 0:
                Add(new(name, x.Shape[1..], x.Contiguous), $"var {name} = {x.Name}[0];",
                    $"var {name} = {x.Name}[{string.Join(", ", Enumerable.Repeat("0", x.Shape.Length + 1))}];");
                break;
            case 1 when x.Shape[axis] > 1:
                Add(new(name, [.. x.Shape[..axis], x.Shape[axis] - 1, .. x.Shape[(axis + 1)..]], false),
                    $"var {name} = {x.Name}.narrow({axis}, 1, {x.Shape[axis] - 1});",
                    $"var {name} = {x.Name}.narrow({axis}, 1, {x.Shape[axis]});", $"var {name} = {x.Name}.narrow({x.Shape.Length}, 0, 1);");
                break;
            case 2 when x.Shape[axis] % 2 == 0:
                long[] half = [.. x.Shape[..axis], x.Shape[axis] / 2, .. x.Shape[(axis + 1)..]];
                Add(new(name, half, false), $"var {name} = {x.Name}.chunk(2, dim: {axis})[1];",
                    $"var {name} = {x.Name}.chunk(2, dim: {x.Shape.Length})[1];", $"var {name} = {x.Name}.chunk(1, dim: {axis})[0];");
                break;
            default:
                if (x.Shape.Length < 2 || x.Shape[1] < 2) return;
                Add(new(name, [x.Shape[0], x.Shape[1] - 1, .. x.Shape[2..]], false), $"var {name} = {x.Name}[.., 1..];",
                    $"var {name} = {x.Name}[.., 1.., {string.Join(", ", Enumerable.Repeat("..", x.Shape.Length))}];");
                break;
        }
    }

    private void Branch(Value x)
    {
        var name = Name();
        string Text(string one, string other) =>
            $"Tensor {name};\n        if (flag)\n        {{\n            {name} = {one};\n        }}\n        else\n        {{\n            {name} = {other};\n        }}";
        var partner = $"{x.Name} + torch.ones({Sizes(x.Shape)})";
        Add(new(name, x.Shape, false), Text($"{x.Name} * 2", partner),
            Text($"{x.Name} * 2", $"{x.Name} + torch.ones({Sizes(Changed(x.Shape))})"),
            Text($"{x.Name}.softmax({x.Shape.Length})", partner),
            Text($"{x.Name}.unsqueeze(0)", $"{x.Name}.unsqueeze(0)"));
    }

    private void Loop(Value x)
    {
        var name = Name();
        var size = x.Shape[^1];
        string Text(string body) =>
            $"var {name} = {x.Name} * 1;\n        for (var i{name} = 0; i{name} < 2; i{name}++)\n        {{\n            {name} = {body};\n        }}";
        if (x.Shape.Length < 2)
            Add(new(name, x.Shape, true), Text($"{name}.softmax(0)"), Text($"{name}.softmax(1)"));
        else
            Add(new(name, x.Shape, true), Text($"{name}.matmul(torch.rand({size}, {size}))"),
                Text($"{name}.matmul(torch.rand({size}, {size + 1}))"), Text($"{name}.matmul(torch.rand({size + 1}, {size}))"),
                Text($"{name} / {name}.sum(dim: {x.Shape.Length})"));
    }

    private void Add(Value result, string text, params string[] faults)
    {
        steps.Add(new(text, [.. faults.Where(fault => fault != text)]));
        values.Add(result);
    }

    private string Text(int at, string fault) => string.Join('\n', [
        $"    private static Tensor Once({parameter}bool flag)",
        "    {",
        .. steps.Select((step, number) => "        " + (number == at ? fault : step.Text)),
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

    private sealed record Line(string Text, string[] Faults);

    private sealed record Value(string Name, long[] Shape, bool Contiguous);
}
