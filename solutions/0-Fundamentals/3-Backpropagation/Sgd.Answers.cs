using Arena.Arrays;

namespace Arena.Fundamentals.Backpropagation;

/// <summary>Adds the gradient.</summary>
[SolutionOnly, WrongAnswer("0.3.27", Says = "the step went up the hill")]
internal sealed class SgdUpTheHill
{
    private readonly IReadOnlyList<Parameter> parameters;
    private readonly double learningRate;
    private readonly double momentum;
    private readonly Dictionary<Parameter, NdArray> velocities = [];

    public SgdUpTheHill(IEnumerable<Parameter> parameters, double learningRate, double momentum = 0)
    {
        this.parameters = [.. parameters];
        this.learningRate = learningRate;
        this.momentum = momentum;
    }

    public void ZeroGrad()
    {
        foreach (var parameter in parameters) parameter.Grad = null;
    }

    public void Step()
    {
        foreach (var parameter in parameters)
        {
            if (parameter.Grad is not { } gradient) continue;
            velocities[parameter] = velocities.TryGetValue(parameter, out var velocity)
                ? momentum * velocity + gradient
                : gradient;
            parameter.Array.AddInPlace(learningRate * velocities[parameter]);
        }
    }
}

/// <summary>A mean that begins at 0.</summary>
[SolutionOnly, WrongAnswer("0.3.27", Says = "the first velocity was made smaller")]
internal sealed class SgdThatDampensTheFirstStep
{
    private readonly IReadOnlyList<Parameter> parameters;
    private readonly double learningRate;
    private readonly double momentum;
    private readonly Dictionary<Parameter, NdArray> velocities = [];

    public SgdThatDampensTheFirstStep(IEnumerable<Parameter> parameters, double learningRate, double momentum = 0)
    {
        this.parameters = [.. parameters];
        this.learningRate = learningRate;
        this.momentum = momentum;
    }

    public void ZeroGrad()
    {
        foreach (var parameter in parameters) parameter.Grad = null;
    }

    public void Step()
    {
        foreach (var parameter in parameters)
        {
            if (parameter.Grad is not { } gradient) continue;
            var velocity = velocities.GetValueOrDefault(parameter, NdArray.Zeros(gradient.Shape));
            velocities[parameter] = momentum * velocity + (1 - momentum) * gradient;
            parameter.Array.AddInPlace(-learningRate * velocities[parameter]);
        }
    }
}

/// <summary>Forgets how it came here.</summary>
[SolutionOnly, WrongAnswer("0.3.27")]
internal sealed class SgdWithoutMomentum
{
    private readonly IReadOnlyList<Parameter> parameters;
    private readonly double learningRate;
    private readonly double momentum;
    private readonly Dictionary<Parameter, NdArray> velocities = [];

    public SgdWithoutMomentum(IEnumerable<Parameter> parameters, double learningRate, double momentum = 0)
    {
        this.parameters = [.. parameters];
        this.learningRate = learningRate;
        this.momentum = momentum;
    }

    public void ZeroGrad()
    {
        foreach (var parameter in parameters) parameter.Grad = null;
    }

    public void Step()
    {
        foreach (var parameter in parameters)
        {
            if (parameter.Grad is not { } gradient) continue;
            velocities[parameter] = momentum * gradient;
            parameter.Array.AddInPlace(-learningRate * gradient);
        }
    }
}

/// <summary>Takes whole gradients.</summary>
[SolutionOnly, WrongAnswer("0.3.27", Says = "the learning rate was left out")]
internal sealed class SgdThatForgetsTheLearningRate
{
    private readonly IReadOnlyList<Parameter> parameters;
    private readonly double learningRate;
    private readonly double momentum;
    private readonly Dictionary<Parameter, NdArray> velocities = [];

    public SgdThatForgetsTheLearningRate(IEnumerable<Parameter> parameters, double learningRate, double momentum = 0)
    {
        this.parameters = [.. parameters];
        this.learningRate = learningRate;
        this.momentum = momentum;
    }

    public void ZeroGrad()
    {
        foreach (var parameter in parameters) parameter.Grad = null;
    }

    public void Step()
    {
        foreach (var parameter in parameters)
        {
            if (parameter.Grad is not { } gradient) continue;
            velocities[parameter] = velocities.TryGetValue(parameter, out var velocity)
                ? momentum * velocity + gradient
                : gradient;
            parameter.Array.AddInPlace(-(learningRate / learningRate) * velocities[parameter]);
        }
    }
}

/// <summary>The result is thrown away.</summary>
[SolutionOnly, WrongAnswer("0.3.27", Says = "nothing was changed")]
internal sealed class SgdWithNewArrays
{
    private readonly IReadOnlyList<Parameter> parameters;
    private readonly double learningRate;
    private readonly double momentum;
    private readonly Dictionary<Parameter, NdArray> velocities = [];

