namespace Arena.Verify;

/// <summary>Something that a check found wrong.</summary>
/// <param name="Check">The check, in one word: <c>solution</c>, <c>stub</c>, <c>wrong-answer</c>, <c>mutant</c>,
/// <c>snapshot</c>, <c>right-answer</c>, <c>leak</c>, <c>test</c> or <c>record</c>.</param>
/// <param name="Exercise">The exercise's id; null when it is about none.</param>
/// <param name="File">The file, from the kit's root, with forward slashes.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Message">What is wrong.</param>
/// <param name="Fix">What to do.</param>
internal sealed record Finding(string Check, string? Exercise, string File, int Line, string Message, string Fix);
