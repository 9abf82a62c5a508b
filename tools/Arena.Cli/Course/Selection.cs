using System.Text.RegularExpressions;

namespace Arena.Cli.Course;

/// <summary>Finds the exercises that a user means: by id, section, chapter, or words of the title.</summary>
internal static partial class Selection
{
    /// <summary>The exercises that words mean, in their order.</summary>
    /// <param name="kit">The kit.</param>
    /// <param name="words">Ids and names, each selecting exercises; other words together are words of a title.</param>
    /// <param name="session">For the command in the advice.</param>
    /// <exception cref="CommandException">A word means nothing here.</exception>
    public static IReadOnlyList<ExerciseEntry> Of(Kit kit, IReadOnlyList<string> words, Session session)
    {
        var selected = new HashSet<ExerciseEntry>();
        var titleWords = new List<string>();
        foreach (var word in words)
        {
            var byName = kit.Index.Exercises.Where(x => IsNamed(x, word)).ToList();
            if (byName.Count > 0) selected.UnionWith(byName);
            else if (Number().IsMatch(word)) throw Unknown(kit, word, session);
            else titleWords.AddRange(word.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }
        if (titleWords.Count > 0)
        {
            var byTitle = kit.Index.Exercises.Where(x => titleWords.All(w => HasWord(x, w))).ToList();
            if (byTitle.Count == 0) throw Unknown(kit, string.Join(' ', titleWords), session);
            // A whole title means that exercise only, although a longer title may hold its words too.
            var exact = byTitle.Where(x => IsSame(x.Title, string.Join(' ', titleWords))).ToList();
            selected.UnionWith(exact.Count > 0 ? exact : byTitle);
        }
        return [.. kit.Index.Exercises.Where(selected.Contains)];
    }

    /// <summary>The one exercise that words mean.</summary>
    /// <exception cref="CommandException">They mean none, or several.</exception>
    public static ExerciseEntry One(Kit kit, IReadOnlyList<string> words, string command, Session session)
    {
        var found = Of(kit, words, session);
        if (found.Count == 1) return found[0];
        const int shown = 5;
        var some = string.Join(", ", found.Take(shown).Select(x => $"{x.Id} {x.Title}"))
            + (found.Count > shown ? ", …" : "");
        throw CommandException.Usage(
            $"'{string.Join(' ', words)}' means {found.Count} exercises: {some}.",
            session.Command($"{command} {found[0].Id}"));
    }

    private static bool IsNamed(ExerciseEntry exercise, string word) =>
        word == exercise.Id || word == exercise.Section || word == exercise.Chapter
        || IsSame(word, Kit.ChapterName(exercise)) || IsSame(word, Kit.ChapterFolder(exercise))
        || IsSame(word, Kit.SectionName(exercise));

    private static bool HasWord(ExerciseEntry exercise, string word) =>
        exercise.Title.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static bool IsSame(string one, string other) =>
        string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    private static CommandException Unknown(Kit kit, string word, Session session)
    {
        var names = kit.Index.Exercises.SelectMany(x =>
            new[] { x.Id, x.Section, x.Title, Kit.ChapterName(x), Kit.SectionName(x) });
        var suggestion = DidYouMean.Closest(word, names.Distinct());
        return CommandException.Usage(
            $"No exercise, section or chapter is called '{word}'."
                + (suggestion is null
                    ? " Name an exercise (0.0.7), a section (0.0), a chapter (0), or words of a title."
                    : $" Did you mean '{suggestion}'?"),
            session.Command("status --all"));
    }

    [GeneratedRegex(@"^\d+(\.\d+)*$")]
    private static partial Regex Number();
}
