using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;

namespace Arena.Testing.Running;

/// <summary>The lines of a stack trace that lie in the learner's code or in the test.</summary>
internal static partial class LearnerFrames
{
    /// <summary>The frames, the innermost first.</summary>
    public static StackFrame[] Of(Exception exception, Course course) =>
        [.. Causes(exception).SelectMany(cause => new StackTrace(cause, fNeedFileInfo: true).GetFrames())
            .Where(frame => frame.GetMethod() is { } method
                && course.Holds(method.Module.Assembly) && !IsHidden(method))];

    /// <summary>"TensorFunctions.NormalizeRows, TensorFunctions.cs line 12".</summary>
    public static string Place(StackFrame frame)
    {
        var name = Name(frame.GetMethod()!);
        return frame.GetFileName() is { } file
            ? $"{name}, {Path.GetFileName(file)} line {frame.GetFileLineNumber()}"
            : name;
    }

    // The compiler moves lambdas, iterators and async methods into members and classes that it names <Method>….
    private static string Name(MethodBase method)
    {
        var type = method.DeclaringType;
        var name = Written().Match(method.Name) is { Success: true } own ? own.Groups[1].Value : method.Name;
        while (type is { DeclaringType: { } outer } && type.Name.StartsWith('<'))
        {
            if (Written().Match(type.Name) is { Success: true } moved) name = moved.Groups[1].Value;
            type = outer;
        }
        return $"{type?.Name}.{name}";
    }

    [GeneratedRegex(@"^<(\w+)>")]
    private static partial Regex Written();

    // The checks that are generated into the learner's assembly, around calls; and the compiler's own types there, such
    // as the list behind a collection expression, which nobody wrote.
    private static bool IsHidden(MethodBase method) =>
        method.IsDefined(typeof(StackTraceHiddenAttribute))
        || method.DeclaringType?.IsDefined(typeof(StackTraceHiddenAttribute)) == true
        || Outermost(method.DeclaringType)?.Name.StartsWith('<') == true;

    private static Type? Outermost(Type? type)
    {
        while (type?.DeclaringType is { } outer) type = outer;
        return type;
    }

    private static IEnumerable<Exception> Causes(Exception exception) =>
        exception.InnerException is { } inner ? Causes(inner).Append(exception) : [exception];
}
