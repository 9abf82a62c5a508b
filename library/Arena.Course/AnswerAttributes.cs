namespace Arena;

/// <summary>
/// Marks an answer that a learner might give and that is wrong: <c>arena verify</c> puts it in the solution's place,
/// and the exercise's tests have to fail. Like <see cref="SolutionOnlyAttribute"/>, it never reaches a learner.
/// </summary>
/// <param name="exercise">The exercise's id: <c>"0.0.7"</c>.</param>
/// <remarks>
/// On a method with the exercise's parameter and return types (an instance method's answer takes the instance first),
/// or on a class, which replaces the class that the exercise is in. Its name says what is mistaken.
/// </remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, Inherited = false)]
public sealed class WrongAnswerAttribute(string exercise) : Attribute
{
    /// <summary>The exercise's id: <c>"0.0.7"</c>.</summary>
    public string Exercise { get; } = exercise;

    /// <summary>A text that the failure has to contain; null when it does not matter how it fails.</summary>
    public string? Says { get; set; }
}

/// <summary>
/// Marks an answer that is right and written in another way than the solution: <c>arena verify</c> puts it in the
/// solution's place, and the exercise's tests have to pass. It never reaches a learner.
/// </summary>
/// <param name="exercise">The exercise's id: <c>"0.0.7"</c>.</param>
/// <remarks>It stands where a <see cref="WrongAnswerAttribute"/> may stand. Its name says how it does it.</remarks>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Class, Inherited = false)]
public sealed class RightAnswerAttribute(string exercise) : Attribute
{
    /// <summary>The exercise's id: <c>"0.0.7"</c>.</summary>
    public string Exercise { get; } = exercise;
}
