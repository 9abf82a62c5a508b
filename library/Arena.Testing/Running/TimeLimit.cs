using System.Diagnostics;
using System.Globalization;
using Arena.Data;

namespace Arena.Testing.Running;

/// <summary>How long a test may take.</summary>
internal static class TimeLimit
{
    /// <summary>Replaces the default, in seconds.</summary>
    public const string Variable = "ARENA_TIME_LIMIT";

    private static readonly double Default = Parse(Environment.GetEnvironmentVariable(Variable));

    /// <summary>The limit of a test; <see cref="Timeout.InfiniteTimeSpan"/> while somebody steps through it.</summary>
    public static TimeSpan Of(IExerciseTest test) =>
        Debugger.IsAttached
            ? Timeout.InfiniteTimeSpan
            : TimeSpan.FromSeconds(test.TimeLimit > 0 && !IsShort(test) ? test.TimeLimit : Default);

    private static bool IsShort(IExerciseTest test) =>
        test.LongWith is { } model && PublishedModels.Find(model) is null;

    /// <summary>A limit for the journal and for people: <c>10</c>; <c>Infinity</c> when there is none.</summary>
    public static string InSeconds(TimeSpan limit) =>
        (limit == Timeout.InfiniteTimeSpan ? double.PositiveInfinity : limit.TotalSeconds)
            .ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>The default limit in seconds, as the environment variable has it.</summary>
    /// <exception cref="FormatException">It is not a positive number.</exception>
    public static double Parse(string? variable)
    {
        if (string.IsNullOrWhiteSpace(variable)) return 10;
        if (double.TryParse(variable, CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 1e6)
            return seconds;
        throw new FormatException($"{Variable} is \"{variable}\". Set it to a number of seconds, such as 30, or " +
            "leave it out.");
    }
}
