namespace Arena.Fundamentals.Backpropagation;

/// <summary>Its own parameters only.</summary>
[SolutionOnly, WrongAnswer("0.3.22")]
internal abstract class ModuleWithoutParts
{
    private readonly List<(string Name, Parameter Parameter)> parameters = [];
    private readonly List<(string Name, ModuleWithoutParts Module)> parts = [];

    public abstract Variable Forward(Variable x);

    protected Parameter Register(string name, Parameter parameter)
    {
        parameters.Add((name, parameter));
        return parameter;
    }

    protected T Register<T>(string name, T module) where T : ModuleWithoutParts
    {
        parts.Add((name, module));
        return module;
    }

    public IReadOnlyList<(string Path, Parameter Parameter)> NamedParameters() =>
        [.. parameters.DistinctBy(x => x.Parameter), .. parts.Take(0).Select(_ => ("", new Parameter(0)))];
}

/// <summary>Takes parameters that hold the same number for one.</summary>
[SolutionOnly, WrongAnswer("0.3.22")]
internal abstract class ModuleThatComparesNumbers
{
    private readonly List<(string Name, Parameter Parameter)> parameters = [];
    private readonly List<(string Name, ModuleThatComparesNumbers Module)> parts = [];

    public abstract Variable Forward(Variable x);

    protected Parameter Register(string name, Parameter parameter)
    {
        parameters.Add((name, parameter));
        return parameter;
    }

    protected T Register<T>(string name, T module) where T : ModuleThatComparesNumbers
    {
        parts.Add((name, module));
        return module;
    }

    public IReadOnlyList<(string Path, Parameter Parameter)> NamedParameters() =>
    [
        .. parameters
            .Concat(parts.SelectMany(part =>
                part.Module.NamedParameters().Select(x => ($"{part.Name}.{x.Path}", x.Parameter))))
            .DistinctBy(x => x.Item2.Array.Number),
    ];
}

/// <summary>Parts of parts are forgotten.</summary>
[SolutionOnly, WrongAnswer("0.3.22")]
internal abstract class ModuleThatGoesOneLevelDown
{
    private readonly List<(string Name, Parameter Parameter)> parameters = [];
    private readonly List<(string Name, ModuleThatGoesOneLevelDown Module)> parts = [];

    public abstract Variable Forward(Variable x);

    protected Parameter Register(string name, Parameter parameter)
    {
        parameters.Add((name, parameter));
        return parameter;
    }

    protected T Register<T>(string name, T module) where T : ModuleThatGoesOneLevelDown
    {
        parts.Add((name, module));
        return module;
    }

    public IReadOnlyList<(string Path, Parameter Parameter)> NamedParameters() =>
    [
        .. parameters
            .Concat(parts.SelectMany(part =>
                part.Module.parameters.Select(x => ($"{part.Name}.{x.Name}", x.Parameter))))
            .DistinctBy(x => x.Item2),
    ];
}

/// <summary>Names without the parts that they belong to.</summary>
[SolutionOnly, WrongAnswer("0.3.22")]
internal abstract class ModuleWithoutPaths
{
    private readonly List<(string Name, Parameter Parameter)> parameters = [];
    private readonly List<(string Name, ModuleWithoutPaths Module)> parts = [];

    public abstract Variable Forward(Variable x);

    protected Parameter Register(string name, Parameter parameter)
    {
        parameters.Add((name, parameter));
        return parameter;
    }

    protected T Register<T>(string name, T module) where T : ModuleWithoutPaths
    {
        parts.Add((name, module));
        return module;
    }

    public IReadOnlyList<(string Path, Parameter Parameter)> NamedParameters() =>
        [.. parameters.Concat(parts.SelectMany(part => part.Module.NamedParameters())).DistinctBy(x => x.Item2)];
}

/// <summary>What is shared comes several times, and is moved several times in a step.</summary>
[SolutionOnly, WrongAnswer("0.3.22")]
internal abstract class ModuleThatRepeats
{
    private readonly List<(string Name, Parameter Parameter)> parameters = [];
    private readonly List<(string Name, ModuleThatRepeats Module)> parts = [];

    public abstract Variable Forward(Variable x);

    protected Parameter Register(string name, Parameter parameter)
    {
        parameters.Add((name, parameter));
        return parameter;
    }

    protected T Register<T>(string name, T module) where T : ModuleThatRepeats
    {
        parts.Add((name, module));
        return module;
    }

    public IReadOnlyList<(string Path, Parameter Parameter)> NamedParameters() =>
    [
        .. parameters,
        .. parts.SelectMany(part => part.Module.NamedParameters().Select(x => ($"{part.Name}.{x.Path}", x.Parameter))),
    ];
}

/// <summary>Parts come before its own parameters.</summary>
[SolutionOnly, WrongAnswer("0.3.22")]
internal abstract class ModuleWithPartsFirst
{
    private readonly List<(string Name, Parameter Parameter)> parameters = [];
    private readonly List<(string Name, ModuleWithPartsFirst Module)> parts = [];

    public abstract Variable Forward(Variable x);

    protected Parameter Register(string name, Parameter parameter)
    {
        parameters.Add((name, parameter));
        return parameter;
    }

    protected T Register<T>(string name, T module) where T : ModuleWithPartsFirst
    {
        parts.Add((name, module));
        return module;
    }

    public IReadOnlyList<(string Path, Parameter Parameter)> NamedParameters() =>
    [
        .. parts.SelectMany(part => part.Module.NamedParameters().Select(x => ($"{part.Name}.{x.Path}", x.Parameter)))
            .Concat(parameters).DistinctBy(x => x.Item2),
    ];
}

/// <summary>Walks through all modules with what was seen.</summary>
[SolutionOnly, RightAnswer("0.3.22")]
internal abstract class ModuleWithAVisitor
{
    private readonly List<(string Name, Parameter Parameter)> parameters = [];
    private readonly List<(string Name, ModuleWithAVisitor Module)> parts = [];

    public abstract Variable Forward(Variable x);

    protected Parameter Register(string name, Parameter parameter)
    {
        parameters.Add((name, parameter));
        return parameter;
    }

    protected T Register<T>(string name, T module) where T : ModuleWithAVisitor
    {
        parts.Add((name, module));
        return module;
    }

    public IReadOnlyList<(string Path, Parameter Parameter)> NamedParameters()
    {
        var (found, seen) = (new List<(string, Parameter)>(), new HashSet<Parameter>());
        Visit(this, "");
        return found;

        void Visit(ModuleWithAVisitor module, string prefix)
        {
            foreach (var (name, parameter) in module.parameters)
                if (seen.Add(parameter)) found.Add((prefix + name, parameter));
            foreach (var (name, part) in module.parts) Visit(part, $"{prefix}{name}.");
        }
    }
}
