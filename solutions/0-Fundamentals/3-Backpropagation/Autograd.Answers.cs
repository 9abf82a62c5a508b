using Arena.Arrays;

namespace Arena.Fundamentals.Backpropagation;

/// <summary>What else learners may write for recording and going back.</summary>
[SolutionOnly]
internal static class AutogradAnswers
{
    [WrongAnswer("0.3.18", Says = "gradients are off")]
    internal static Variable IgnoresGradMode(Operation operation, IReadOnlyList<Variable> inputs) =>
        Make(operation, inputs, operation.IsDifferentiable && inputs.Any(x => x.RequiresGrad));

    [WrongAnswer("0.3.18", Says = "the operation is not differentiable")]
    internal static Variable RecordsJumps(Operation operation, IReadOnlyList<Variable> inputs) =>
        Make(operation, inputs, GradMode.IsOn && inputs.Any(x => x.RequiresGrad));

    [WrongAnswer("0.3.18", Says = "requires one")]
    internal static Variable WantsAllInputsToRequireGradients(Operation operation, IReadOnlyList<Variable> inputs) =>
        Make(operation, inputs, GradMode.IsOn && operation.IsDifferentiable && inputs.All(x => x.RequiresGrad));

    [WrongAnswer("0.3.18", Says = "there is a recipe exactly when a gradient is required")]
    internal static Variable AlwaysRecords(Operation operation, IReadOnlyList<Variable> inputs)
    {
        var right = LetsTheRecipeDecide(operation, inputs);
        return new Variable(right.Array, right.RequiresGrad, new Recipe(operation, inputs, right.Array));
    }

    [WrongAnswer("0.3.18", Says = "those without gradients too")]
    internal static Variable LeavesConstantsOutOfTheRecipe(Operation operation, IReadOnlyList<Variable> inputs)
    {
        var right = LetsTheRecipeDecide(operation, inputs);
        var recipe = new Recipe(operation, [.. inputs.Where(x => x.RequiresGrad)], right.Array);
        return right.RequiresGrad ? new Variable(right.Array, requiresGrad: true, recipe) : right;
    }

    [WrongAnswer("0.3.18", Says = "each operation is computed once")]
    internal static Variable ComputesTwice(Operation operation, IReadOnlyList<Variable> inputs)
    {
        operation.Forward([.. inputs.Select(x => x.Array)]);
        return LetsTheRecipeDecide(operation, inputs);
    }

    [RightAnswer("0.3.18")]
    internal static Variable LetsTheRecipeDecide(Operation operation, IReadOnlyList<Variable> inputs)
    {
        var output = operation.Forward([.. inputs.Select(x => x.Array)]);
        Recipe? recipe = null;
        if (GradMode.IsOn && operation.IsDifferentiable)
            foreach (var input in inputs)
                if (input.RequiresGrad) recipe = new Recipe(operation, inputs, output);
        return new Variable(output, recipe is not null, recipe);
    }

    [WrongAnswer("0.3.20", Says = "two ways to the end")]
    internal static void GoesBackBreadthFirst(Variable end, NdArray? gradient)
    {
        var gradients = Begin(end, gradient);
        var open = new Queue<Variable>([end]);
        var seen = new HashSet<Variable> { end };
        while (open.TryDequeue(out var variable))
        {
            Pass(variable, gradients);
            foreach (var parent in Parents(variable))
                if (seen.Add(parent)) open.Enqueue(parent);
        }
    }

    [WrongAnswer("0.3.20", Says = "only one of the two gradients is there")]
    internal static void ReplacesGradients(Variable end, NdArray? gradient)
    {
        var gradients = Begin(end, gradient);
        foreach (var variable in Graph.TopologicalSort(end, Parents).Reverse())
            if (variable.Recipe is not { } recipe) AddTo(variable, gradients[variable]);
            else
                for (var i = 0; i < recipe.Inputs.Count; i++)
                    if (recipe.Inputs[i].RequiresGrad)
                        gradients[recipe.Inputs[i]] = Share(recipe, i, gradients[variable]);
    }

    [WrongAnswer("0.3.20", Says = "the second pass adds to what the first has left")]
    internal static void OverwritesGrad(Variable end, NdArray? gradient)
    {
        var gradients = Begin(end, gradient);
        foreach (var variable in Graph.TopologicalSort(end, Parents).Reverse())
        {
            if (variable.Recipe is null) variable.Grad = null;
            Pass(variable, gradients);
        }
    }

    [WrongAnswer("0.3.20", Says = "it is no leaf")]
    internal static void LeavesGradientsEverywhere(Variable end, NdArray? gradient)
    {
        var gradients = Begin(end, gradient);
        foreach (var variable in Graph.TopologicalSort(end, Parents).Reverse())
        {
            Pass(variable, gradients);
            if (variable.Recipe is not null) AddTo(variable, gradients[variable]);
        }
    }

    [WrongAnswer("0.3.20", Says = "it began with 1")]
    internal static void AlwaysBeginsWithOne(Variable end, NdArray? gradient)
    {
        var gradients = Begin(end, gradient);
        gradients[end] = NdArray.Full(1, end.Shape);
        foreach (var variable in Graph.TopologicalSort(end, Parents).Reverse()) Pass(variable, gradients);
    }

    [WrongAnswer("0.3.20", Says = "which of the six numbers is meant?")]
    internal static void SumsWhateverItGets(Variable end, NdArray? gradient) =>
        CountsWhoWaits(end, gradient ?? NdArray.Full(1, end.Shape));

