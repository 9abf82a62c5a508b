using System.Text.RegularExpressions;

namespace Arena.Testing.Tests.Pages;

/// <summary>Every exercise has its place on its section's page, and no hint gives the solution away.</summary>
public partial class SectionPagesTests
{
    private static readonly Workspace kit = Workspace.Find(AppContext.BaseDirectory)!;

    private static readonly IReadOnlyList<ExerciseEntry> exercises = ExerciseIndex.Read(kit).Exercises;

    public static TheoryData<string> Sections => [.. exercises.Select(Folder).Distinct()];

    public static bool HasSolutions => Directory.Exists(kit.Solutions);

    [Fact]
    public void Exercises_are_found() => exercises.Should().HaveCountGreaterThanOrEqualTo(42);

    [Theory]
    [MemberData(nameof(Sections))]
    public void Headings_are_the_exercises_in_their_order(string folder)
    {
        var headings = Headings().Matches(Page(folder)).Select(heading => heading.Groups[1].Value);
        headings.Should().Equal(
            exercises.Where(exercise => Folder(exercise) == folder)
                .OrderBy(exercise => Version.Parse(exercise.Id)).Select(exercise => $"{exercise.Id} {exercise.Title}"));
    }

    [Theory]
    [MemberData(nameof(Sections))]
    public void Every_exercise_has_three_hints(string folder)
    {
        foreach (var (heading, text) in Texts(folder))
        {
            var hints = Hints().Matches(text);
            hints.Select(hint => hint.Groups[1].Value).Should()
                .Equal(["1", "2", "3"], "exercise {0} has three hints", heading);
            Regex.Count(text, "<details>").Should().Be(3, "exercise {0} has its hints in the usual form", heading);
            hints.Should().AllSatisfy(hint => hint.Groups[2].Value.Trim().Should().NotBeEmpty());
        }
    }

    [Theory(Skip = "It needs solutions/.", SkipUnless = nameof(HasSolutions))]
    [MemberData(nameof(Sections))]
    public void No_text_contains_the_solution(string folder)
    {
        var texts = Texts(folder).ToDictionary(text => text.Heading, text => Squeezed(text.Text));
        var solutions = Solutions().Where(exercise => exercise.Folder == folder).ToList();
        solutions.Should().HaveCount(exercises.Count(exercise => Folder(exercise) == folder));
        foreach (var exercise in solutions)
        {
            var text = texts.GetValueOrDefault($"{exercise.Id} {exercise.Title}", "");
            foreach (var line in exercise.Essentials)
                text.Should().NotContain(line, "that is the solution of {0}", exercise.Id);
        }
    }

    [Theory]
    [MemberData(nameof(Sections))]
    public void Pictures_on_the_page_exist(string folder)
    {
        foreach (Match picture in Images().Matches(Page(folder)))
        {
            var file = Path.Combine(kit.Chapters, folder, picture.Groups[1].Value);
            File.Exists(file).Should().BeTrue($"{picture.Value} is on the page");
        }
    }

    [Theory]
    [MemberData(nameof(Sections))]
    public void The_table_adds_up_the_minutes_of_the_exercises(string folder)
    {
        foreach (Match part in Parts().Matches(Page(folder)))
        {
            var (first, last) = (int.Parse(part.Groups[1].Value), int.Parse(part.Groups[2].Value));
            var minutes = exercises.Where(exercise => Folder(exercise) == folder)
                .Where(exercise => Version.Parse(exercise.Id).Build is var number && first <= number && number <= last)
                .Sum(exercise => exercise.Minutes);
            minutes.Should().Be(int.Parse(part.Groups[3].Value), "that is what {0} says", part.Value);
        }
    }

    private static string Folder(ExerciseEntry exercise) => Path.GetDirectoryName(exercise.Page)!.Replace('\\', '/');

    private static string Page(string folder) => File.ReadAllText(Path.Combine(kit.Chapters, folder, "README.md"));

    private static IEnumerable<(string Heading, string Text)> Texts(string folder)
    {
        var page = Page(folder);
        foreach (Match heading in Headings().Matches(page))
        {
            var start = heading.Index + heading.Length;
            var end = NextHeading().Match(page, start);
            yield return (heading.Groups[1].Value, page[start..(end.Success ? end.Index : page.Length)]);
        }
    }

    private sealed record Solution(string Folder, string Id, string Title, IReadOnlyList<string> Essentials);

    private static IEnumerable<Solution> Solutions()
    {
        foreach (var file in Directory.EnumerateFiles(kit.Solutions, "*.cs", SearchOption.AllDirectories))
        {
            var folder = Path.GetRelativePath(kit.Solutions, Path.GetDirectoryName(file)!).Replace('\\', '/');
            if (folder.Split('/').Any(part => part is "obj" or "bin")) continue;
            var source = File.ReadAllText(file);
            var starts = ExerciseAttributes().Matches(source);
            for (var i = 0; i < starts.Count; i++)
            {
                var text = source[starts[i].Index..(i + 1 < starts.Count ? starts[i + 1].Index : source.Length)];
                yield return new(folder, starts[i].Groups[1].Value, starts[i].Groups[2].Value, Essentials(text));
            }
        }
    }

    // What a solution stands and falls with: its patterns, and the expressions that it returns, unless it is a name.
    private static IReadOnlyList<string> Essentials(string exercise) =>
    [
        .. PatternLiterals().Matches(exercise).Select(pattern => Squeezed(pattern.Value).Trim('"')),
        .. Returned().Matches(exercise).Select(expression => Squeezed(expression.Groups[1].Value))
            .Where(expression => !expression.All(char.IsLetterOrDigit)),
    ];

    private static string Squeezed(string text) => Regex.Replace(text, @"\s+", "");

    [GeneratedRegex(@"^### (\d+\.\d+\.\d+ .+)$", RegexOptions.Multiline)]
    private static partial Regex Headings();

    [GeneratedRegex("^##+ ", RegexOptions.Multiline)]
    private static partial Regex NextHeading();

    [GeneratedRegex(@"<details><summary>Hint (\d)</summary>\n\n(.+?)\n\n</details>", RegexOptions.Singleline)]
    private static partial Regex Hints();

    [GeneratedRegex(@"!\[[^\]]+\]\(([^)]+)\)")]
    private static partial Regex Images();

    [GeneratedRegex(@"^\| .+ \| \d+\.\d+\.(\d+) – \d+\.\d+\.(\d+) \| (\d+) \|$", RegexOptions.Multiline)]
    private static partial Regex Parts();

    [GeneratedRegex("""\[Exercise\("([^"]+)", "([^"]+)""")]
    private static partial Regex ExerciseAttributes();

    [GeneratedRegex("""
        "[^"\n]*->[^"\n]*"
        """)]
    private static partial Regex PatternLiterals();

    [GeneratedRegex(@"(?:=>|\breturn\b)\s*([^;{]{6,}?);")]
    private static partial Regex Returned();
}
