using Arena.Analyzers.Patterns;

namespace Arena.Analyzers.Tests.Patterns;

/// <summary>Chains that nobody thought of: whatever is called a rearrange computes what the chain computes.</summary>
public sealed class RandomChainsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task What_is_called_a_rearrange_is_one(int seed)
    {
        var random = new Random(seed);
        var chains = Enumerable.Range(0, 60).Select(_ => Chain(random)).ToList();
        string Program(IEnumerable<string> values) => Code.InMethod(
            "[Shape(\"n\")] Tensor x",
            string.Join('\n', values.Select((value, index) => $"var y{index} = {value};"))
            + "\nvar all = new List<Tensor>();\n"
            + string.Join('\n', values.Select((_, index) =>
                $"all.Add(y{index}.flatten()); all.Add(tensor(y{index}.shape).to(float32));"))
            + "\nreturn cat(all);",
            "Tensor");

        var before = Program(chains);
        var called = new Dictionary<string, string>();
        foreach (var finding in await Code.FindingsAsync(before, [new ShapeAnalyzer()]))
        {
            if (finding.Id is not ("TSH2101" or "TSH2103")) continue;
            var chain = before.Substring(finding.Location.SourceSpan.Start, finding.Location.SourceSpan.Length);
            var tensor = finding.Properties[EinopsAdvice.Tensors]!.Split(':');
            var start = before.Substring(int.Parse(tensor[0]), int.Parse(tensor[1]));
            called[chain] =
                $"Rearrange({start}, \"{finding.Properties[EinopsAdvice.Pattern]}\""
                + $"{finding.Properties[EinopsAdvice.Sizes]})";
        }

        called.Should().HaveCountGreaterThan(20);
        var after = Program(chains.Select(chain =>
            called.Where(pair => chain.StartsWith(pair.Key)).OrderBy(pair => -pair.Key.Length)
                .Select(pair => pair.Value + chain[pair.Key.Length..]).FirstOrDefault(chain)));
        RunningCode.MustAgree(before, after, TorchSharp.torch.arange(24).to(TorchSharp.torch.float32));
    }

    // Whatever the steps are, the 24 elements stay.
    private static string Chain(Random random)
    {
        var shape = Factors(random);
        var text = $"x.reshape(24).reshape({string.Join(", ", shape)})";
        for (var step = random.Next(1, 4); step > 0; step--)
        {
            var rank = shape.Count;
            var at = random.Next(rank);
            switch (random.Next(7))
            {
                case 0:
                    var order = Enumerable.Range(0, rank).OrderBy(_ => random.Next()).ToList();
                    text += $".permute({string.Join(", ", order)})";
                    shape = [.. order.Select(axis => shape[axis])];
                    break;
                case 1:
                    var other = random.Next(rank);
                    text += $".transpose({at - rank}, {other})";
                    (shape[at], shape[other]) = (shape[other], shape[at]);
                    break;
                case 2:
                    var last = random.Next(at, rank);
                    text += $".flatten({at}, {last})";
                    var merged = shape.GetRange(at, last - at + 1).Aggregate(1, (one, two) => one * two);
                    shape.RemoveRange(at, last - at + 1);
                    shape.Insert(at, merged);
                    break;
                case 3:
                    text += $".unsqueeze({at})";
                    shape.Insert(at, 1);
                    break;
                case 4 when shape[at] % 2 == 0:
                    text += $".unflatten({at}, 2, -1)";
                    shape.Insert(at + 1, shape[at] / 2);
                    shape[at] = 2;
                    break;
                case 5 when shape[at] == 1 && rank > 1:
                    text += $".squeeze({at})";
                    shape.RemoveAt(at);
                    break;
                default:
                    shape = Factors(random);
                    var open = random.Next(shape.Count);
                    text += $".reshape({string.Join(", ", shape.Select((size, index) => index == open ? -1 : size))})";
                    break;
            }
        }
        return text;
    }

    private static List<int> Factors(Random random)
    {
        var sizes = Enumerable.Repeat(1, random.Next(1, 5)).ToList();
        foreach (var factor in new[] { 2, 2, 2, 3 }) sizes[random.Next(sizes.Count)] *= factor;
        return sizes;
    }
}
