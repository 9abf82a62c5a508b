using static TorchSharp.torch;

namespace Arena.Models;

/// <summary>A named place in a model where an activation passes by and can be read or replaced.</summary>
/// <param name="name">The place, as TransformerLens names it: <c>blocks.0.attn.hook_pattern</c>.</param>
public sealed class HookPoint(string name)
{
    private readonly List<Func<Tensor, Tensor?>> hooks = [];
    private readonly List<Func<Tensor, Tensor>> keepers = [];

    /// <summary>The place.</summary>
    public string Name { get; } = name;

    /// <summary>Whether anybody reads or replaces what passes by.</summary>
    public bool IsUsed => hooks.Count + keepers.Count > 0;

    /// <summary>Lets an activation pass by.</summary>
    /// <returns>It, or what the hooks made of it.</returns>
    /// <exception cref="InvalidOperationException">A hook returned a tensor of another shape or dtype.</exception>
    public Tensor Pass(Tensor activation)
    {
        foreach (var hook in hooks) activation = Replaced(activation, hook);
        // A cache sees what the hooks have made.
        foreach (var keeper in keepers) activation = keeper(activation);
        return activation;
    }

    internal void Add(Func<Tensor, Tensor?> hook) => hooks.Add(hook);

    internal void Remove(Func<Tensor, Tensor?> hook) => hooks.Remove(hook);

    internal void AddKeeper(Func<Tensor, Tensor> keeper) => keepers.Add(keeper);

    internal void RemoveKeeper(Func<Tensor, Tensor> keeper) => keepers.Remove(keeper);

    private Tensor Replaced(Tensor activation, Func<Tensor, Tensor?> hook)
    {
        // A hook may write into what it gets. Elsewhere, the same tensor may stand for another activation.
        var copy = activation.clone();
        var replaced = hook(copy) ?? copy;
        if (replaced.dtype == activation.dtype && replaced.shape.SequenceEqual(activation.shape)) return replaced;
        throw new InvalidOperationException(
            $"The hook on '{Name}' returned {Described(replaced)}, and the activation there is "
            + $"{Described(activation)}. Return a tensor of that shape and dtype, or null to leave it as it is.");
    }

    private static string Described(Tensor x) => $"{x.dtype} ({string.Join(", ", x.shape)})";
}
