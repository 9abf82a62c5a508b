using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;

namespace Arena.Analyzers.Tests.Docs;

/// <summary>What docs/rules/ says of the rules, as it follows from them.</summary>
public static partial class RulePages
{
    /// <summary>Where the pages are.</summary>
    public const string Folder = "docs/rules";

    /// <summary>The page of all of them.</summary>
    public const string Index = $"{Folder}/README.md";

    /// <summary>Figures that tests measured and wrote down; there may be none yet.</summary>
    public const string Figures = $"{Folder}/figures.json";

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

    /// <summary>The section of figures; empty when none were measured.</summary>
    public static string FiguresSection(string json)
    {
        if (json.Length == 0) return "";
        using var figures = JsonDocument.Parse(json);
        return string.Join('\n', ["## Figures", "", "| what | figure |", "|---|---|", .. Rows(figures.RootElement, "")]);
    }

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

    private static IEnumerable<string> Rows(JsonElement figures, string prefix) =>
        figures.EnumerateObject().SelectMany(figure => figure.Value.ValueKind == JsonValueKind.Object
            ? Rows(figure.Value, $"{prefix}{Words(figure.Name)}: ")
            : [$"| {prefix}{Words(figure.Name)} | {Cell(figure.Value)} |"]);

    private static string Cell(JsonElement value) => value.ValueKind == JsonValueKind.Array
        ? string.Join(", ", value.EnumerateArray())
        : value.ToString();

    // "falsePositives" is a key of a program, "false positives" one of a person; a page is for persons.
    private static string Words(string key) => key.Contains(' ')
        ? key
        : NewWord().Replace(key, " $0").Replace('_', ' ').Replace("  ", " ").Trim().ToLowerInvariant();

    private static string Word(string severity) => severity.Replace("suggestion", "info").Replace("none", "off");

    private static string YesNo(bool yes) => yes ? "yes" : "no";

    [GeneratedRegex("(?<=[a-z0-9])[A-Z]")]
    private static partial Regex NewWord();
}
