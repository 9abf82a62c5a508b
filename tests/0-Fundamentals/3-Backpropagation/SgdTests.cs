using Arena.Arrays;
using Arena.Testing;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Backpropagation;

public class SgdTests
{
    [ExerciseTheory("0.3.27")]
    [InlineData(0.1, 0)]
    [InlineData(0.5, 0.9)]
    [InlineData(0.01, 0.5)]
    public void StepsLikeLibtorch(double rate, double momentum)
    {
        Parameter[] parameters = [new(Some.Numbers(1, 2, 3)), new(Some.Numbers(2, 3)), new(2)];
        var start = parameters.Select(x => x.Array.Torch()).ToArray();
        var wanted = parameters.Select(x => new TorchSharp.Modules.Parameter(x.Array.Torch())).ToArray();
        using var libtorch = optim.SGD(wanted, rate, momentum);
        var optimiser = new Sgd(parameters, rate, momentum);
        for (var step = 0; step < 5; step++)
        {
            for (var i = 0; i < parameters.Length; i++)
            {
                parameters[i].Grad = Some.AwayFromZero(10 * step + i, parameters[i].Shape);
                wanted[i].grad = parameters[i].Grad!.Torch();
            }
            using var unchanged = Some.MustStayUnchanged([.. parameters.Select(x => x.Grad!)]);
            optimiser.Step();
            libtorch.step();
            for (var i = 0; i < parameters.Length; i++)
                parameters[i].Array.Torch().Should().BeCloseTo(wanted[i].detach(), tolerance: 1e-12, mistakes:
                [
                    ("the step went up the hill: subtract it", 2 * start[i] - wanted[i].detach()),
                    ("nothing was changed", start[i]),
                    ("the learning rate was left out", start[i] - parameters[i].Grad!.Torch()),
                    ("the first velocity was made smaller; it is the gradient itself",
                        start[i] - (1 - momentum) * rate * parameters[i].Grad!.Torch()),
                ]);
        }
    }

    [ExerciseFact("0.3.27")]
    public void ChangesTheArraysThemselves()
    {
        var parameter = new Parameter(new NdArray([1, 2], 2));
        var array = parameter.Array;
        parameter.Grad = new NdArray([10, 20], 2);
        new Sgd([parameter], 0.1).Step();
        parameter.Array.Should().BeSameAs(array);
        array.Data.ToArray().Should().Equal(0, 0);
        array.Version.Should().BePositive("a change in place has to be counted");
        parameter.Grad.Data.ToArray().Should().Equal([10, 20], "a step leaves the gradients as they are");
    }

    [ExerciseFact("0.3.27")]
    public void WithoutAGradientAParameterStays()
    {
        var (one, other) = (new Parameter(new NdArray([1, 2], 2)), new Parameter(new NdArray([3, 4], 2)));
        var optimiser = new Sgd([one, other], 0.1, momentum: 0.9);
        other.Grad = new NdArray([10, 20], 2);
        optimiser.Step();
        one.Array.Data.ToArray().Should().Equal([1, 2], "it has no gradient");
        other.Array.Data.ToArray().Should().Equal([2, 2], "it comes after one without a gradient, and has one");
    }

    [ExerciseFact("0.3.27")]
    public void ZeroGradForgetsAllGradients()
    {
        Parameter[] parameters = [new(1), new(Some.Numbers(1, 2)), new(3)];
        var optimiser = new Sgd(parameters, 0.1);
        parameters[0].Grad = 5;
        parameters[1].Grad = Some.Numbers(2, 2);
        optimiser.ZeroGrad();
        parameters.Should().AllSatisfy(x => x.Grad.Should().BeNull());
        parameters[0].Array.Number.Should().Be(1, "ZeroGrad changes no parameter");
    }

    [ExerciseFact("0.3.27")]
    public void GoesThroughItsParametersAsOftenAsItNeeds()
    {
        // A sequence that can be gone through once only, as a query over a stream would be.
        var parameter = new Parameter(1);
        var left = new Queue<Parameter>([parameter]);
        var optimiser = new Sgd(Once(), 0.5);
        for (var step = 0; step < 2; step++)
        {
            parameter.Grad = 1;
            optimiser.Step();
            optimiser.ZeroGrad();
        }
        parameter.Array.Number.Should().Be(0, "each of two steps takes half");
        parameter.Grad.Should().BeNull();

        IEnumerable<Parameter> Once()
        {
            while (left.TryDequeue(out var next)) yield return next;
        }
    }

    [ExerciseFact("0.3.27")]
    public void RollsDownToTheBottom()
    {
        var parameter = new Parameter(new NdArray([5, -3], 2));
        var optimiser = new Sgd([parameter], 0.1, momentum: 0.5);
        for (var step = 0; step < 100; step++)
        {
            optimiser.ZeroGrad();
            var distance = parameter - new NdArray([1, 2], 2);
            Autograd.Backprop((distance * distance).Sum());
            optimiser.Step();
        }
        parameter.Array.Torch().Should().BeCloseTo(tensor(new[] { 1.0, 2 }), tolerance: 1e-6, axes: "number");
    }
}
