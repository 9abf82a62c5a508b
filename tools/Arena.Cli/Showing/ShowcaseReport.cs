using System.Text.Json.Nodes;
using Arena.Cli.Course;
using Arena.Cli.Output;
using Arena.Skeleton.Showcases;
using Arena.Training;

namespace Arena.Cli.Showing;

/// <summary>What <c>arena show</c> shows beside what the showcase itself does.</summary>
/// <param name="session">For the commands that it suggests.</param>
/// <param name="screen">Where it is shown.</param>
/// <param name="kit">The exercises.</param>
/// <param name="against">Whose code it is: <c>chapters</c> or <c>solutions</c>.</param>
internal sealed class ShowcaseReport(Session session, Screen screen, Kit kit, string against)
{
    /// <summary>The showcases by section, and how far the section is solved.</summary>
    public void ShowList(IReadOnlyList<ShowcaseDeclaration> declared)
    {
        if (declared.Count == 0)
        {
            screen.Write("There are no showcases yet.");
            return;
        }
        var width = declared.Max(x => x.Name.Length);
        foreach (var section in declared.GroupBy(x => x.Section))
        {
            var (solved, all) = Solved(section.Key);
            var name = kit.Index.Exercises.FirstOrDefault(x => x.Section == section.Key) is { } exercise
                ? Kit.SectionName(exercise) : "";
            screen.Write(new Line().Add($"{section.Key} {name}", Styles.Strong)
                .Add($"  {solved} of {all} exercises solved", Styles.Quiet));
            foreach (var showcase in section)
                screen.Write(new Line().Add($"  {showcase.Name}").PadTo(width + 4).Add(showcase.Title));
            screen.Gap();
        }
        screen.Next(session.Command($"show {declared[0].Name}{Against}"));
    }

    /// <summary>The list as one object.</summary>
    public JsonObject ListToJson(IReadOnlyList<ShowcaseDeclaration> declared) => new()
    {
        ["showcases"] = new JsonArray([.. declared.Select(x =>
        {
            var (solved, all) = Solved(x.Section);
            return new JsonObject
            {
                ["name"] = x.Name,
                ["title"] = x.Title,
                ["section"] = x.Section,
                ["file"] = x.File,
                ["line"] = x.Line,
                ["exercises"] = all,
                ["solved"] = solved,
            };
        })]),
    };

    /// <summary>Its name, before it runs.</summary>
    public void ShowBeginning(ShowcaseDeclaration showcase, int? seed)
    {
        var line = new Line().Add(showcase.Name, Styles.Strong).Add($"  {showcase.Title}");
        if (seed is { } shown) line.Add(screen.Signs($" · seed {shown}"), Styles.Quiet);
        screen.Write(line);
    }

    /// <summary>What came of a run.</summary>
    /// <param name="result">It.</param>
    /// <param name="folder">Where its files are.</param>
    public void Show(ShowcaseResult result, string folder)
    {
        var width = result.Figures.Select(x => x.Name.Length).DefaultIfEmpty().Max();
        foreach (var figure in result.Figures)
            screen.Write(new Line().Add($"  {figure.Name}").PadTo(width + 4)
                .Add(Significant.Text(figure.Value), Styles.Strong).Add($" {figure.Unit}".TrimEnd()));
        foreach (var picture in result.Pictures)
        {
            screen.Write(screen.Place(Path.Combine(folder, picture + ".png"), null, "  picture  "));
            var page = Path.Combine(folder, picture + ".html");
            if (File.Exists(page)) screen.Write(screen.Place(page, null, "  page     "));
        }
        foreach (var model in result.Kept)
            screen.Write(screen.Place(Path.Combine(folder, model), null, "  model    "));
        foreach (var growth in Growths(result)) screen.Prose($"{screen.Glyphs.Warning} {growth}");
        switch (result.End)
        {
            case ShowcaseEnd.Stopped:
                screen.Write("It was stopped: this is what it had until then.", Styles.Warn);
                break;
            case ShowcaseEnd.Todo:
                screen.Prose($"It needs {result.Message}, which is to do. Solve that first.");
                if (Exercise(result) is { } exercise) screen.Write(Code(exercise));
                break;
            case ShowcaseEnd.Failed:
                screen.Write("It failed.", Styles.Bad);
                screen.Verbatim(result.Message, indent: 2);
                foreach (var place in result.Places.Where(x => x.File is not null))
                    screen.Write(screen.Place(place.File!, place.Line, "  code  "));
                break;
        }
        screen.Gap();
    }

