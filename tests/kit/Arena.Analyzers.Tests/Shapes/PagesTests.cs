using System.Text.RegularExpressions;

namespace Arena.Analyzers.Tests.Shapes;

/// <summary>The examples on the pages of the shape rules are what they say.</summary>
public sealed partial class PagesTests
{
    [Theory]
    [InlineData("TSH1002")]
    [InlineData("TSH1003")]
    [InlineData("TSH1004")]
    [InlineData("TSH1005")]
    [InlineData("TSH1006")]
    [InlineData("TSH1007")]
    [InlineData("TSH1008")]
    [InlineData("TSH1009")]
    [InlineData("TSH1010")]
    [InlineData("TSH1011")]
    [InlineData("TSH2004")]
    [InlineData("TSH2006")]
    public async Task The_bad_example_is_found_and_the_good_one_is_not(string rule)
    {
        var page = Text(rule);
        (await FoundAsync(page, "Bad")).Should().Equal(rule);
        (await FoundAsync(page, "Good")).Should().BeEmpty();
    }

    /// <summary>A rule's page.</summary>
    internal static string Text(string rule)
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "docs", "rules", "TSH1001.md"))) folder = Path.GetDirectoryName(folder)!;
        return File.ReadAllText(Path.Combine(folder, "docs", "rules", $"{rule}.md"));
    }

    private static async Task<IEnumerable<string>> FoundAsync(string page, string heading)
    {
        var example = Examples().Matches(page).Single(match => match.Groups[1].Value == heading).Groups[2].Value;
        var isStatements = example.StartsWith("var ", StringComparison.Ordinal);
        var source = Code.InFile($"class Page {{ {(isStatements ? $"void Run() {{ {example} }}" : example)} }}");
        return (await Inferred.FindingsAsync(source)).Select(found => found.Id)
            .Where(id => !id.StartsWith("TSH21", StringComparison.Ordinal));
    }

    [GeneratedRegex(@"## (Bad|Good)\s+```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Examples();
}
