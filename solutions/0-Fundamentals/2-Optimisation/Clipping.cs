using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Optimisation;

/// <summary>Keeps gradients from being too long.</summary>
public static class Clipping
{
    /// <summary>
    /// Shortens the gradients of all parameters together, in place, when they are too long: taken as one long vector,
    /// they keep their direction and get the greatest length that is allowed (Pascanu and others 2013).
    /// </summary>
    /// <param name="parameters">The parameters; those without a gradient do not count.</param>
    /// <param name="greatest">The greatest length allowed.</param>
    /// <returns>The length before.</returns>
    [Exercise("0.2.18", "Clipping by the global norm",
        Minutes = 15, Difficulty = 3, Importance = 4, Model = MentalModel.FunctionApproximators)]
    public static double ClipGradients(IEnumerable<Parameter> parameters, double greatest)
    {
        using var scope = NewDisposeScope();
        List<Tensor> gradients = [.. parameters.Select(x => x.grad).OfType<Tensor>()];
        var length = Math.Sqrt(gradients.Sum(x => x.square().sum().ToDouble()));
        if (length > greatest)
            foreach (var gradient in gradients) gradient.mul_(greatest / length);
        return length;
    }
}
