using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Arena.Tools.Tests.Docs;

public sealed partial class PackagesDecisionTests
{
    [Fact]
    public void The_page_names_every_pinned_package_and_version_and_no_other()
    {
        var root = Workspace.Find(AppContext.BaseDirectory)!.Root;
        var props = XDocument.Load(Path.Combine(root, "Directory.Packages.props"));
        var libTorch = props.Descendants("LibTorchVersion").Single().Value;
        var pinned = props.Descendants("PackageVersion")
            .Select(package => $"{package.Attribute("Include")!.Value} {package.Attribute("Version")!.Value}")
            .Select(package => package.Replace("$(LibTorchVersion)", libTorch));

        var page = File.ReadAllText(Path.Combine(root, "docs", "decisions", "packages.md"));
        var documented = Row().Matches(page)
            .Select(row => $"{row.Groups["package"].Value} {row.Groups["version"].Value}");

        documented.Should()
            .BeEquivalentTo(pinned, "docs/decisions/packages.md explains what Directory.Packages.props pins");
    }

    // A row of four columns whose second one starts like a version.
    [GeneratedRegex(@"^\| (?<package>\S+) \| (?<version>\[?\d\S*) \| [^|]+ \| [^|]+ \|$", RegexOptions.Multiline)]
    private static partial Regex Row();
}
