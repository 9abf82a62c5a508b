using System.Runtime.CompilerServices;
using Arena.Testing.Running;
using Xunit;
using Xunit.v3;

namespace Arena.Testing;

/// <summary>
/// A test of one exercise. It is <em>to do</em> while it reaches a stub, and then <em>failed</em> or <em>passed</em>;
/// it ends within its time limit, and its tensors end with it. It has the traits Exercise, Section and Chapter, so
/// <c>dotnet test --filter Exercise=0.0.7</c> runs it.
/// </summary>
/// <param name="exercise">The exercise's id: <c>"0.0.7"</c>.</param>
/// <param name="sourceFilePath">Provided by the compiler.</param>
/// <param name="sourceLineNumber">Provided by the compiler.</param>
[XunitTestCaseDiscoverer(typeof(ExerciseFactDiscoverer))]
[AttributeUsage(AttributeTargets.Method)]
public sealed class ExerciseFactAttribute(
    string exercise, [CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
    : FactAttribute(sourceFilePath, sourceLineNumber), IExerciseTest, ITraitAttribute
{
    /// <inheritdoc/>
    public string Exercise { get; } = exercise;

    /// <inheritdoc/>
    public double TimeLimit { get; set; }

    /// <inheritdoc/>
    public string? LongWith { get; set; }

    /// <inheritdoc/>
    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => ExerciseTraits.Of(Exercise);
}
