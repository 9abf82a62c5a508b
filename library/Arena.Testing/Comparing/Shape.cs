namespace Arena.Testing.Comparing;

/// <summary>Shapes with named axes.</summary>
internal static class Shape
{
    /// <summary>The names of a tensor's axes; null when there are none.</summary>
    /// <exception cref="ArgumentException">There are not as many names as sizes.</exception>
    public static string[]? Names(string? axes, long[] sizes)
    {
        if (axes is null) return null;
        var names = axes.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return names.Length == sizes.Length
            ? names
            : throw new ArgumentException($"\"{axes}\" names {names.Length} axes, but the expected tensor has {sizes.Length}: {Text(sizes)}.", nameof(axes));
    }

    /// <summary>"[2, 3]", or "[week 2, day 3]".</summary>
    public static string Text(long[] sizes, string[]? names = null) =>
        "[" + string.Join(", ", sizes.Select((size, axis) => names is null ? $"{size}" : $"{names[axis]} {size}")) + "]";

    /// <summary>What differs, or null.</summary>
    public static string? Difference(long[] actual, long[] expected, string[]? names) =>
        actual.AsSpan().SequenceEqual(expected)
            ? null
            : $"The shape is {Text(actual)}, should be {Text(expected, names)}.";
}
