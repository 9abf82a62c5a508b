using System.Globalization;
using System.Text;

namespace Arena.Skeleton;

/// <summary>
/// The generated part of <c>docs/mental-models/1.md</c> to <c>9.md</c>: the exercises that build the model.
/// </summary>
public static class MentalModelPages
{
    private const string Begin = "<!-- exercises -->\n";
    private const string End = "<!-- /exercises -->\n";

    /// <summary>Writes a model's exercises, in the index's order, between the page's two marker lines.</summary>
    /// <param name="pageText">The page as it is, with line feeds.</param>
    /// <param name="index">Every exercise of the kit.</param>
    /// <param name="model">The mental model that the page is about, 1 to 9.</param>
    /// <returns>The page with the list as it should be; the same text when it was so already.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such model.</exception>
    /// <exception cref="InvalidDataException">The page does not have each marker line once, in this order.</exception>
    public static string Update(string pageText, ExerciseIndex index, int model)
    {
        if (!Enum.IsDefined((MentalModel)model))
            throw new ArgumentOutOfRangeException(nameof(model), model, "There is no mental model of this number.");

        var (begin, end) = (OnlyIndexOf(pageText, Begin), OnlyIndexOf(pageText, End));
        if (begin < 0 || end < begin)
            throw new InvalidDataException(
                $"docs/mental-models/{model}.md: the lines {Begin.TrimEnd()} and {End.TrimEnd()} have to be there, "
                    + "each once and in this order. The list of exercises is written between them.");

        var exercises = index.Exercises.Where(exercise => (int)exercise.Model == model).Select(Line).ToList();
        var list = exercises.Count > 0 ? string.Concat(exercises) : "No exercise yet.\n";
        return $"{pageText[..(begin + Begin.Length)]}\n{list}\n{pageText[end..]}";
    }

    /// <summary>
    /// The fragment under which GitHub shows a heading: <c>"0.0.7 Row sums"</c> is at <c>007-row-sums</c>.
    /// </summary>
    /// <param name="heading">The heading's text, without the number signs.</param>
    public static string Anchor(string heading)
    {
        var anchor = new StringBuilder(heading.Length);
        foreach (var rune in heading.EnumerateRunes())
            if (rune.Value == ' ')
                anchor.Append('-');
            else if (rune.Value == '-' || IsWord(rune))
                anchor.Append(Rune.ToLowerInvariant(rune));
        return anchor.ToString();
    }

    private static string Line(ExerciseEntry exercise)
    {
        var heading = $"{exercise.Id} {exercise.Title}";
        return $"- [{heading}](../../chapters/{exercise.Page}#{Anchor(heading)}): "
            + $"{exercise.Minutes} min, difficulty {exercise.Difficulty}\n";
    }

    // -1 when the marker line is missing or there twice.
    private static int OnlyIndexOf(string text, string line)
    {
        var at = text.IndexOf("\n" + line, StringComparison.Ordinal);
        return at == text.LastIndexOf("\n" + line, StringComparison.Ordinal) && at >= 0 ? at + 1 : -1;
    }

    private static bool IsWord(Rune rune) => Rune.GetUnicodeCategory(rune) is
        UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or
        UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or
        UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark or
        UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.ConnectorPunctuation;
}
