using Arena.Arrays;

namespace Arena.Fundamentals.Backpropagation;

/// <summary>A variable that training changes.</summary>
/// <param name="array">The numbers to begin with.</param>
public sealed class Parameter(NdArray array) : Variable(array, requiresGrad: true);

/// <summary>A part of a network: its parameters, the parts that it is made of, and what it computes.</summary>
public abstract class Module
{
    private readonly List<(string Name, Parameter Parameter)> parameters = [];
    private readonly List<(string Name, Module Module)> parts = [];

    /// <summary>What it computes.</summary>
    public abstract Variable Forward(Variable x);

    /// <summary>Makes a parameter part of this module, under a name. Called in constructors.</summary>
    protected Parameter Register(string name, Parameter parameter)
    {
        parameters.Add((name, parameter));
        return parameter;
    }

    /// <summary>Makes another module part of this one, under a name. Called in constructors.</summary>
    protected T Register<T>(string name, T module) where T : Module
    {
        parts.Add((name, module));
        return module;
    }

    /// <summary>
    /// Every parameter of this module and of the modules in it, with its path: <c>hidden.0.weight</c>.
    /// </summary>
    /// <returns>
    /// First its own, then those of its parts, all in the order in which they were registered. A parameter that is
    /// registered several times comes once, under its first path.
    /// </returns>
    [Exercise("0.3.22", "Named parameters",
        Minutes = 10, Difficulty = 3, Importance = 3, Model = MentalModel.FunctionApproximators)]
    public IReadOnlyList<(string Path, Parameter Parameter)> NamedParameters()
    {
        var nested = parts.SelectMany(part => part.Module.NamedParameters()
            .Select(x => (Path: $"{part.Name}.{x.Path}", x.Parameter)));
        return [.. parameters.Concat(nested).DistinctBy(x => x.Parameter)];
    }
}
