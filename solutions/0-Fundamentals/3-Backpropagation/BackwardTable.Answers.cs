namespace Arena.Fundamentals.Backpropagation;

/// <summary>Goes by the operation's type alone.</summary>
[SolutionOnly, WrongAnswer("0.3.15")]
internal sealed class BackwardTableWithoutPositions
{
    private readonly Dictionary<Type, BackwardFunction> functions = [];

    public void Add<T>(int position, BackwardFunction function) where T : Operation => functions[typeof(T)] = function;

    public BackwardFunction Find(Operation operation, int position) =>
        functions.TryGetValue(operation.GetType(), out var function)
            ? function
            : throw new NotSupportedException($"{operation.Name} {position}");
}

/// <summary>A later function takes the place of an earlier one.</summary>
[SolutionOnly, WrongAnswer("0.3.15", Says = "there is a function for that input already")]
internal sealed class BackwardTableThatReplaces
{
    private readonly Dictionary<(Type, int), BackwardFunction> functions = [];

    public void Add<T>(int position, BackwardFunction function) where T : Operation =>
        functions[(typeof(T), position)] = function;

    public BackwardFunction Find(Operation operation, int position) =>
        functions.TryGetValue((operation.GetType(), position), out var function)
            ? function
            : throw new NotSupportedException($"{operation.Name} {position}");
}

/// <summary>The dictionary's own exception says nothing of operations.</summary>
[SolutionOnly, WrongAnswer("0.3.15", Says = "nobody added the right factor")]
internal sealed class BackwardTableWithoutAWord
{
    private readonly Dictionary<(Type, int), BackwardFunction> functions = [];

    public void Add<T>(int position, BackwardFunction function) where T : Operation =>
        functions.Add((typeof(T), position), function);

    public BackwardFunction Find(Operation operation, int position) => functions[(operation.GetType(), position)];
}

/// <summary>All tables share one dictionary.</summary>
[SolutionOnly, WrongAnswer("0.3.15")]
internal sealed class BackwardTableForAll
{
    private static readonly Dictionary<(Type, int), BackwardFunction> Functions = [];

    public void Add<T>(int position, BackwardFunction function) where T : Operation =>
        Functions.Add((typeof(T), position), function);

    public BackwardFunction Find(Operation operation, int position) =>
        Functions.TryGetValue((operation.GetType(), position), out var function)
            ? function
            : throw new NotSupportedException($"{operation.Name} {position}");
}

/// <summary>A list for each kind of operation.</summary>
[SolutionOnly, RightAnswer("0.3.15")]
internal sealed class BackwardTableOfLists
{
    private readonly Dictionary<string, List<(int Position, BackwardFunction Function)>> functions = [];

    public void Add<T>(int position, BackwardFunction function) where T : Operation
    {
        if (!functions.TryGetValue(typeof(T).Name, out var list)) functions[typeof(T).Name] = list = [];
        if (list.Exists(x => x.Position == position)) throw new ArgumentException("It is there already.");
        list.Add((position, function));
    }

    public BackwardFunction Find(Operation operation, int position)
    {
        if (functions.TryGetValue(operation.Name, out var list))
            foreach (var entry in list)
                if (entry.Position == position) return entry.Function;
        throw new NotSupportedException($"Nothing for {operation.Name}, input {position}.");
    }
}
