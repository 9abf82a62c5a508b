using Arena.Arrays;
using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Backpropagation;

public class ModuleTests
{
    [ExerciseFact("0.3.22")]
    public void OwnParametersAndThoseOfParts()
    {
        var network = new Part();
        network.Own("scale", 1);
        network.Have("first", new Part()).Own("weight", 2);
        var second = network.Have("second", new Part());
        second.Own("weight", 3);
        second.Own("bias", 4);
        second.Have("inner", new Part()).Own("weight", 5);
        network.Own("shift", 6);
        Named(network).Should().Equal(
            "scale 1", "shift 6", "first.weight 2", "second.weight 3", "second.bias 4", "second.inner.weight 5");
    }

    [ExerciseFact("0.3.22")]
    public void NothingAndDeepNesting()
    {
        Named(new Part()).Should().BeEmpty("it has no parameters");
        var network = new Part();
        network.Have("empty", new Part());
        network.Have("a", new Part()).Have("b", new Part()).Have("c", new Part()).Own("d", 7);
        Named(network).Should().Equal("a.b.c.d 7");
    }

    [ExerciseFact("0.3.22")]
    public void WhatIsSharedComesOnce()
    {
        var (network, shared) = (new Part(), new Parameter(1));
        var encoder = network.Have("encoder", new Part());
        encoder.Own("weight", shared);
        encoder.Own("again", shared);
        encoder.Own("bias", 2);
        var decoder = network.Have("decoder", new Part());
        decoder.Own("bias", 3);
        decoder.Own("weight", shared);
        Named(network).Should().Equal("encoder.weight 1", "encoder.bias 2", "decoder.bias 3");

        var (twice, part) = (new Part(), new Part());
        part.Own("weight", 4);
        twice.Have("one", part);
        twice.Have("two", part);
        Named(twice).Should().Equal("one.weight 4");
    }

    [ExerciseFact("0.3.22")]
    public void EqualNumbersAreNotTheSameParameter()
    {
        var network = new Part();
        network.Own("a", 0);
        network.Own("b", 0);
        Named(network).Should().Equal("a 0", "b 0");
    }

    [ExerciseTheory("0.3.23")]
    [InlineData(1, 3, 2, true)]
    [InlineData(4, 3, 3, true)]
    [InlineData(5, 1, 4, true)]
    [InlineData(3, 7, 1, false)]
    [InlineData(3, 3, 3, false)]
    public void LinearMultipliesAndAdds(int items, int inputs, int outputs, bool bias)
    {
        var (layer, x) = (new Linear(inputs, outputs, new Noise(3), bias), Some.Numbers(1, items, inputs));
        using var unchanged = Some.MustStayUnchanged(x);
        var result = layer.Forward(x);
        var (weight, shift) = (layer.Weight.Array.Torch().requires_grad_(), layer.Bias?.Array.Torch().requires_grad_());
        var wanted = nn.functional.linear(x.Torch(), weight, shift);
        result.Array.Torch().Should().BeCloseTo(wanted, tolerance: 1e-12, axes: "item output", mistakes:
        [
            ("the bias is missing", x.Torch().mm(weight.t())),
            .. inputs == outputs
                ? [("the weight has to be transposed", wanted - x.Torch().mm(weight.t()) + x.Torch().mm(weight))]
                : Array.Empty<(string, Tensor)>(),
        ]);
        Autograd.Backprop(result, Some.AwayFromZero(2, items, outputs));
        wanted.backward([Some.AwayFromZero(2, items, outputs).Torch()]);
        layer.Weight.Grad!.Torch().Should().BeCloseTo(weight.grad!, tolerance: 1e-10, axes: "output input");
        layer.Bias?.Grad!.Torch().Should().BeCloseTo(shift!.grad!, tolerance: 1e-10, axes: "output");
    }

    [ExerciseTheory("0.3.23")]
    [InlineData(4, 3)]
    [InlineData(25, 2)]
    [InlineData(1, 5)]
    public void LinearBeginsWithNumbersOfTheRightSize(int inputs, int outputs)
    {
        var layer = new Linear(inputs, outputs, new Noise(11));
        var (drawn, bound) = (new Noise(11), 1 / Math.Sqrt(inputs));
        layer.Weight.Array.Torch().Should().BeCloseTo(
            drawn.Uniform(-bound, bound, outputs, inputs).Torch(), tolerance: 1e-12, axes: "output input", mistakes:
            [
                ("the bound is 1/√outputs; it should be 1/√inputs",
                    new Noise(11).Uniform(-1 / Math.Sqrt(outputs), 1 / Math.Sqrt(outputs), outputs, inputs).Torch()),
                ("the numbers are normal; they should be spread evenly",
                    bound * new Noise(11).Normal(outputs, inputs).Torch()),
                ("only positive numbers were drawn", new Noise(11).Uniform(0, bound, outputs, inputs).Torch()),
            ]);
        layer.Bias!.Array.Torch().Should().BeCloseTo(
            drawn.Uniform(-bound, bound, outputs).Torch(), tolerance: 1e-12, axes: "output", mistakes:
            [
                ("the bias was drawn before the weight", new Noise(11).Uniform(-bound, bound, outputs).Torch()),
                ("the bias is 0; it is drawn like the weights", zeros(outputs, dtype: float64)),
            ]);
    }

    [ExerciseFact("0.3.23")]
    public void LinearRegistersItsParameters()
    {
        var layer = new Linear(3, 2, new Noise(1));
        var named = layer.NamedParameters();
        named.Select(x => x.Path).Should().Equal("weight", "bias");
        named[0].Parameter.Should().BeSameAs(layer.Weight);
        named[1].Parameter.Should().BeSameAs(layer.Bias);

        var without = new Linear(3, 2, new Noise(1), bias: false);
        without.Bias.Should().BeNull();
        without.NamedParameters().Select(x => x.Path).Should().Equal("weight");
    }

    private static IEnumerable<string> Named(Module module) =>
        module.NamedParameters().Select(x => $"{x.Path} {x.Parameter.Array.Number}");

    private sealed class Part : Module
    {
        public override Variable Forward(Variable x) => x;

        public void Own(string name, NdArray number) => Register(name, new Parameter(number));

        public void Own(string name, Parameter parameter) => Register(name, parameter);

        public Part Have(string name, Part part) => Register(name, part);
    }
}
