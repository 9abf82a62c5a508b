using System.Reflection;
using System.Runtime.InteropServices;
using Arena.Patterns;
using Arena.Tensors;
using Xunit.Sdk;

namespace Arena.Testing.Running;

/// <summary>What the learner reads of a test that did not pass.</summary>
/// <param name="exercise">The test's exercise.</param>
/// <param name="course">The code that is tested.</param>
internal sealed class Explanation(string exercise, Course course)
{
    /// <summary>The reason why a test that reached a stub is to do.</summary>
    public string Todo(NotImplementedException stub)
    {
        var name = course.Name(exercise);
        if (stub.Message == exercise || stub.Message.StartsWith(exercise + " ", StringComparison.Ordinal))
            return $"To do: {stub.Message}";
        return stub.Message is [>= '0' and <= '9', ..]
            ? $"To do: {name}. It stands on {stub.Message}: solve {stub.Message.Split(' ')[0]} first."
            : $"To do: {name}";
    }

    /// <summary>The failure of a test that did not end.</summary>
    /// <param name="limit">How long it was given.</param>
    /// <param name="interrupted">Where it was when it was stopped; null when it could not be stopped.</param>
    public TestFailure TooSlow(TimeSpan limit, Exception? interrupted)
    {
        var frames = interrupted is null ? [] : LearnerFrames.Of(interrupted, course);
        var message = $"It did not finish within {TimeLimit.InSeconds(limit)} s: is there a loop that never ends?";
        if (frames is [var innermost, ..]) message += $"\nIt was in {LearnerFrames.Place(innermost)}.";
        return new TestFailure(message, frames);
    }

    /// <summary>The failure, with what a learner can use of its message and stack.</summary>
    public TestFailure Failure(Exception exception)
    {
        var cause = Cause(exception);
        var frames = LearnerFrames.Of(cause, course);
        var message = Message(cause);
        if (cause is not (IAssertionException or DllNotFoundException or AggregateException)
            && frames is [var innermost, ..] && course.IsLearners(innermost))
            message += $"\nIt was in {LearnerFrames.Place(innermost)}.";
        return new TestFailure(message, frames);
    }

    private static Exception Cause(Exception exception) => exception switch
    {
        TargetInvocationException { InnerException: { } inner } => Cause(inner),
        TypeInitializationException { InnerException: { } inner } => Cause(inner),
        AggregateException { InnerExceptions: [var only] } => Cause(only),
        _ => exception,
    };

    private static string Message(Exception exception) => exception switch
    {
        IAssertionException or DllNotFoundException => exception.Message,
        AggregateException several => string.Join("\n\n", several.InnerExceptions.Select(e => Message(Cause(e)))),
        EinopsException einops => CauseFirst(einops),
        TorchCallException or ShapeContractException => exception.Message,
        ExternalException => $"libtorch: {WithoutNativeStack(exception.Message)}{Apology(exception.Message)}",
        _ => $"{exception.GetType().Name}: {exception.Message}",
    };

    // The first line of a failure says what is wrong; and nothing may stand before the pattern, or the carets would
    // point to the wrong place.
    private static string CauseFirst(EinopsException exception)
    {
        var lines = exception.Message.Split('\n').ToList();
        var cause = lines.First(line => line.StartsWith(exception.Finding.Cause, StringComparison.Ordinal));
        lines.Remove(cause);
        return string.Join('\n', [cause, .. lines]);
    }

    // TorchSharp frees the native number of x.mul_(0.5) while libtorch may still read it, if the garbage collector
    // runs just then.
    private static string Apology(string message) =>
        message.StartsWith("Unknown scalar type", StringComparison.Ordinal)
            ? "\nThis can happen by chance, once in a great many runs, and is no mistake of yours. Run the test again."
            : "";

    private static string WithoutNativeStack(string message) =>
        string.Join('\n', message.ReplaceLineEndings("\n").Split('\n').TakeWhile(IsForPeople)).Trim();

    private static bool IsForPeople(string line) =>
        !line.StartsWith("Exception raised from", StringComparison.Ordinal)
            && !line.StartsWith("frame #", StringComparison.Ordinal);
}
