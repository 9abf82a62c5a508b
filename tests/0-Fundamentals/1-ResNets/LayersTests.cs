using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Fundamentals.ResNets;

public class LayersTests
{
    private const double Tolerance = 1e-5;

    [ExerciseTheory("0.1.1")]
    [InlineData(false, 7)]
    [InlineData(false, 1, 5)]
    [InlineData(true, 2, 3, 4)]
    public void NegativeNumbersBecomeZero(bool view, params int[] shape)
    {
        var x = Sample.Numbers(view, [.. shape.Select(size => (long)size)]);
        using var unchanged = Inputs.MustStayUnchanged(x);
        new ReLU().call(x).Should().BeCloseTo(nn.functional.relu(x), tolerance: 0, mistakes:
        [
            ("negative numbers lose their sign; they should become 0", x.abs()),
            ("the positive numbers became 0, not the negative ones", x.clamp(max: 0)),
            ("this tells where x is positive; it should keep the numbers there", x.gt(0).to(float32)),
            ("nothing happened to the negative numbers", x),
        ]);
    }

    [ExerciseFact("0.1.1")]
    public void GradientsPassWhereTheNumberIsPositive()
    {
        var x = tensor(new float[] { -2, 3, -0.5f, 0.25f }, requires_grad: true);
        (new ReLU().call(x) * tensor(new float[] { 1, 2, 3, 4 })).sum().backward();
        x.Should().HaveGradient(tensor(new float[] { 0, 2, 0, 4 }), tolerance: 0);
    }

    [ExerciseTheory("0.1.2")]
    [InlineData(5, 3, true)]
    [InlineData(1, 4, true)]
    [InlineData(4, 2, false)]
    public void ParametersAreThoseOfALinearLayer(long inputs, long outputs, bool hasBias)
    {
        var layer = new Linear(inputs, outputs, hasBias);
        var found = layer.named_parameters().Select(x => $"{x.name} ({string.Join(", ", x.parameter.shape)})").ToList();
        List<string> wanted = [$"weight ({outputs}, {inputs})"];
        if (hasBias) wanted.Add($"bias ({outputs})");
        found.Should().Equal(wanted,
            "the optimiser trains what parameters() finds: fields that are set before RegisterComponents()");
        layer.parameters().Should().OnlyContain(x => x.requires_grad, "they are what is learned");
        layer.buffers().Should().BeEmpty("a plain tensor in a field is a buffer, which is not trained");
    }

    [ExerciseTheory("0.1.2")]
    [InlineData(true, false, 2, 5)]
    [InlineData(true, false, 1, 4)]
    [InlineData(true, true, 2, 3, 5)]
    [InlineData(false, true, 3, 4)]
    [InlineData(false, false, 6)]
    public void OutputsAreWeightedSums(bool hasBias, bool view, params int[] shape)
    {
        var x = Sample.Numbers(view, [.. shape.Select(size => (long)size)]);
        var inputs = shape[^1];
        // As many outputs as inputs, so that nothing but the values tells rows from columns.
        var layer = new Linear(inputs, inputs, hasBias);
        var weight = layer.get_parameter("weight")!;
        var bias = layer.get_parameter("bias");
        using var unchanged = Inputs.MustStayUnchanged(x);
        var sums = nn.functional.linear(x, weight);
        layer.call(x).Should().BeCloseTo(bias is null ? sums : sums + bias, Tolerance, mistakes:
        [
            ("rows and columns of the weight are exchanged: it is `d_out d_in`", x.matmul(weight) + (bias ?? zeros(1))),
            .. bias is null ? Array.Empty<(string, Tensor)>() :
            [
                ("the bias is missing", sums),
                ("the bias was subtracted", sums - bias),
                ("the bias was added twice", sums + bias + bias),
            ],
        ]);
    }

    [ExerciseFact("0.1.2")]
    public void LibtorchsLayerTakesItsParameters()
    {
        var x = Sample.Numbers(view: false, 3, 6);
        var layer = new Linear(6, 2);
        var libtorchs = nn.Linear(6, 2);
        libtorchs.load_state_dict(layer.state_dict());
        layer.call(x).Should().BeCloseTo(libtorchs.call(x), Tolerance, axes: "batch d_out");
    }

