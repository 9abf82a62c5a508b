namespace Arena.Training;

/// <summary>
/// Marks what shows a section's code at work: <c>public static void Depth(Showcase show)</c>, started by
/// <c>./arena show 0.1.depth</c>.
/// </summary>
/// <param name="name">The section and a word: <c>"0.1.depth"</c>.</param>
/// <param name="title">What one sees, in a few words.</param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class ShowcaseAttribute(string name, string title) : Attribute
{
    /// <summary>The section and a word: <c>"0.1.depth"</c>.</summary>
    public string Name { get; } = name;

    /// <summary>What one sees, in a few words.</summary>
    public string Title { get; } = title;
}
