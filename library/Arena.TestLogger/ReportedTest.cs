namespace Arena.TestLogger;

/// <summary>A test's result, as it is reported.</summary>
/// <param name="Name">The test's display name.</param>
/// <param name="Exercise">The exercise that it belongs to, or null.</param>
/// <param name="State">How it went; null when it was skipped for another reason than a stub.</param>
/// <param name="Message">Why it failed, what is to do, or what it could not try although it passed.</param>
/// <param name="StackTrace">Where it failed.</param>
internal sealed record ReportedTest(
    string Name, string? Exercise, TestState? State, string Message = "", string StackTrace = "");
