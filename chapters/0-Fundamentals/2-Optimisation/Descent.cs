using Arena.Tensors;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Arena.Fundamentals.Optimisation;

/// <summary>Walks on surfaces.</summary>
public static class Descent
{
    /// <summary>Walks down a surface, and records every place on the way.</summary>
    /// <param name="surface">Where to walk.</param>
    /// <param name="start">Where to begin.</param>
    /// <param name="makeOptimiser">Makes the optimiser of a parameter <c>xy</c>, which holds x and y.</param>
    /// <param name="steps">How many steps to take.</param>
    /// <returns>
    /// <c>place xy</c>, float64: the start, and where each step ended. It belongs to no graph.
    /// </returns>
    /// <remarks>Whatever else is made on the way is freed, step by step.</remarks>
    [Exercise("0.2.5", "A path downhill",
        Minutes = 20, Difficulty = 3, Importance = 5, Model = MentalModel.FunctionApproximators)]
    [return: Shape("place xy")]
    public static Tensor Path(
        Surface surface, (double X, double Y) start, Func<IReadOnlyList<Parameter>, Optimiser> makeOptimiser, int steps)
    {
        throw new NotImplementedException("0.2.5 A path downhill");
    }
}
