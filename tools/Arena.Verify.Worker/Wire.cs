namespace Arena.Verify.Wire;

/// <summary>What is to be run: one line of JSON on the program's standard input.</summary>
/// <param name="Chapter">The version of the chapter to test: an assembly.</param>
/// <param name="Journal">Where the results go, as they happen.</param>
/// <param name="Exercises">The exercises whose tests run.</param>
/// <param name="Tests">Display names of further tests that run.</param>
internal sealed record Request(
    string Chapter, string Journal, IReadOnlyCollection<string> Exercises, IReadOnlyCollection<string> Tests);

/// <summary>A test that ran to its end; a list of them is the answer to a request.</summary>
/// <param name="Name">Its display name.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Reached">The exercises whose code it came to, in a version that reports them.</param>
internal sealed record RanTest(string Name, double Seconds, IReadOnlyList<string> Reached);

/// <summary>What both sides have to spell alike.</summary>
internal static class Spelling
{
    /// <summary>What an answer begins with: other lines are what native code printed.</summary>
    public const string Answer = "arena-verify ";

    /// <summary>The application's datum, an <c>Action&lt;string&gt;</c>, to which a version reports an exercise that is
    /// reached.</summary>
    public const string Reached = "Arena.Reached";
}
