namespace Arena.Patterns;

/// <summary>A stretch of a pattern's text.</summary>
/// <param name="start">The index of its first character.</param>
/// <param name="length">How many characters it has; 0 is a point between two characters.</param>
public readonly struct Place(int start, int length)
{
    /// <summary>The index of the first character.</summary>
    public int Start { get; } = start;

    /// <summary>How many characters it has; 0 is a point between two characters.</summary>
    public int Length { get; } = length;

    /// <summary>The index after the last character.</summary>
    public int End => Start + Length;

    /// <summary>The stretch from this one's start to the other one's end.</summary>
    public Place To(Place last) => new(Start, last.End - Start);
}