    public SgdWithNewArrays(IEnumerable<Parameter> parameters, double learningRate, double momentum = 0)
    {
        this.parameters = [.. parameters];
        this.learningRate = learningRate;
        this.momentum = momentum;
    }

    public void ZeroGrad()
    {
        foreach (var parameter in parameters) parameter.Grad = null;
    }

    public void Step()
    {
        foreach (var parameter in parameters)
        {
            if (parameter.Grad is not { } gradient) continue;
            velocities[parameter] = velocities.TryGetValue(parameter, out var velocity)
                ? momentum * velocity + gradient
                : gradient;
            _ = parameter.Array - learningRate * velocities[parameter];
        }
    }
}

/// <summary>Ends at the first parameter without a gradient.</summary>
[SolutionOnly, WrongAnswer("0.3.27", Says = "it comes after one without a gradient")]
internal sealed class SgdThatStopsAtAGap
{
    private readonly IReadOnlyList<Parameter> parameters;
    private readonly double learningRate;
    private readonly double momentum;
    private readonly Dictionary<Parameter, NdArray> velocities = [];

    public SgdThatStopsAtAGap(IEnumerable<Parameter> parameters, double learningRate, double momentum = 0)
    {
        this.parameters = [.. parameters];
        this.learningRate = learningRate;
        this.momentum = momentum;
    }

    public void ZeroGrad()
    {
        foreach (var parameter in parameters) parameter.Grad = null;
    }

    public void Step()
    {
        foreach (var parameter in parameters)
        {
            if (parameter.Grad is not { } gradient) return;
            velocities[parameter] = velocities.TryGetValue(parameter, out var velocity)
                ? momentum * velocity + gradient
                : gradient;
            parameter.Array.AddInPlace(-learningRate * velocities[parameter]);
        }
    }
}

/// <summary>Gradients are 0 rather than forgotten.</summary>
[SolutionOnly, WrongAnswer("0.3.27")]
internal sealed class SgdThatZeroesInPlace
{
    private readonly IReadOnlyList<Parameter> parameters;
    private readonly double learningRate;
    private readonly double momentum;
    private readonly Dictionary<Parameter, NdArray> velocities = [];

    public SgdThatZeroesInPlace(IEnumerable<Parameter> parameters, double learningRate, double momentum = 0)
    {
        this.parameters = [.. parameters];
        this.learningRate = learningRate;
        this.momentum = momentum;
    }

    public void ZeroGrad()
    {
        foreach (var parameter in parameters) parameter.Grad?.FillInPlace(0);
    }

    public void Step()
    {
        foreach (var parameter in parameters)
        {
            if (parameter.Grad is not { } gradient) continue;
            velocities[parameter] = velocities.TryGetValue(parameter, out var velocity)
                ? momentum * velocity + gradient
                : gradient;
            parameter.Array.AddInPlace(-learningRate * velocities[parameter]);
        }
    }
}

/// <summary>Goes through the sequence again and again.</summary>
[SolutionOnly, WrongAnswer("0.3.27", Says = "each of two steps takes half")]
internal sealed class SgdThatKeepsTheQuery
{
    private readonly IEnumerable<Parameter> parameters;
    private readonly double learningRate;
    private readonly double momentum;
    private readonly Dictionary<Parameter, NdArray> velocities = [];

    public SgdThatKeepsTheQuery(IEnumerable<Parameter> parameters, double learningRate, double momentum = 0)
    {
        this.parameters = parameters;
        this.learningRate = learningRate;
        this.momentum = momentum;
    }

    public void ZeroGrad()
    {
        foreach (var parameter in parameters) parameter.Grad = null;
    }

    public void Step()
    {
        foreach (var parameter in parameters)
        {
            if (parameter.Grad is not { } gradient) continue;
            velocities[parameter] = velocities.TryGetValue(parameter, out var velocity)
                ? momentum * velocity + gradient
                : gradient;
            parameter.Array.AddInPlace(-learningRate * velocities[parameter]);
        }
    }
}

/// <summary>The learning rate is part of the velocity, as it is constant.</summary>
[SolutionOnly, RightAnswer("0.3.27")]
internal sealed class SgdThatScalesItsVelocity
{
    private readonly IReadOnlyList<Parameter> parameters;
    private readonly double learningRate;
    private readonly double momentum;
    private readonly Dictionary<Parameter, NdArray> velocities = [];

    public SgdThatScalesItsVelocity(IEnumerable<Parameter> parameters, double learningRate, double momentum = 0)
    {
        this.parameters = [.. parameters];
        this.learningRate = learningRate;
        this.momentum = momentum;
    }

    public void ZeroGrad()
    {
        foreach (var parameter in parameters) parameter.Grad = null;
    }

    public void Step()
    {
        foreach (var parameter in parameters)
        {
            if (parameter.Grad is not { } gradient) continue;
            var step = -learningRate * gradient;
            if (velocities.TryGetValue(parameter, out var before)) step += momentum * before;
            parameter.Array.AddInPlace(step);
            velocities[parameter] = step;
        }
    }
}
