using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Optimisation;

/// <summary>
/// A small net for trying optimisers on, the same in every run. Its parameters are of several shapes; one gets its
/// first gradient in the third step only, and one never gets any.
/// </summary>
internal sealed class Net
{
    /// <summary>From which step on the late parameter takes part.</summary>
    private const int Late = 2;

    private Net(IReadOnlyList<Parameter> parameters) => Parameters = parameters;

    /// <summary>One step of one parameter, in place; two tensors of its shape, 0 at first, are its memory.</summary>
    /// <param name="w">The parameter.</param>
    /// <param name="g">Its gradient.</param>
    /// <param name="one">A memory.</param>
    /// <param name="two">Another.</param>
    /// <param name="t">How many gradients the parameter had, this one included.</param>
    /// <param name="rate">The learning rate.</param>
    public delegate void Rule(Tensor w, Tensor g, Tensor one, Tensor two, int t, double rate);

    public IReadOnlyList<Parameter> Parameters { get; }

    /// <summary>A new one, always with the same numbers.</summary>
    /// <param name="onlyMatrices">Whether every parameter is to have two axes.</param>
    /// <param name="dtype">The numbers' type; float64 by default.</param>
    public static Net Make(bool onlyMatrices = false, ScalarType dtype = ScalarType.Float64)
    {
        using var generator = new Generator(7);
        long[][] shapes = onlyMatrices
            ? [[8, 3], [1, 8], [2, 8], [1, 1], [1, 8], [2, 3]]
            : [[8, 3], [8], [2, 8], [], [8], [2, 3]];
        return new Net(
            [.. shapes.Select(x => new Parameter(randn(x, float64, generator: generator).mul(0.7).to(dtype)))]);
    }

    /// <summary>All numbers of all parameters in a row.</summary>
    public Tensor Numbers() => cat([.. Parameters.Select(x => x.detach().flatten())]);

    /// <summary>Puts the gradients of a step beside the parameters.</summary>
    public void Backward(int step)
    {
        var dtype = Parameters[0].dtype;
        using var scope = NewDisposeScope();
        using var generator = new Generator((ulong)(100 + step));
        var x = randn([6, 3], float64, generator: generator).to(dtype);
        var wanted = randn([6, 2], float64, generator: generator).to(dtype);
        var hidden = x.matmul(Parameters[0].t()) + Parameters[1];
        if (step >= Late) hidden = hidden + Parameters[4];
        var output = tanh(hidden).matmul(Parameters[2].t()) * (1 + Parameters[3]);
        (output - wanted).square().mean().backward();
    }

    /// <summary>What the numbers are after some steps of a libtorch optimiser, or several.</summary>
    /// <param name="steps">How many.</param>
    /// <param name="make">Makes the optimisers.</param>
    /// <param name="halves">Whether the learning rates are halved after two steps.</param>
    /// <param name="dtype">The numbers' type.</param>
    public static Tensor After(
        int steps, Func<IReadOnlyList<Parameter>, optim.Optimizer[]> make, bool halves = true,
        ScalarType dtype = ScalarType.Float64)
    {
        var net = Make(dtype: dtype);
        var optimisers = make(net.Parameters);
        for (var step = 0; step < steps; step++)
        {
            if (step == 2 && halves)
                foreach (var group in optimisers.SelectMany(x => x.ParamGroups))
                    group.LearningRate /= 2;
            foreach (var optimiser in optimisers) optimiser.zero_grad();
            net.Backward(step);
            foreach (var optimiser in optimisers) optimiser.step();
        }
        return net.Numbers();
    }

    /// <summary>What the numbers are after some steps of a rule.</summary>
    /// <param name="steps">How many.</param>
    /// <param name="rate">The learning rate of the first two.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="onlyMatrices">Whether every parameter has two axes.</param>
    /// <param name="oneClock">Whether the rule is told the number of all steps as t.</param>
    public static Tensor After(int steps, double rate, Rule rule, bool onlyMatrices = false, bool oneClock = false)
    {
        var net = Make(onlyMatrices);
        var memory = net.Parameters.Select(x => (One: zeros_like(x), Two: zeros_like(x))).ToList();
        var times = new int[net.Parameters.Count];
        for (var step = 0; step < steps; step++)
        {
            if (step == 2) rate /= 2;
            foreach (var parameter in net.Parameters) parameter.grad?.zero_();
            net.Backward(step);
            using var off = no_grad();
            for (var i = 0; i < times.Length; i++)
                if (net.Parameters[i].grad is { } gradient)
                    rule(
                        net.Parameters[i], gradient.clone(), memory[i].One.detach(), memory[i].Two.detach(),
                        oneClock ? step + 1 : ++times[i], rate);
        }
        return net.Numbers();
    }

    /// <summary>
    /// Trains with an optimiser under test, each step in a dispose scope of its own, and returns the numbers. The
    /// learning rate is halved after two steps.
    /// </summary>
    public Tensor Train(Optimiser optimiser, int steps)
    {
        var leaves = Parameters.Select(x => x.Handle).ToList();
        for (var step = 0; step < steps; step++)
        {
            if (step == 2) optimiser.LearningRate /= 2;
            using var scope = NewDisposeScope();
            optimiser.ZeroGrad();
            Backward(step);
            List<(Tensor Numbers, Tensor? Gradient)> before =
                [.. Parameters.Select(x => (x.detach().clone(), x.grad?.clone()))];
            TakeStep(optimiser, step);
            foreach (var (parameter, (numbers, gradient)) in Parameters.Zip(before)) Check(parameter, numbers, gradient);
        }
        for (var i = 0; i < leaves.Count; i++)
            Assert.True(
                Parameters[i].Handle == leaves[i] && Parameters[i].is_leaf && Parameters[i].requires_grad,
                "A parameter is no longer what it was: change the numbers in it, in place, inside of no_grad().");
        return Numbers();
    }

    private static void Check(Tensor parameter, Tensor numbers, Tensor? gradient)
    {
        if (gradient is not null)
            Assert.True(
                parameter.grad is { } now && now.eq(gradient).all().item<bool>(),
                "It looks as if Step() changed the gradient itself: give what you make of it, such as the sum of " +
                "gradient and decay, a name of its own.");
        else
            Assert.True(
                parameter.detach().eq(numbers).all().item<bool>(),
                (parameter.detach().abs() - numbers.abs()).max().ToDouble() < 0
                    ? "Weights without a gradient shrank: they should stay as they are."
                    : "Weights without a gradient have changed: they should stay as they are.");
    }

    private static void TakeStep(Optimiser optimiser, int step)
    {
        try
        {
            optimiser.Step();
        }
        catch (InvalidOperationException problem) when (step == 0 && problem.Message.Contains("empty handle"))
        {
            Assert.Fail(
                "What the optimiser remembers ended with the scope in which it was made: use " +
                "ZerosForEachParameter().");
        }
        catch (InvalidOperationException problem) when (step > 0 && problem.Message.Contains("empty handle"))
        {
            Assert.Fail(
                "Something that the optimiser remembers was freed with the scope of the step before. Change the " +
                "tensors of ZerosForEachParameter() in place (`mul_`, `add_`) instead of putting new ones there.");
        }
        catch (NullReferenceException)
        {
            Assert.Fail("A parameter has no gradient (`grad` is null). Such a parameter stays as it is.");
        }
    }
}
