using System.Diagnostics;

namespace Arena.Testing.Running;

/// <summary>The lines of a stack trace that lie in the learner's code or in the test.</summary>
internal static class LearnerFrames
{
    /// <summary>One line a frame, the innermost first.</summary>
    public static string[] Of(Exception exception, Course course) =>
        [.. Causes(exception).SelectMany(cause => new StackTrace(cause, fNeedFileInfo: true).GetFrames())
            .Where(frame => frame.GetMethod()?.Module.Assembly is { } assembly && course.Holds(assembly))
            .Select(frame => new StackTrace(frame).ToString().TrimEnd())];

    private static IEnumerable<Exception> Causes(Exception exception) =>
        exception.InnerException is { } inner ? Causes(inner).Append(exception) : [exception];
}