    // Six standard deviations: 2 in a billion of correct initialisations would fail. The extremes are nearer to the
    // bounds than is asked for in all but 1 of 10¹⁰.
    [ExerciseTheory("0.1.2")]
    [InlineData(64, 1000)]
    [InlineData(16, 1500)]
    public void ParametersAreUniform(long inputs, long outputs)
    {
        var layer = new Linear(inputs, outputs);
        var bound = 1 / Math.Sqrt(inputs);
        foreach (var (name, parameter) in layer.named_parameters())
        {
            using var off = no_grad();
            var x = parameter.detach().to(float64);
            var root = Math.Sqrt(x.numel());
            x.abs().max().item<double>().Should().BeLessThanOrEqualTo(bound,
                $"{name} is between -1/√d_in and 1/√d_in, and d_in is {inputs}");
            x.max().item<double>().Should().BeGreaterThan(0.95 * bound, $"{name} reaches up to 1/√d_in");
            x.min().item<double>().Should().BeLessThan(-0.95 * bound, $"{name} reaches down to -1/√d_in");
            x.mean().item<double>().Should().BeApproximately(0, 6 * bound / Math.Sqrt(3) / root,
                $"{name} is as often negative as positive");
            x.square().mean().item<double>().Should().BeApproximately(
                bound * bound / 3, 6 * bound * bound * Math.Sqrt(4.0 / 45) / root,
                $"all numbers between the bounds are equally likely in {name}");
            x.unique().output.numel().Should().BeGreaterThan(x.numel() * 99 / 100, $"each number in {name} is drawn anew");
        }
    }

    [ExerciseFact("0.1.2")]
    public void TwoLayersDiffer() =>
        new Linear(5, 4).get_parameter("weight")!.allclose(new Linear(5, 4).get_parameter("weight")!)
            .Should().BeFalse("each layer is drawn anew: do not seed the generator in the constructor");

    [ExerciseTheory("0.1.3")]
    [InlineData(1, -1, false, 2, 3, 4)]
    [InlineData(1, -1, true, 2, 3, 4)]
    [InlineData(0, -1, true, 3, 2)]
    [InlineData(1, 2, false, 2, 3, 4, 5)]
    [InlineData(-3, -2, true, 2, 3, 4, 5)]
    [InlineData(0, 1, false, 1, 3, 2)]
    [InlineData(2, 2, true, 2, 3, 4)]
    [InlineData(-1, -1, false, 2, 3)]
    [InlineData(0, 0, true, 2, 3)]
    [InlineData(1, -1, false, 1, 1, 6)]
    public void AxesBecomeOne(long start, long end, bool view, params int[] shape)
    {
        var x = Sample.Numbers(view, [.. shape.Select(size => (long)size)]);
        using var unchanged = Inputs.MustStayUnchanged(x);
        var layer = new Flatten(start, end);
        var wanted = x.flatten(start, end);
        layer.call(x).Should().BeCloseTo(wanted, tolerance: 0, mistakes:
        [
            ("everything was merged, the axes before the first one and after the last one too", x.flatten()),
            ("only the axes after the first were merged, whatever was asked for", x.flatten(1)),
            ("the values are not in reading order",
                x.permute([.. Enumerable.Range(0, (int)x.ndim).Select(axis => x.ndim - 1L - axis)]).reshape(wanted.shape)),
        ]);
        layer.call(x).Should().HaveShape(
            string.Join(" ", wanted.shape.Select((_, axis) => $"axis{axis}")), wanted.shape);
    }

    [ExerciseTheory("0.1.3")]
    [InlineData(4, 2, 3)]
    [InlineData(1, 1, 28)]
    public void ByDefaultTheBatchStays(long batch, long rows, long columns)
    {
        var x = Sample.Numbers(view: false, batch, rows, columns);
        new Flatten().call(x).Should().BeCloseTo(x.flatten(1), tolerance: 0, axes: "batch pixel", mistakes:
            [("the items of the batch were merged too", x.flatten())]);
    }

    [ExerciseFact("0.1.3")]
    public void TheSameLayerTakesOtherShapesLater()
    {
        var layer = new Flatten(-2);
        var (small, large) = (Sample.Numbers(view: false, 2, 3), Sample.Numbers(view: false, 2, 3, 4, 5));
        layer.call(small).Should().BeCloseTo(small.flatten(-2), tolerance: 0);
        layer.call(large).Should().BeCloseTo(large.flatten(-2), tolerance: 0);
    }

    [ExerciseFact("0.1.4")]
    public void EachModuleGetsWhatTheOneBeforeReturns()
    {
        var x = Sample.Numbers(view: false, 2, 3);
        using var unchanged = Inputs.MustStayUnchanged(x);
        var model = new Sequential(new Affine(2, 1), new Affine(-3, 5), new Affine(1, 7));
        model.call(x).Should().BeCloseTo(-3 * ((2 * x) + 1) + 12, Tolerance, mistakes:
        [
            ("the modules were called from last to first", (2 * (-3 * (x + 7) + 5)) + 1),
            ("only the last module was called", x + 7),
            ("every module got the input of the first", x + 7),
            ("the last module was left out", -3 * ((2 * x) + 1) + 5),
            ("the first module was left out", -3 * x + 12),
        ]);
    }

    [ExerciseFact("0.1.4")]
    public void WithoutModulesNothingHappens()
    {
        var x = Sample.Numbers(view: false, 2, 3);
        new Sequential().call(x).Should().BeCloseTo(x, tolerance: 0);
    }

