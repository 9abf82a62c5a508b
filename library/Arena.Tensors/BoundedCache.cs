using System.Collections.Concurrent;

namespace Arena.Tensors;

/// <summary>
/// Remembers what was made of a text. It starts afresh when it is full, so that made-up texts cannot fill the memory.
/// </summary>
internal sealed class BoundedCache<T>(int capacity, Func<string, T> make)
{
    private readonly ConcurrentDictionary<string, T> entries = new();

    public int Count => entries.Count;

    public T Get(string text)
    {
        if (entries.TryGetValue(text, out var known)) return known;
        var made = make(text);
        if (entries.Count >= capacity) entries.Clear();
        entries[text] = made;
        return made;
    }
}
