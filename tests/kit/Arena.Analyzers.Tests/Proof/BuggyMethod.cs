using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Arena.Analyzers.Tests.Proof;

/// <summary>
/// One mistake that learners make, and the same code without it, from a file of the corpus. The files hold C#, with
/// these marks:
/// <code>
/// // ## TSH1002|TSH1009 flow: What is wrong, in words; "flow" when values have to be followed to see it.
/// // run: Method(rand(2, 3))          how to call it, to see that it really goes wrong; or  // not run: why
/// statement; // wrong                 a line that only the wrong version has
/// //+ statement;                      a line that only the right version has
/// statement; // &lt;-                 where a finding of one of the rules has to be
/// </code>
/// </summary>
/// <param name="Topic">The file's name.</param>
/// <param name="Line">Where it begins in the file.</param>
/// <param name="Rules">A finding of one of these is the right one.</param>
/// <param name="NeedsFlow">Whether values have to be followed through the method, or sizes worked out.</param>
/// <param name="Meant">What is wrong.</param>
/// <param name="Call">An expression that runs it; null when it cannot be run.</param>
/// <param name="Wrong">Members of a class.</param>
/// <param name="Right">The same members without the mistake; both versions have the same lines.</param>
/// <param name="Places">The lines of a finding, counted in <see cref="Wrong"/> from 0.</param>
public sealed partial record BuggyMethod(
    string Topic, int Line, ImmutableArray<string> Rules, bool NeedsFlow, string Meant, string? Call, string Wrong,
    string Right, ImmutableArray<int> Places)
{
    /// <summary>The whole corpus.</summary>
    public static ImmutableArray<BuggyMethod> All { get; } =
        [.. Directory.GetFiles(Path.Combine(Repository.Tests, "Proof", "Corpus"), "*.cs")
            .Order(StringComparer.Ordinal).SelectMany(ReadFile)];

    public override string ToString() => $"{Topic}.cs({Line}): {string.Join('|', Rules)} {Meant}";

    private static IEnumerable<BuggyMethod> ReadFile(string path)
    {
        var lines = File.ReadAllLines(path);
        return Enumerable.Range(0, lines.Length).Where(i => IsHead(lines[i])).Select(start => Read(
            Path.GetFileNameWithoutExtension(path), start + 1,
            [.. lines.Skip(start).TakeWhile((line, i) => i == 0 || !IsHead(line))]));
    }

    private static bool IsHead(string line) => line.StartsWith("// ## ", StringComparison.Ordinal);

    private static BuggyMethod Read(string topic, int line, string[] lines)
    {
        var head = Head().Match(lines[0]);
        var how = How().Match(lines[1]);
        if (!head.Success || !how.Success) throw new FormatException($"{topic}.cs({line}): '{lines[0]}', '{lines[1]}'");
        var body = lines[2..];
        return new BuggyMethod(
            topic, line, [.. head.Groups["rules"].Value.Split('|')], head.Groups["flow"].Success,
            head.Groups["meant"].Value, how.Groups["call"] is { Success: true } call ? call.Value : null,
            string.Join('\n', body.Select(text => IsOnlyRight(text) ? "" : WithoutMark(text))),
            string.Join('\n', body.Select(text =>
                IsOnlyRight(text) ? text.Replace("//+ ", "") : IsOnlyWrong(text) ? "" : WithoutMark(text))),
            [.. Enumerable.Range(0, body.Length).Where(i => body[i].EndsWith("<-", StringComparison.Ordinal))]);
    }

    private static bool IsOnlyRight(string line) => line.TrimStart().StartsWith("//+ ", StringComparison.Ordinal);

    private static bool IsOnlyWrong(string line) => Mark().Match(line).Groups["wrong"].Success;

    private static string WithoutMark(string line) => Mark().Replace(line, "");

    [GeneratedRegex(@"^// ## (?<rules>TSH\d{4}(\|TSH\d{4})*)(?<flow> flow)?: (?<meant>.+)$")]
    private static partial Regex Head();

    [GeneratedRegex(@"^// (run: (?<call>.+)|not run: .+)$")]
    private static partial Regex How();

    [GeneratedRegex(@" // ((?<wrong>wrong)( <-)?|<-)$")]
    private static partial Regex Mark();
}
