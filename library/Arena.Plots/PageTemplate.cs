using System.Text.RegularExpressions;

namespace Arena.Plots;

/// <summary>Pages with gaps, <c>{{title}}</c>, that lie in this library.</summary>
internal static partial class PageTemplate
{
    /// <summary>A page with its gaps filled.</summary>
    /// <param name="name">The page's file.</param>
    /// <param name="fill">What comes into a gap, or null: there is no such gap.</param>
    public static string Fill(string name, Func<string, string?> fill)
    {
        using var stream = typeof(PageTemplate).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        // What is put in is not looked through again, as a title may have braces.
        return Gap().Replace(reader.ReadToEnd(), gap => fill(gap.Groups["name"].Value)
            ?? throw new InvalidDataException($"{name} has a gap for '{gap.Groups["name"].Value}', and nothing fills it."));
    }

    [GeneratedRegex(@"\{\{(?<name>\w+)\}\}")]
    private static partial Regex Gap();
}