    /// <summary>What to do next.</summary>
    /// <param name="results">What came of the runs.</param>
    /// <param name="next">The showcase after them; null when there is none.</param>
    public void ShowNext(IReadOnlyList<ShowcaseResult> results, ShowcaseDeclaration? next)
    {
        if (results.FirstOrDefault(x => x.End == ShowcaseEnd.Todo) is { } todo && Exercise(todo) is { } exercise)
            screen.Next(session.Command($"check {exercise.Id}"));
        else if (results.FirstOrDefault(x => x.End == ShowcaseEnd.Failed) is { } failed)
            screen.Next(session.Command($"show {failed.Name}{Against}"), "when it is mended");
        else screen.Next(session.Command(next is null ? "" : $"show {next.Name}{Against}"));
    }

    /// <summary>The figures of several seeds.</summary>
    public void ShowSpread(IReadOnlyList<ShowcaseResult> results)
    {
        var figures = results.SelectMany(x => x.Figures).ToLookup(x => (x.Name, x.Unit));
        var width = figures.Select(x => x.Key.Name.Length).DefaultIfEmpty().Max();
        foreach (var figure in figures)
        {
            var values = figure.Select(x => x.Value).ToList();
            screen.Write(new Line().Add($"  {figure.Key.Name}").PadTo(width + 4)
                .Add($"mean {Significant.Text(values.Average())}", Styles.Strong)
                .Add($"  {Significant.Text(values.Min())} to {Significant.Text(values.Max())}")
                .Add($" {figure.Key.Unit}".TrimEnd()));
        }
        screen.Write($"  {results.Count} seeds, {results.Average(x => x.Seconds):0.0} s each", Styles.Quiet);
        screen.Gap();
    }

    /// <summary>The runs as one object.</summary>
    public static JsonObject ToJson(IEnumerable<(ShowcaseResult Result, string Folder)> runs) => new()
    {
        ["showcases"] = new JsonArray([.. runs.Select(x => new JsonObject
        {
            ["name"] = x.Result.Name,
            ["seed"] = x.Result.Seed,
            ["end"] = x.Result.End.ToString().ToLowerInvariant(),
            ["message"] = x.Result.Message,
            ["seconds"] = Math.Round(x.Result.Seconds, 1),
            ["figures"] = new JsonArray([.. x.Result.Figures.Select(figure => new JsonObject
            {
                ["name"] = figure.Name,
                // JSON has no word for what is not a number.
                ["value"] = double.IsFinite(figure.Value) ? figure.Value : null,
                ["unit"] = figure.Unit,
            })]),
            ["pictures"] = new JsonArray([.. x.Result.Pictures.Select(
                picture => (JsonNode)Path.Combine(x.Folder, picture + ".png").Replace('\\', '/'))]),
            ["growing"] = new JsonArray([.. Growths(x.Result).Select(growth => (JsonNode)growth)]),
        })]),
    };

    /// <summary>Where tensors pile up, a sentence each.</summary>
    public static IEnumerable<string> Growths(ShowcaseResult result)
    {
        foreach (var training in result.Trainings.Where(x => x.Grows))
            yield return $"Tensors pile up in '{training.What}': {training.Early} are alive in its first steps, "
                + $"{training.Late} in its last. Is a dispose scope missing?";
        if (result.End == ShowcaseEnd.Done && result.TensorsAfter > result.TensorsBefore)
            yield return $"{result.TensorsAfter - result.TensorsBefore} tensors were not disposed of when it ended. "
                + "A model without `using`?";
    }

    private string Against => against == "chapters" ? "" : $" --against {against}";

    private (int Solved, int All) Solved(string section)
    {
        var standings = Progress.Read(kit).Standings.Where(x => x.Exercise.Section == section).ToList();
        return (standings.Count(x => x.State == ExerciseState.Passed), standings.Count);
    }

    private ExerciseEntry? Exercise(ShowcaseResult result) =>
        kit.Index.Exercises.FirstOrDefault(x => x.Id == result.Message.Split(' ')[0]);

    private Line Code(ExerciseEntry exercise)
    {
        var file = Path.GetFullPath(Path.Combine(kit.Workspace.Root, against, exercise.File));
        return screen.Place(file, SourceLocation.LineOf(file, exercise.Id), "  code  ");
    }
}