    [WrongAnswer("0.3.20", Says = "y is not any more what x was multiplied by")]
    internal static void ReadsTheArraysAsTheyAre(Variable end, NdArray? gradient)
    {
        var gradients = Begin(end, gradient);
        foreach (var variable in Graph.TopologicalSort(end, Parents).Reverse())
            if (variable.Recipe is not { } recipe) AddTo(variable, gradients[variable]);
            else
                for (var i = 0; i < recipe.Inputs.Count; i++)
                    if (recipe.Inputs[i].RequiresGrad)
                        Collect(gradients, recipe.Inputs[i], StandardBackward.Table.Find(recipe.Operation, i)(
                            gradients[variable], variable.Array, recipe.Operation,
                            [.. recipe.Inputs.Select(x => x.Array)]));
    }

    [WrongAnswer("0.3.20", Says = "each pass adds 1 to both")]
    internal static void AddsToGradInPlace(Variable end, NdArray? gradient)
    {
        var gradients = Begin(end, gradient);
        foreach (var variable in Graph.TopologicalSort(end, Parents).Reverse())
            if (variable.Recipe is null && variable.Grad is { } grad) grad.AddInPlace(gradients[variable]);
            else Pass(variable, gradients);
    }

    [WrongAnswer("0.3.20", Says = "it is used once")]
    internal static void CollectsInPlace(Variable end, NdArray? gradient)
    {
        var gradients = Begin(end, gradient);
        foreach (var variable in Graph.TopologicalSort(end, Parents).Reverse())
            if (variable.Recipe is not { } recipe) AddTo(variable, gradients[variable]);
            else
                for (var i = 0; i < recipe.Inputs.Count; i++)
                {
                    if (!recipe.Inputs[i].RequiresGrad) continue;
                    var share = Share(recipe, i, gradients[variable]);
                    if (!gradients.TryAdd(recipe.Inputs[i], share)) gradients[recipe.Inputs[i]].AddInPlace(share);
                }
    }

    [RightAnswer("0.3.20")]
    internal static void CountsWhoWaits(Variable end, NdArray? gradient)
    {
        // A variable is due when everybody who used it has passed a gradient on.
        var gradients = Begin(end, gradient);
        var waiting = new Dictionary<Variable, int>();
        var seen = new HashSet<Variable> { end };
        var open = new Stack<Variable>([end]);
        while (open.TryPop(out var variable))
            foreach (var parent in Parents(variable))
            {
                waiting[parent] = waiting.GetValueOrDefault(parent) + 1;
                if (seen.Add(parent)) open.Push(parent);
            }
        open.Push(end);
        while (open.TryPop(out var variable))
        {
            Pass(variable, gradients);
            foreach (var parent in Parents(variable))
                if (--waiting[parent] == 0) open.Push(parent);
        }
    }

    [WrongAnswer("0.3.21", Says = "nothing is copied")]
    internal static Variable CopiesTheArray(Variable variable) => new(variable.Array.Copy());

    [WrongAnswer("0.3.21", Says = "it is cut off from the graph")]
    internal static Variable KeepsTheRecipe(Variable variable) =>
        new(variable.Array, requiresGrad: false, variable.Recipe);

    [WrongAnswer("0.3.21", Says = "it is cut off from the graph")]
    internal static Variable StillRequiresAGradient(Variable variable) => new(variable.Array, requiresGrad: true);

    [WrongAnswer("0.3.21")]
    internal static Variable ReturnsItself(Variable variable) => variable;

    [RightAnswer("0.3.21")]
    internal static Variable ConvertsTheArray(Variable variable) => variable.Array;

    private static Variable Make(Operation operation, IReadOnlyList<Variable> inputs, bool requiresGrad)
    {
        var output = operation.Forward([.. inputs.Select(x => x.Array)]);
        return new Variable(output, requiresGrad, requiresGrad ? new Recipe(operation, inputs, output) : null);
    }

    private static IEnumerable<Variable> Parents(Variable variable) =>
        variable.Recipe?.Inputs.Where(x => x.RequiresGrad) ?? [];

    private static Dictionary<Variable, NdArray> Begin(Variable end, NdArray? gradient)
    {
        if (!end.RequiresGrad || (gradient is null && end.Array.Count != 1)) throw new InvalidOperationException();
        gradient ??= NdArray.Full(1, end.Shape);
        if (!gradient.Shape.SequenceEqual(end.Shape)) throw new ArgumentException("Another shape.", nameof(gradient));
        return new() { [end] = gradient };
    }

    private static void Pass(Variable variable, Dictionary<Variable, NdArray> gradients)
    {
        if (variable.Recipe is not { } recipe) AddTo(variable, gradients[variable]);
        else
            for (var i = 0; i < recipe.Inputs.Count; i++)
                if (recipe.Inputs[i].RequiresGrad)
                    Collect(gradients, recipe.Inputs[i], Share(recipe, i, gradients[variable]));
    }

    private static NdArray Share(Recipe recipe, int position, NdArray gradOut) =>
        StandardBackward.Table.Find(recipe.Operation, position)(
            gradOut, recipe.OutputArray, recipe.Operation, recipe.InputArrays);

    private static void Collect(Dictionary<Variable, NdArray> gradients, Variable input, NdArray share) =>
        gradients[input] = gradients.TryGetValue(input, out var others) ? others + share : share;

    private static void AddTo(Variable variable, NdArray gradient) =>
        variable.Grad = variable.Grad is null ? gradient : variable.Grad + gradient;
}
