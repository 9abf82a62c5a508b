using System.Collections.Immutable;
using System.Globalization;
using Arena.Analyzers.Tests.Proof;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Arena.Analyzers.Tests.Docs;

/// <summary>What docs/rules/ says of the rules, as it follows from them.</summary>
public static class RulePages
{
    /// <summary>Where the pages are.</summary>
    public const string Folder = "docs/rules";

    /// <summary>The page of all of them.</summary>
    public const string Index = $"{Folder}/README.md";

    /// <summary>The headings of every rule's page, in this order.</summary>
    public static ImmutableArray<string> Headings { get; } =
        ["What it finds", "Why", "What happens at run time", "Bad", "Good", "How to suppress it", "Known limits"];

    /// <summary>All fixes, by the rule that they are for.</summary>
    public static ILookup<string, CodeFixProvider> Fixes { get; } =
        typeof(CodeFixes.TorchCodeFix).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(CodeFixProvider)))
            .Select(type => (CodeFixProvider)Activator.CreateInstance(type)!)
            .SelectMany(fix => fix.FixableDiagnosticIds.Select(id => (id, fix)))
            .ToLookup(x => x.id, x => x.fix);

    /// <summary>The rule's page in the kit.</summary>
    public static string Page(DiagnosticDescriptor rule) => $"{Folder}/{rule.Id}.md";

    /// <summary>The first lines of a rule's page.</summary>
    public static string Head(DiagnosticDescriptor rule) =>
        $"""
        # {rule.Id}: {rule.Title.ToString(CultureInfo.InvariantCulture)}

        | severity | category | on by default | fix |
        |---|---|---|---|
        | {Committed.Word(rule)} | {rule.Category} | {YesNo(rule.IsEnabledByDefault)} | {Fix(rule)} |

        """;

    /// <summary>The table of all rules.</summary>
    public static string Table() =>
        string.Join('\n',
        [
            "| rule | what it finds | severity | course | everyday | fix |",
            "|---|---|---|---|---|---|",
            .. Rules.All.Select(rule =>
                $"| [{rule.Id}]({rule.Id}.md) | {rule.Title.ToString(CultureInfo.InvariantCulture)} | "
                + $"{(rule.IsEnabledByDefault ? Committed.Word(rule) : "off")} | "
                + $"{string.Join(" | ", Profile.All.Select(profile => Word(profile.Severity(rule))))} | "
                + $"{YesNo(Fixes.Contains(rule.Id))} |"),
        ]);

    /// <summary>The section of figures.</summary>
    internal static string FiguresSection(Figures figures) => string.Join(
        '\n', new[] { "## Figures\n", Corpus(figures.Corpus), Random(figures.RandomPrograms) }
            .Append(figures.Mutations is { } mutated ? Mutated(mutated) : null)
            .Append(figures.ForeignCode is { } others ? Others(others) : null)
            .OfType<string>());

    private static string Corpus(CorpusFigures figures) =>
        $"* **Mistakes by hand.** Of {figures.Mistakes} methods with one mistake each, {figures.Flagged} have a finding at "
        + $"the right place. {figures.NeedFlow} of the mistakes show only when shapes are followed from statement to "
        + $"statement; {figures.FlaggedOfThese} of these are found. Without its mistake, no method has a finding "
        + "above info.";

    private static string Random(PropertyFigures figures) =>
        $"* **Mistakes by chance.** {figures.Programs} random programs that work have no finding above info. With a "
        + $"fault put into each, {figures.Failing} fail when they are run, and {figures.Flagged} of these are found. "
        + $"{figures.CalledErrors} are called errors, and all of those fail.";

    private static string Mutated(MutationFigures figures) =>
        $"* **Broken code.** In {figures.Files} files that were cut off, garbled or mixed up, with {figures.Findings} "
        + $"findings, and in {figures.FixesApplied} fixes that were tried there, something threw {figures.Exceptions} times.";

    private static string Others(ForeignFigures figures) =>
        $"* **Code by others.** {figures.Files} files with {figures.Lines} lines that are not blank, of which "
        + $"{figures.LinesThatDoNotCompile} refer to what is not there: TorchSharp's examples and tests, TorchVision, "
        + "TorchAudio, TorchSharpExamples, and eight projects by others (language, vision and diffusion models, a "
        + $"textbook's programs). {figures.Findings.Values.Sum()} findings above info "
        + $"({string.Join(", ", figures.Findings.Select(rule => $"{rule.Key} {rule.Value}"))}). Each was looked at: all are "
        + "right, and most are in tests that make a mistake on purpose.";

    /// <summary>Puts a text between a pair of marks, each on a line of its own.</summary>
    /// <exception cref="InvalidDataException">The marks are not there.</exception>
    public static string Replace(string page, string mark, string text)
    {
        var (begin, end) = ($"<!-- {mark} -->\n", $"<!-- /{mark} -->\n");
        var first = page.IndexOf(begin, StringComparison.Ordinal);
        var last = page.IndexOf(end, StringComparison.Ordinal);
        if (first < 0 || last < first) throw new InvalidDataException($"The page needs the lines {begin}{end}");
        return page[..(first + begin.Length)] + (text.Length > 0 ? $"\n{text}\n\n" : "") + page[last..];
    }

    private static string Fix(DiagnosticDescriptor rule)
    {
        if (!Fixes.Contains(rule.Id)) return "no";
        return Fixes[rule.Id].All(fix => fix.GetFixAllProvider() is not null) ? "yes, Fix All too" : "yes";
    }

    private static string Word(string severity) => severity.Replace("suggestion", "info").Replace("none", "off");

    private static string YesNo(bool yes) => yes ? "yes" : "no";
}
