namespace Arena.Analyzers.Tests.Proof;

/// <content>What a random program can do with a tensor, rightly and wrongly.</content>
internal sealed partial class RandomProgram
{
    private Value Make(params long[] shape)
    {
        var (name, factory, other) = (Name(), Pick("rand", "randn", "ones", "zeros"), Changed(shape));
        var result = new Value(name, shape, true);
        if (random.Next(3) > 0)
        {
            Add(result, $"torch.{factory}({Sizes(shape)})", $"torch.{factory}({Sizes(other)})");
            return result;
        }

        // One of the sizes has a name.
        var axis = random.Next(shape.Length);
        string Lines(long size)
        {
            var sizes = shape.Select((known, i) => i == axis ? $"n{name}" : $"{known}");
            return $"var n{name} = {size};\n        var {name} = torch.{factory}({Sizes(sizes)});";
        }

        AddLines(result, Lines(shape[axis]), Lines(shape[axis] + 1));
        return result;
    }

    private void Product(Value x)
    {
        if (x.Rank < 2) return;
        var weights = Make(x.Shape[^1], Size());
        var call = x.Rank == 2 ? Pick("matmul", "mm") : "matmul";
        Add(new(Name(), [.. x.Shape[..^1], weights.Shape[1]], true), $"{x.Name}.{call}({weights.Name})",
            $"{x.Name}.{call}({weights.Name}.t())", $"{x.Name}.transpose(-2, -1).{call}({weights.Name})");
    }

    private void Scores(Value x)
    {
        if (x.Rank < 2) return;
        string Text(string right) => $"torch.matmul({x.Name}, {x.Name}{right})";
        Add(new(Name(), [.. x.Shape[..^1], x.Shape[^2]], true), Text(".transpose(-2, -1)"),
            Text(""), Text($".transpose(0, {x.Rank})"));
    }

    private void Batched(Value x)
    {
        if (x.Rank != 3) return;
        var other = Make(x.Shape[0], x.Shape[2], Size());
        Add(new(Name(), [x.Shape[0], x.Shape[1], other.Shape[2]], true), $"{x.Name}.bmm({other.Name})",
            $"{x.Name}.bmm({other.Name}.transpose(1, 2))", $"{x.Name}.bmm({other.Name}[0])",
            $"{x.Name}.transpose(0, 1).bmm({other.Name})");
    }

