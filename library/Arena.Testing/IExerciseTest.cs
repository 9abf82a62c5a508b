namespace Arena.Testing;

/// <summary>What a test says of the exercise that it checks.</summary>
public interface IExerciseTest
{
    /// <summary>The exercise's id: <c>"0.0.7"</c>.</summary>
    string Exercise { get; }

    /// <summary>
    /// In how many seconds the test has to end. 0, the default, means 10 seconds, or what the environment variable
    /// ARENA_TIME_LIMIT says. There is no limit while a debugger is attached.
    /// </summary>
    double TimeLimit { get; }

    /// <summary>
    /// The published model, such as <c>gpt2</c>, on which the test goes on where that is on this machine. Elsewhere it does
    /// less, and the default time is enough.
    /// </summary>
    string? LongWith { get; }
}
