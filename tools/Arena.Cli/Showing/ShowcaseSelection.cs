using Arena.Cli.Course;
using Arena.Skeleton.Showcases;

namespace Arena.Cli.Showing;

/// <summary>Finds the showcases that a user means: by name, last word, section or chapter.</summary>
internal static class ShowcaseSelection
{
    /// <summary>The showcases that words mean, in their order.</summary>
    /// <exception cref="CommandException">A word means none.</exception>
    public static IReadOnlyList<ShowcaseDeclaration> Of(
        IReadOnlyList<ShowcaseDeclaration> declared, IReadOnlyList<string> words, Kit kit, Session session)
    {
        var chosen = new HashSet<ShowcaseDeclaration>();
        foreach (var word in words)
        {
            var named = declared.Where(x => Names(x).Contains(word, StringComparer.OrdinalIgnoreCase)).ToList();
            if (named.Count == 0) throw Unknown(declared, word, kit, session);
            chosen.UnionWith(named);
        }
        return [.. declared.Where(chosen.Contains)];
    }

    private static string[] Names(ShowcaseDeclaration showcase) =>
        [showcase.Name, showcase.Section, showcase.Chapter, showcase.Name[(showcase.Name.LastIndexOf('.') + 1)..]];

    private static CommandException Unknown(
        IReadOnlyList<ShowcaseDeclaration> declared, string word, Kit kit, Session session)
    {
        var list = session.Command("show");
        if (kit.Index.Exercises.Any(x => x.Section == word || x.Chapter == word))
            return CommandException.Usage($"{word} has no showcase.", list);
        var meant = DidYouMean.Closest(word, declared.SelectMany(Names).Distinct());
        return CommandException.Usage(
            $"No showcase is called '{word}'." + (meant is null ? "" : $" Did you mean '{meant}'?"),
            meant is null ? list : session.Command($"show {meant}"));
    }
}
