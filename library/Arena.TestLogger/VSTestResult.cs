using Microsoft.VisualStudio.TestPlatform.ObjectModel;
using VSTest = Microsoft.VisualStudio.TestPlatform.ObjectModel;

namespace Arena.TestLogger;

/// <summary>Reads VSTest's results.</summary>
internal static class VSTestResult
{
    public static ReportedTest Read(VSTest.TestResult result)
    {
        var name = result.DisplayName ?? result.TestCase.DisplayName;
        var exercise = result.TestCase.Traits.FirstOrDefault(trait => trait.Name == "Exercise")?.Value;
        var reason = Reason(result);
        return result.Outcome switch
        {
            TestOutcome.Passed => new(name, exercise, TestState.Passed, OpenPart.In(reason)),
            TestOutcome.Failed =>
                new(name, exercise, TestState.Failed, result.ErrorMessage ?? "", result.ErrorStackTrace ?? ""),
            _ when reason.StartsWith(OpenPart.Prefix, StringComparison.Ordinal) =>
                new(name, exercise, TestState.Todo, reason[OpenPart.Prefix.Length..]),
            _ => new(name, exercise, State: null, reason),
        };
    }

    private static string Reason(VSTest.TestResult result)
    {
        var output = result.Messages.Where(message => message.Category == TestResultMessage.StandardOutCategory)
            .Select(message => message.Text);
        return string.Concat(output).Trim() is { Length: > 0 } text ? text : result.ErrorMessage ?? "";
    }
}
