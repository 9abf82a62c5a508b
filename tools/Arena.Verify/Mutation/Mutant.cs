using Microsoft.CodeAnalysis.Text;

namespace Arena.Verify.Mutation;

/// <summary>One small change of a solution, which the exercise's tests should notice.</summary>
/// <param name="Exercise">The exercise's id.</param>
/// <param name="File">The solution's file, from the kit's root, with forward slashes.</param>
/// <param name="Line">The first changed line, from 1.</param>
/// <param name="Kind">What was done, in a few words: <c>other axis</c>, <c>keepdim removed</c>.</param>
/// <param name="Change">The change of the file's text.</param>
/// <param name="Before">The changed lines as they are, trimmed, joined by a blank.</param>
/// <param name="After">The same lines after the change.</param>
internal sealed record Mutant(
    string Exercise, string File, int Line, string Kind, TextChange Change, string Before, string After);