    private void Pointwise(Value x)
    {
        var (sign, axis) = (Pick("+", "-", "*", "/"), random.Next(x.Rank));
        string Text(string right) => $"{x.Name} {sign} {right}";
        string Fresh(IEnumerable<long> sizes) => Text($"torch.rand({Sizes(sizes)})");
        var result = new Value(Name(), x.Shape, true);
        switch (random.Next(4))
        {
            case 0:
                Add(result, Fresh(x.Shape), Fresh(Changed(x.Shape)), Fresh(x.Shape.Reverse()));
                break;
            case 1:
                Add(result, Fresh(x.Shape[^1..]), Fresh([x.Shape[^1] + 1]), Fresh(x.Shape[..1]));
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
        if (x.Rank < 2) return;
        var shape = x.Shape.ToArray();
        var one = random.Next(x.Rank);
        var two = (one + random.Next(1, x.Rank)) % x.Rank;
        (shape[one], shape[two]) = (shape[two], shape[one]);
        var last = two == x.Rank - 1 && random.Next(2) == 0 ? -1 : two;
        string Text(int a, int b) => $"{x.Name}.transpose({a}, {b})";
        Add(new(Name(), shape, false), Text(one, last), Text(one, x.Rank), Text(one, one));
    }

    private void Permute(Value x)
    {
        if (x.Rank < 2) return;
        var order = Enumerable.Range(0, x.Rank).ToArray();
        random.Shuffle(order);
        string Text(IEnumerable<int> axes) => $"{x.Name}.permute({List(axes)})";
        Add(new(Name(), [.. order.Select(axis => x.Shape[axis])], false), Text(order),
            Text(order[..^1]), Text([.. order[..^1], order[0]]), Text(order.Reverse()));
    }

    private void Merge(Value x)
    {
        if (x.Rank < 2) return;
        var axis = random.Next(x.Rank - 1);
        long[] shape = [.. x.Shape[..axis], x.Shape[axis] * x.Shape[axis + 1], .. x.Shape[(axis + 2)..]];
        var call = x.Contiguous ? Pick("view", "reshape") : "reshape";
        string Text(IEnumerable<string> sizes) => $"{x.Name}.{call}({List(sizes)})";
        string Size(int of) => $"{x.Name}.shape[{of}]";
        var result = new Value(Name(), shape, x.Contiguous);
        switch (random.Next(3))
        {
            case 0:
                var plain = shape.Select(size => $"{size}").ToArray();
                Add(result, Text(plain), Text([.. plain[..^1], $"{shape[^1] + 1}"]), Text([.. plain, "2"]));
                break;
            case 1:
                IEnumerable<string> Sized(int other) => shape.Select((_, i) =>
                    i == axis ? $"{Size(axis)} * {Size(other)}" : Size(i < axis ? i : i + 1));
                Add(result, Text(Sized(axis + 1)), Text(Sized(axis)));
                break;
            default:
                Add(result with { Contiguous = false }, $"{x.Name}.flatten({axis}, {axis + 1})",
                    $"{x.Name}.flatten({axis}, {x.Rank})", $"{x.Name}.flatten()");
                break;
        }
    }

    private void Split(Value x)
    {
        var axis = Array.FindIndex(x.Shape, size => size is 4 or 6 or 8);
        if (axis < 0) return;
        long[] Halves(long first, long second) => [.. x.Shape[..axis], first, second, .. x.Shape[(axis + 1)..]];
        var shape = Halves(2, x.Shape[axis] / 2);
        string Text(IEnumerable<long> sizes) => $"{x.Name}.reshape({List(sizes)})";
        Add(new(Name(), shape, false), Text(random.Next(2) == 0 ? Halves(2, -1) : shape),
            Text(Halves(7, -1)), Text(Changed(shape)));
    }

    private void Unsqueeze(Value x)
    {
        var axis = random.Next(x.Rank + 1);
        var opened = new Value(Name(), [.. x.Shape[..axis], 1, .. x.Shape[axis..]], x.Contiguous);
        Add(opened, $"{x.Name}.unsqueeze({axis})",
            $"{x.Name}.unsqueeze({x.Rank + 1})", $"{x.Name}.unsqueeze(0).unsqueeze({axis})");
        if (random.Next(2) == 0) return;
        Add(x with { Name = Name() }, $"{opened.Name}.squeeze({axis})",
            $"{opened.Name}.squeeze({opened.Rank})", opened.Name);
    }

    private void Join(Value x)
    {
        var axis = random.Next(x.Rank);
        string Text(string call, string other, int dim) => $"torch.{call}([{x.Name}, {other}], dim: {dim})";
        if (random.Next(2) == 0)
        {
            Add(new(Name(), [.. x.Shape[..axis], 2, .. x.Shape[axis..]], true), Text("stack", $"{x.Name} * 2", axis),
                Text("stack", $"torch.rand({Sizes(Changed(x.Shape))})", axis),
                Text("stack", $"{x.Name}.sum(dim: {axis})", axis));
            return;
        }

        var beside = Make([.. x.Shape[..axis], Size(), .. x.Shape[(axis + 1)..]]);
        long[] joined = [.. x.Shape[..axis], x.Shape[axis] + beside.Shape[axis], .. x.Shape[(axis + 1)..]];
        Add(new(Name(), joined, true), Text("cat", beside.Name, axis),
            Text("cat", beside.Name, (axis + 1) % x.Rank), Text("cat", beside.Name, x.Rank),
            Text("cat", $"{beside.Name}.unsqueeze(0)", axis));
    }

    private void Sum(Value x)
    {
        var (axis, keep, call) = (random.Next(x.Rank), random.Next(2) == 0, random.Next(3));
        string Text(int dim, bool kept) => call switch
        {
            0 => $"{x.Name}.sum(dim: {dim}, keepdim: {(kept ? "true" : "false")})",
            1 => $"{x.Name}.mean([{dim}], keepdim: {(kept ? "true" : "false")})",
            _ => $"{x.Name}.amax([{dim}L], keepdim: {(kept ? "true" : "false")})",
        };
        long[] one = keep ? [1] : [];
        var sum = new Value(Name(), [.. x.Shape[..axis], .. one, .. x.Shape[(axis + 1)..]], true);
        Add(sum, Text(axis, keep), Text(axis, !keep), Text(x.Rank, keep));
        if (!keep || call != 0) return;
        string Share(int dim) => $"({x.Name} / {sum.Name}).softmax({dim})";
        Add(new(Name(), x.Shape, true), Share(axis), Share(x.Rank));
    }

    private void Layer(Value x)
    {
        if (x.Rank < 2) return;
        var (inside, hidden, outside) = (x.Shape[^1], Size(), Size());
        string Linear(long from) => $"nn.Linear({from}, {outside}).call({x.Name})";
        string Norm(params long[] sizes) => $"nn.LayerNorm(new long[] {{ {List(sizes)} }}).call({x.Name})";
        string Deep(long to, long from) =>
            $"nn.Sequential(nn.Linear({inside}, {to}), nn.ReLU(), nn.Linear({from}, {outside})).call({x.Name})";
        var result = new Value(Name(), [.. x.Shape[..^1], outside], true);
        switch (random.Next(3))
        {
            case 0: Add(result, Linear(inside), Linear(inside + 1)); break;
            case 1: Add(result, Deep(hidden, hidden), Deep(hidden, hidden + 1)); break;
            default:
                Add(result with { Shape = x.Shape }, Norm(inside), Norm(inside + 2), Norm(x.Shape[^2], inside + 1));
                break;
        }
    }

    private void Convolve(Value x)
    {
        if (x.Rank != 4 || x.Shape[2] < 3 || x.Shape[3] < 3) return;
        var (channels, padded) = (Size(), random.Next(2) == 0);
        string Text(long from) => $"nn.Conv2d({from}, {channels}, 3{(padded ? ", padding: 1" : "")}).call({x.Name})";
        var (height, width) = padded ? (x.Shape[2], x.Shape[3]) : (x.Shape[2] - 2, x.Shape[3] - 2);
        var picture = new Value(Name(), [x.Shape[0], channels, height, width], true);
        Add(picture, Text(x.Shape[1]), Text(x.Shape[1] + 1));
        string Head(long from) => $"nn.Linear({from}, 3).call({picture.Name}.flatten(1))";
        Add(new(Name(), [x.Shape[0], 3], true), Head(channels * height * width),
            Head(channels * x.Shape[2] * (x.Shape[3] + 1)));
    }

    private void Embed()
    {
        var (tokens, width, shape) = (Name(), Size(), Shape(2));
        string Text(long size) => $"nn.Embedding(10, {size}).call({tokens})";
        lines.Add(new($"var {tokens} = torch.zeros({List(shape)}, dtype: ScalarType.Int64);", []));
        Add(new(Name(), [.. shape, width], true), Text(width), Text(width + 1));
    }

    private void Einsum(Value x)
    {
        if (x.Rank is < 2 or > 4) return;
        var weights = Make(x.Shape[^1], Size());
        var (axes, kept, last) = (Words(Names[..x.Rank]), Words(Names[..(x.Rank - 1)]), Names[x.Rank - 1]);
        string Text(string left, string right) =>
            $"Einsum(\"{left}, {right} -> {kept} out\", {x.Name}, {weights.Name})";
        Add(new(Name(), [.. x.Shape[..^1], weights.Shape[1]], true), Text(axes, $"{last} out"),
            Text(axes, $"out {last}"), Text($"{axes} more", $"{last} out"), Text(kept, $"{last} out"),
            Text(axes, $"more {last} out"));
    }

    private void Rearrange(Value x)
    {
        if (x.Rank is < 2 or > 4) return;
        var (axes, kept, last) = (Words(Names[..x.Rank]), Words(Names[..(x.Rank - 1)]), Names[x.Rank - 1]);
        switch (random.Next(4))
        {
            case 0:
                string Turned(string from) => $"Rearrange({x.Name}, \"{from} -> {last} {kept}\")";
                Add(new(Name(), [x.Shape[^1], .. x.Shape[..^1]], false), Turned(axes),
                    Turned($"more {axes}"), Turned(kept));
                break;
            case 1 when x.Shape[^1] is 4 or 6 or 8:
                string Cut(int part) =>
                    $"Rearrange({x.Name}, \"{kept} (part rest) -> part {kept} rest\", (\"part\", {part}))";
                Add(new(Name(), [2, .. x.Shape[..^1], x.Shape[^1] / 2], false), Cut(2), Cut(5), Cut(7));
                break;
            case 2:
                string Reduced(string from) => $"Reduce({x.Name}, \"{from} -> {kept}\", Reduction.Mean)";
                Add(new(Name(), x.Shape[..^1], true), Reduced(axes), Reduced($"{axes} more"), Reduced(Names[0]));
                break;
            default:
                string Repeated(string from, string size) =>
                    $"Repeat({x.Name}, \"{from} -> {axes} copy\", (\"{size}\", 3))";
                Add(new(Name(), [.. x.Shape, 3], false), Repeated(axes, "copy"), Repeated(axes, "copies"),
                    Repeated(kept, "copy"));
                break;
        }
    }

    private void Slice(Value x)
    {
        var axis = random.Next(x.Rank);
        long[] With(long size) => [.. x.Shape[..axis], size, .. x.Shape[(axis + 1)..]];
        string Index(string[] items) => $"{x.Name}[{List(items)}]";
        switch (random.Next(4))
        {
            case 0:
                Add(new(Name(), x.Shape[1..], x.Contiguous), Index(["0"]),
                    Index([.. Enumerable.Repeat("0", x.Rank + 1)]));
                break;
            case 1 when x.Shape[axis] > 1:
                string Narrow(int dim, long length) => $"{x.Name}.narrow({dim}, 1, {length})";
                Add(new(Name(), With(x.Shape[axis] - 1), false), Narrow(axis, x.Shape[axis] - 1),
                    Narrow(axis, x.Shape[axis]), Narrow(x.Rank, 1));
                break;
            case 2 when x.Shape[axis] % 2 == 0:
                string Half(int dim) => $"{x.Name}.chunk(2, dim: {dim})[1]";
                Add(new(Name(), With(x.Shape[axis] / 2), false), Half(axis), Half(x.Rank), x.Name);
                break;
            case 3 when x.Rank > 1 && x.Shape[1] > 1:
                Add(new(Name(), [x.Shape[0], x.Shape[1] - 1, .. x.Shape[2..]], false), Index(["..", "1.."]),
                    Index(["..", "1..", .. Enumerable.Repeat("..", x.Rank)]));
                break;
        }
    }

    private void Branch(Value x)
    {
        var name = Name();
        string Text(string one, string other) => string.Join("\n        ",
            $"Tensor {name};", "if (flag)", "{", $"    {name} = {one};", "}",
            "else", "{", $"    {name} = {other};", "}");
        string Plus(long[] shape) => $"{x.Name} + torch.ones({Sizes(shape)})";
        AddLines(new(name, x.Shape, false), Text($"{x.Name} * 2", Plus(x.Shape)),
            Text($"{x.Name} * 2", Plus(Changed(x.Shape))), Text($"{x.Name}.softmax({x.Rank})", Plus(x.Shape)),
            Text($"{x.Name}.unsqueeze(0)", $"{x.Name}.unsqueeze(0)"));
    }

    private void Loop(Value x)
    {
        var (name, size) = (Name(), x.Shape[^1]);
        string Text(string body) => string.Join("\n        ",
            $"var {name} = {x.Name} * 1;", $"for (var i{name} = 0; i{name} < 2; i{name}++)",
            "{", $"    {name} = {body};", "}");
        string Times(long rows, long columns) => Text($"{name}.matmul(torch.rand({rows}, {columns}))");
        var result = new Value(name, x.Shape, true);
        if (x.Rank < 2)
            AddLines(result, Text($"{name}.softmax(0)"), Text($"{name}.softmax(1)"));
        else
            AddLines(result, Times(size, size), Times(size, size + 1), Times(size + 1, size),
                Text($"{name} / {name}.sum(dim: {x.Rank})"));
    }
}
