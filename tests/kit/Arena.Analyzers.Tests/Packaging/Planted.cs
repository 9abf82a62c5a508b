using System.Text.RegularExpressions;
using Arena.Analyzers.Tests.Docs;

namespace Arena.Analyzers.Tests.Packaging;

/// <summary>A file in which each line that ends in <c>// TSH1001</c> has that mistake, and no other line has any.</summary>
public static partial class Planted
{
    /// <summary>What it is called in a project.</summary>
    public const string FileName = "Mistakes.cs";

    /// <summary>A file of somebody who has only TorchSharp and the package.</summary>
    public const string WithoutTheKit =
        """
        using Arena.Tensors;
        using TorchSharp;
        using static TorchSharp.torch;

        public static class Model
        {
            public static Tensor Totals([Shape("row column")] Tensor x) => x.sum(0); // TSH1001
        }

        """;

    /// <summary>Its text.</summary>
    public static string Text { get; } = Committed.Read("tests/kit/Arena.Analyzers.Tests/Packaging/Mistakes.cs.txt");

    /// <summary>The mistakes, each as line and rule, whether or not the rule is there yet.</summary>
    public static IReadOnlyList<(int Line, string Id)> All { get; } = MistakesOf(Text);

    /// <summary>Rules that some analyzer reports.</summary>
    public static IReadOnlySet<string> Reported { get; } =
        Code.Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Select(rule => rule.Id).ToHashSet();

    /// <summary>Rules of the file that have a fix.</summary>
    public static IReadOnlyList<string> FixableIds { get; } =
        [.. All.Select(mistake => mistake.Id).Distinct().Where(RulePages.Fixes.Contains)];

    /// <summary>Rules of which only some findings have a fix.</summary>
    public static IReadOnlyList<string> PartlyFixableIds { get; } = ["TSH1002", "TSH2001", "TSH2003", "TSH2005"];

    /// <summary>The mistakes of a text, by the comments in it.</summary>
    public static IReadOnlyList<(int Line, string Id)> MistakesOf(string text) =>
        [.. text.Split('\n').Index()
            .Where(line => Mark().IsMatch(line.Item))
            .Select(line => (line.Index + 1, Mark().Match(line.Item).Groups["id"].Value))];

    /// <summary>The findings in what a build said, in order, and without those that it said twice.</summary>
    public static IReadOnlyList<(int Line, string Id, string Severity, string Message)> FindingsIn(string output) =>
        [.. Finding().Matches(output)
            .Select(found => (
                int.Parse(found.Groups["line"].Value), found.Groups["id"].Value, found.Groups["severity"].Value,
                found.Groups["message"].Value))
            .Distinct().OrderBy(found => found.Item1)];

    [GeneratedRegex(@"// (?<id>TSH\d{4})$")]
    private static partial Regex Mark();

    [GeneratedRegex(
        @"\((?<line>\d+),\d+\): (?<severity>\w+) (?<id>(TSH|CS|AD|NU|NETSDK|MSB)\d{4}): (?<message>.*?) \[[^\[\]]*\]$",
        RegexOptions.Multiline)]
    private static partial Regex Finding();
}
