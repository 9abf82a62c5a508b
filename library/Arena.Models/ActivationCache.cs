using static TorchSharp.torch;

namespace Arena.Models;

/// <summary>The activations of one run by the names of their places. It owns them: dispose of it when done.</summary>
public sealed class ActivationCache : IDisposable
{
    private readonly Dictionary<string, Tensor> activations = [];

    internal ActivationCache()
    {
    }

    /// <summary>The places, in the order in which the model came to them.</summary>
    public IReadOnlyCollection<string> Names => activations.Keys;

    /// <summary>The activation at a place. It belongs to the cache and is gone with it.</summary>
    /// <param name="name">The full name: <c>blocks.0.attn.hook_pattern</c>.</param>
    /// <exception cref="ArgumentException">It is not in the cache; the message lists the nearest names.</exception>
    public Tensor this[string name] => activations.TryGetValue(name, out var activation)
        ? activation
        : throw HookName.Unknown(name, "The cache holds nothing for", activations.Keys);

    /// <summary>The activation at a place in a block.</summary>
    /// <param name="name">The short name: <c>pattern</c>, <c>resid_post</c>, <c>ln1.scale</c>.</param>
    /// <param name="layer">The block, from 0.</param>
    /// <exception cref="ArgumentException">It is not in the cache; the message lists the nearest names.</exception>
    public Tensor this[string name, int layer] => this[HookName.Of(name, layer)];

    /// <summary>Whether the activation at a place was kept.</summary>
    /// <param name="name">The full name.</param>
    public bool Contains(string name) => activations.ContainsKey(name);

    /// <summary>Disposes of the activations.</summary>
    public void Dispose()
    {
        foreach (var activation in activations.Values) activation.Dispose();
        activations.Clear();
    }

    internal void Add(string name, Tensor activation) => activations.Add(name, activation.DetachFromDisposeScope());
}
