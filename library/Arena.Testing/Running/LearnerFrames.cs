using System.Diagnostics;

namespace Arena.Testing.Running;

/// <summary>The lines of a stack trace that lie in the learner's code or in the test.</summary>
internal static class LearnerFrames
{
    /// <summary>The frames, the innermost first.</summary>
    public static StackFrame[] Of(Exception exception, Course course) =>
        [.. Causes(exception).SelectMany(cause => new StackTrace(cause, fNeedFileInfo: true).GetFrames())
            .Where(frame => frame.GetMethod()?.Module.Assembly is { } assembly && course.Holds(assembly))];

    /// <summary>"TensorFunctions.NormalizeRows, TensorFunctions.cs line 12".</summary>
    public static string Place(StackFrame frame)
    {
        var method = frame.GetMethod()!;
        var name = $"{method.DeclaringType?.Name}.{method.Name}";
        return frame.GetFileName() is { } file
            ? $"{name}, {Path.GetFileName(file)} line {frame.GetFileLineNumber()}"
            : name;
    }

    private static IEnumerable<Exception> Causes(Exception exception) =>
        exception.InnerException is { } inner ? Causes(inner).Append(exception) : [exception];
}
