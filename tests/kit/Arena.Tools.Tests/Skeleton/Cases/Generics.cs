namespace Arena.Fundamentals;

public sealed class Ring<T>(int capacity)
    where T : struct, IComparable<T>
{
    private readonly T[] items = new T[capacity];

    [Exercise("0.0.1", "Largest item")]
    public T Largest<TKey>(Func<T, TKey> key)
        where TKey : notnull, IComparable<TKey>
    {
        return items.OrderBy(key).Last();
    }

    [Exercise("0.0.2", "Swap")]
    public static void Swap<TItem>(ref TItem one, ref TItem other) where TItem : notnull => (one, other) = (other, one);
}