    [ExerciseFact("0.1.4")]
    public void ParametersAreFoundInOrder()
    {
        var model = new Sequential(nn.Linear(3, 4), nn.ReLU(), nn.Linear(4, 2, hasBias: false), nn.BatchNorm1d(2));
        model.named_parameters().Select(x => x.name).Should().Equal(
            ["0.weight", "0.bias", "2.weight", "3.weight", "3.bias"],
            "modules in an array are no fields, so each has to be registered, under its number");
        model.named_buffers().Select(x => x.name).Should().Contain("3.running_mean");
    }

    [ExerciseFact("0.1.4")]
    public void TrainingModeReachesTheModules()
    {
        var (first, last) = (nn.Dropout(0.5), nn.Linear(2, 2));
        var model = new Sequential(first, last);
        model.eval();
        (first.training || last.training).Should().BeFalse("eval() is for all modules inside");
        model.train();
        (first.training && last.training).Should().BeTrue("train() is for all modules inside");
    }

    [ExerciseFact("0.1.4")]
    public void ModulesAreCountedAndFoundByTheirNumber()
    {
        nn.Module<Tensor, Tensor>[] modules = [nn.Linear(2, 3), nn.ReLU(), nn.Linear(3, 1)];
        var model = new Sequential(modules);
        model.Count.Should().Be(3);
        for (var i = 0; i < modules.Length; i++)
            ReferenceEquals(model[i], modules[i]).Should().BeTrue($"module {i} is the one that was given as number {i}");
        ReferenceEquals(model[^1], modules[2]).Should().BeTrue("[^1] is the last one");
    }

    [ExerciseFact("0.1.4")]
    public void HooksOfTheModulesRun()
    {
        var seen = new List<Tensor>();
        var first = new Affine(2, 1);
        first.register_forward_hook((_, _, output) =>
        {
            seen.Add(output);
            return output;
        });
        var x = Sample.Numbers(view: false, 3);
        new Sequential(first, new Affine(3, 0)).call(x);
        seen.Should().ContainSingle("hooks run in call(), not in forward(): call each module once");
        seen[0].Should().BeCloseTo((2 * x) + 1, Tolerance);
    }

    [ExerciseFact("0.1.5")]
    public void TheUsualSizeHas79510Parameters()
    {
        var model = new Mlp();
        model.parameters().Sum(x => x.numel()).Should().Be(79_510, "100 · 784 + 100 + 10 · 100 + 10 are learned");
        model.call(zeros(2, 28, 28)).Should().HaveShape("batch class", 2, 10);
    }

    [ExerciseTheory("0.1.5")]
    [InlineData(false, 2, 3, 4)]
    [InlineData(true, 3, 1, 3, 4)]
    [InlineData(false, 1, 2, 3, 2)]
    public void ScoresAreThoseOfTwoLayersWithAReluBetween(bool view, params int[] shape)
    {
        var x = Sample.Numbers(view, [.. shape.Select(size => (long)size)]);
        using var unchanged = Inputs.MustStayUnchanged(x);
        var model = new Mlp(pixels: 12, hidden: 7, classes: 5);
        var parameters = model.parameters().ToList();
        parameters.Select(p => string.Join(" ", p.shape)).Should().Equal(
            ["7 12", "7", "5 7", "5"], "weight and bias of the first layer are followed by those of the second");
        var flat = x.flatten(1);
        var before = flat.matmul(parameters[0].t()) + parameters[1];
        var wanted = Second(before.relu());
        model.call(x).Should().BeCloseTo(wanted, Tolerance, axes: "batch class", mistakes:
        [
            ("there is no ReLU between the layers: two linear layers in a row are only one", Second(before)),
            ("negative scores became 0: nothing follows the last layer", wanted.relu()),
            ("these are probabilities; the loss wants scores", wanted.softmax(1)),
            ("these are logarithms of probabilities; the loss makes those itself", wanted.log_softmax(1)),
        ]);

        Tensor Second(Tensor hidden) => hidden.matmul(parameters[2].t()) + parameters[3];
    }

    [ExerciseFact("0.1.5")]
    public void AGradientReachesEveryParameter()
    {
        var model = new Mlp(pixels: 6, hidden: 8, classes: 3);
        model.call(Sample.Numbers(view: false, 10, 2, 3)).square().sum().backward();
        model.named_parameters().Where(x => x.parameter.grad is not { } grad || grad.abs().sum().item<float>() == 0)
            .Select(x => x.name).Should().BeEmpty("each of these parameters takes part in the scores");
    }

    /// <summary>A module whose result shows in which order it was called.</summary>
    private sealed class Affine(double factor, double summand) : nn.Module<Tensor, Tensor>(nameof(Affine))
    {
        public override Tensor forward(Tensor x) => (factor * x) + summand;
    }
}
