using Arena.Arrays;

namespace Arena.Fundamentals.Backpropagation;

/// <summary>Records what is computed, and goes back through the record.</summary>
public static class Autograd
{
    /// <summary>Computes an operation, and records how where a gradient may be asked for later.</summary>
    /// <param name="operation">What to compute.</param>
    /// <param name="inputs">From what.</param>
    /// <returns>
    /// The result. It requires a gradient when <see cref="GradMode"/> is on, the operation is differentiable and one of
    /// the inputs requires one; only then it has a <see cref="Recipe"/>.
    /// </returns>
    [Exercise("0.3.18", "Compute and record",
        Minutes = 15, Difficulty = 3, Importance = 5, Model = MentalModel.FunctionApproximators)]
    public static Variable Apply(Operation operation, params IReadOnlyList<Variable> inputs)
    {
        var output = operation.Forward([.. inputs.Select(input => input.Array)]);
        var requiresGrad = GradMode.IsOn && operation.IsDifferentiable && inputs.Any(input => input.RequiresGrad);
        return new Variable(output, requiresGrad, requiresGrad ? new Recipe(operation, inputs, output) : null);
    }

    /// <summary>
    /// Goes back from a variable to all leaves that it was computed from, and adds to <see cref="Variable.Grad"/> of
    /// each leaf that requires a gradient. Other variables keep the Grad that they have. The sum is a new array: what
    /// was there, and <paramref name="gradient"/>, are not changed.
    /// </summary>
    /// <param name="end">Mostly a loss.</param>
    /// <param name="gradient">
    /// The gradient with respect to <paramref name="end"/>, of its shape. It may be left out for a single number: then
    /// it is 1.
    /// </param>
    /// <exception cref="InvalidOperationException">
    /// <paramref name="end"/> does not require a gradient; or it has more than one number, and no gradient is given.
    /// </exception>
    /// <exception cref="ArgumentException">The gradient has another shape.</exception>
    /// <exception cref="ChangedInPlaceException">
    /// An array that is needed was changed since the forward pass.
    /// </exception>
    [Exercise("0.3.20", "Backpropagation",
        Minutes = 40, Difficulty = 5, Importance = 5, Model = MentalModel.FunctionApproximators)]
    public static void Backprop(Variable end, NdArray? gradient = null)
    {
        if (!end.RequiresGrad)
            throw new InvalidOperationException("Nothing that this was computed from requires a gradient.");
        if (gradient is null && end.Array.Count != 1)
            throw new InvalidOperationException("Say which gradient to begin with, or sum the numbers up first.");
        gradient ??= NdArray.Full(1, end.Shape);
        if (!gradient.Shape.SequenceEqual(end.Shape))
            throw new ArgumentException("The gradient has to have the shape of the variable.");

        var gradients = new Dictionary<Variable, NdArray> { [end] = gradient };
        var sorted = Graph.TopologicalSort(end, x => x.Recipe?.Inputs.Where(input => input.RequiresGrad) ?? []);
        foreach (var variable in sorted.Reverse())
        {
            var gradOut = gradients[variable];
            if (variable.Recipe is not { } recipe)
            {
                variable.Grad = variable.Grad is null ? gradOut : variable.Grad + gradOut;
                continue;
            }
            for (var position = 0; position < recipe.Inputs.Count; position++)
            {
                var input = recipe.Inputs[position];
                if (!input.RequiresGrad) continue;
                var back = StandardBackward.Table.Find(recipe.Operation, position);
                var share = back(gradOut, recipe.OutputArray, recipe.Operation, recipe.InputArrays);
                gradients[input] = gradients.TryGetValue(input, out var others) ? others + share : share;
            }
        }
    }
}
