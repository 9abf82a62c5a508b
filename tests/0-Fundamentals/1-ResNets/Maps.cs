using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Fundamentals.ResNets;

/// <summary>Inputs for the tests of this section's layers and networks, and what else these need.</summary>
internal static class Maps
{
    /// <summary>Numbers around 0, float32: the same in every run.</summary>
    /// <param name="view">Whether they lie apart in memory, and not at its beginning.</param>
    /// <param name="shape">The sizes of the axes.</param>
    public static Tensor Numbers(bool view, params long[] shape) => Numbers(2026, view, shape);

    /// <summary>Numbers around 0 from a seed.</summary>
    public static Tensor Numbers(ulong seed, bool view, params long[] shape)
    {
        using var generator = new Generator(seed);
        var x = randn(shape, generator: generator);
        return view ? stack([x + 1, x], -1).select(-1, 1) : x;
    }

    /// <summary>Whole numbers from 0 up to, not including, <paramref name="below"/>.</summary>
    public static Tensor Labels(long below, long count)
    {
        using var generator = new Generator(2027);
        return randint(below, [count], dtype: int64, generator: generator);
    }

    /// <summary>The names and shapes of a module's parameters: <c>weight [5, 3, 2, 2]</c>.</summary>
    public static IEnumerable<string> Parameters(nn.Module module) =>
        module.named_parameters().Select(x => $"{x.name} {Shape(x.parameter)}");

    /// <summary>The names, shapes and types of a module's buffers.</summary>
    public static IEnumerable<string> Buffers(nn.Module module) =>
        module.named_buffers().Select(x => $"{x.name} {Shape(x.buffer)} {x.buffer.dtype}");

    /// <summary>Gives a module other parameters and other running statistics than it was made with.</summary>
    public static T Shuffled<T>(this T module) where T : nn.Module
    {
        using var off = no_grad();
        using var generator = new Generator(7);
        foreach (var (name, x) in module.named_parameters())
        {
            var bound = x.ndim > 1 ? 1 / Math.Sqrt(x.numel() / (double)x.shape[0]) : 0.5;
            x.uniform_(-bound, bound, generator);
            // Weights of normalisations are near 1.
            if (x.ndim == 1 && name.EndsWith("weight", StringComparison.Ordinal)) x.add_(1);
        }
        foreach (var (name, x) in module.named_buffers())
        {
            if (x.dtype == int64) x.fill_(3);
            else if (name.EndsWith("var", StringComparison.Ordinal)) x.uniform_(0.5, 1.5, generator);
            else x.uniform_(-0.3, 0.3, generator);
        }
        return module;
    }

    /// <summary>
    /// Gives a learner's module the parameters and buffers of one whose layers are libtorch's, by their order. Fails with
    /// the first that does not fit.
    /// </summary>
    public static T With<T>(this T module, nn.Module reference) where T : nn.Module
    {
        using var off = no_grad();
        ShouldFit("parameter", Named(module.named_parameters()), Named(reference.named_parameters()));
        ShouldFit("buffer", [.. module.named_buffers()], [.. reference.named_buffers()]);
        foreach (var (mine, its) in module.parameters().Zip(reference.parameters())) mine.copy_(its);
        foreach (var (mine, its) in module.buffers().Zip(reference.buffers())) mine.copy_(its);
        return module;
    }

    /// <summary>Sets the mode, and gives the module back.</summary>
    public static T In<T>(this T module, bool training) where T : nn.Module
    {
        module.train(training);
        return module;
    }

    /// <summary>All buffers of one module equal those of another.</summary>
    public static void ShouldHaveTheBuffersOf(this nn.Module module, nn.Module reference, double tolerance)
    {
        foreach (var (mine, its) in module.buffers().Zip(reference.buffers()))
            mine.Should().BeCloseTo(its, tolerance);
    }

    /// <summary>The buffers as they are now, to be compared with what they are later.</summary>
    public static IReadOnlyList<Tensor> Statistics(this nn.Module module) =>
        [.. module.buffers().Select(x => x.detach().clone())];

    /// <summary>The model was asked in evaluation mode: its buffers are what they were before.</summary>
    public static void ShouldHaveKept(this nn.Module module, IReadOnlyList<Tensor> statistics) => Must.Hold(
        module.buffers().Zip(statistics).All(x => x.First.eq(x.Second).all().item<bool>()),
        "The model's running statistics moved: it was asked in training mode. Call `eval()` first, and set the mode " +
            "back afterwards.");

    /// <summary>The numbers as a tensor, to be compared.</summary>
    public static Tensor AsTensor(this IEnumerable<double> numbers) => tensor(numbers.ToArray());

    // Only shapes count; but names tell where the first difference is, as a bias looks like a normalisation's weight.
    private static void ShouldFit(
        string what, IReadOnlyList<(string Name, Tensor Value)> mine, IReadOnlyList<(string Name, Tensor Value)> wanted)
    {
        if (mine.Select(x => Shape(x.Value)).SequenceEqual(wanted.Select(x => Shape(x.Value)))) return;
        Must.Hold(mine.Count > 0, $"No {what} is registered: does the constructor end with `RegisterComponents()`?");
        var at = mine.Zip(wanted).TakeWhile(x => Shape(x.First.Value) == Shape(x.Second.Value)
            && Last(x.First.Name) == Last(x.Second.Name)).Count();
        var number = $"{char.ToUpperInvariant(what[0])}{what[1..]} {at + 1}";
        var first = at == mine.Count ? $"{number}, after `{mine[^1].Name}`, should be {Wanted()}"
            : $"{number}, `{mine[at].Name}`, is {Shape(mine[at].Value)}, should be {Wanted()}";
        var rest = (mine.Count - wanted.Count) switch
        {
            > 0 and var many => $"; {many} too many",
            < 0 and var few => $"; {-few} missing",
            _ => "",
        };
        Must.Hold(false, $"{first}{rest}.");

        string Wanted() => at == wanted.Count ? "none"
            : at < mine.Count && Last(mine[at].Name) != Last(wanted[at].Name)
                ? $"a {Last(wanted[at].Name)} {Shape(wanted[at].Value)}" : Shape(wanted[at].Value);
        static string Last(string name) => name[(name.LastIndexOf('.') + 1)..];
    }

    private static List<(string Name, Tensor Value)> Named(
        IEnumerable<(string Name, TorchSharp.Modules.Parameter Value)> parameters) =>
        [.. parameters.Select(x => (x.Name, (Tensor)x.Value))];

    private static string Shape(Tensor x) => $"[{string.Join(", ", x.shape)}]";
}
