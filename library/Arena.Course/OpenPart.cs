namespace Arena;

/// <summary>
/// What a passed test could not try, because something is not on this machine. The test says so in a line of its output
/// that begins with <see cref="Prefix"/>.
/// </summary>
public static class OpenPart
{
    /// <summary>What the line begins with.</summary>
    public const string Prefix = "To do: ";

    /// <summary>Finds it in a test's output.</summary>
    /// <returns>The line without its prefix; empty when nothing is open.</returns>
    public static string In(string output) =>
        output.Split('\n').FirstOrDefault(line => line.StartsWith(Prefix, StringComparison.Ordinal)) is { } line
            ? line[Prefix.Length..].Trim()
            : "";

    /// <summary>A sentence for each thing that is open: <c>To do in 1.4.8, 1.4.12: GPT-2 itself. …</c></summary>
    /// <param name="passed">The exercises whose tests passed, in their order, and what is open in each.</param>
    public static IEnumerable<string> Sentences(IEnumerable<(string Exercise, string Part)> passed) =>
        passed.Where(x => x.Part.Length > 0).Distinct().GroupBy(x => x.Part, x => x.Exercise)
            .Select(part => $"To do in {string.Join(", ", part)}: {part.Key}");
}
