using Arena.Tensors;
using static TorchSharp.torch;

namespace Arena.Transformers.FromScratch;

/// <summary>The keys and values of the positions that a model has read, layer by layer. It holds memory: dispose of it.</summary>
/// <param name="layers">How many layers the model has.</param>
public sealed class KeyValueCache(int layers) : IDisposable
{
    private readonly (Tensor Keys, Tensor Values)?[] entries = new (Tensor, Tensor)?[layers];

    /// <summary>How many positions every layer has.</summary>
    public long Length => entries[^1]?.Keys.shape[1] ?? 0;

    /// <summary>Adds the keys and values of new positions to those of a layer.</summary>
    /// <param name="layer">Which layer, from 0.</param>
    /// <param name="keys">Of the new positions, <c>batch position head d_head</c>.</param>
    /// <param name="values">Of the new positions, <c>batch position head d_head</c>.</param>
    /// <returns>Those of all positions, old and new. They belong to the cache.</returns>
    public (Tensor Keys, Tensor Values) Append(
        int layer, [Shape("batch position head d_head")] Tensor keys, [Shape("batch position head d_head")] Tensor values)
    {
        var old = entries[layer];
        var all = (
            Keys: old is null ? keys.clone() : cat([old.Value.Keys, keys], 1),
            Values: old is null ? values.clone() : cat([old.Value.Values, values], 1));
        all.Keys.DetachFromDisposeScope();
        all.Values.DetachFromDisposeScope();
        Dispose(old);
        entries[layer] = all;
        return all;
    }

    /// <summary>Frees the memory.</summary>
    public void Dispose()
    {
        foreach (var entry in entries) Dispose(entry);
    }

    private static void Dispose((Tensor Keys, Tensor Values)? entry)
    {
        entry?.Keys.Dispose();
        entry?.Values.Dispose();
    }
}
