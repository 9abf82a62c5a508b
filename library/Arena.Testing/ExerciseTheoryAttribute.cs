using System.Runtime.CompilerServices;
using Arena.Testing.Running;
using Xunit;
using Xunit.v3;

namespace Arena.Testing;

/// <summary>
/// A test of one exercise over several rows of data, which is for each row what <see cref="ExerciseFactAttribute"/> is.
/// </summary>
/// <param name="exercise">The exercise's id: <c>"0.0.7"</c>.</param>
/// <param name="sourceFilePath">Provided by the compiler.</param>
/// <param name="sourceLineNumber">Provided by the compiler.</param>
[XunitTestCaseDiscoverer(typeof(ExerciseTheoryDiscoverer))]
[AttributeUsage(AttributeTargets.Method)]
public sealed class ExerciseTheoryAttribute(
    string exercise, [CallerFilePath] string? sourceFilePath = null, [CallerLineNumber] int sourceLineNumber = -1)
    : TheoryAttribute(sourceFilePath, sourceLineNumber), IExerciseTest, ITraitAttribute
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
