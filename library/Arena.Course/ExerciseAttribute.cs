namespace Arena;

/// <summary>Marks a member of <c>solutions/</c> as an exercise: its stub is generated into <c>chapters/</c>.</summary>
/// <param name="id">Chapter, section and number: <c>"0.0.7"</c>.</param>
/// <param name="title">A few words, as the section page's heading has them.</param>
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Constructor | AttributeTargets.Method
    | AttributeTargets.Property,
    Inherited = false)]
public sealed class ExerciseAttribute(string id, string title) : Attribute
{
    /// <summary>Chapter, section and number: <c>"0.0.7"</c>.</summary>
    public string Id { get; } = id;

    /// <summary>A few words, as the section page's heading has them.</summary>
    public string Title { get; } = title;

    /// <summary>How long it takes a learner who has read the page, in minutes.</summary>
    public int Minutes { get; init; } = 10;

    /// <summary>From 1 (a line that follows from the page) to 5 (an hour's thought).</summary>
    public int Difficulty { get; init; } = 2;

    /// <summary>From 1 (can be skipped) to 5 (everything later stands on it).</summary>
    public int Importance { get; init; } = 3;

    /// <summary>The mental model that the exercise makes concrete.</summary>
    public MentalModel Model { get; init; } = MentalModel.Tensors;
}
