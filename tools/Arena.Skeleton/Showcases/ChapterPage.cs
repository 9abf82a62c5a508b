using System.Globalization;
using System.Text;
using Arena.Models;

namespace Arena.Skeleton.Showcases;

/// <summary>The page of a chapter, <c>docs/chapters/0.md</c>: its exercises, and what its showcases brought.</summary>
public static class ChapterPage
{
    /// <summary>Where pictures lie below the pages.</summary>
    public const string Pictures = "pictures";

    /// <summary>The page's text.</summary>
    /// <param name="workspace">The kit, whose pages name the sections.</param>
    /// <param name="chapter">The chapter: <c>"0"</c>.</param>
    /// <param name="index">Every exercise of the kit.</param>
    /// <param name="record">What was recorded.</param>
    public static string Text(Workspace workspace, string chapter, ExerciseIndex index, ChapterRecord record)
    {
        var exercises = index.Exercises.Where(x => x.Chapter == chapter).ToList();
        var name = exercises.Count > 0 ? exercises[0].File.Split('/')[0].Split('-')[^1] : chapter;
        var page = new StringBuilder();
        page.Append($"""
            # Chapter {chapter} in figures: {name}

            Each section ends with showcases: programs that put the section's own code to work. Learners start them with
            `./arena show`. Here they ran on the reference solutions, with several seeds each, so that the figures say
            what to expect and how much of it is chance. Everything on this page is generated: figures and pictures by
            `./arena show {chapter} --against solutions --seeds 10 --record`, the lists of exercises by `./arena skeleton`.
            The raw figures are in [{chapter}.json]({chapter}.json).

            **How to read it.** *Mean*, *least*, *most* and *deviation* (the standard deviation of a single run) are over
            the seeds. In a plot, a line is the median over the seeds, and its band reaches from the least to the most.
            Seconds and megabytes were measured on the machine that recorded them, and depend on it. *Tensors alive* are
            those that nobody has disposed of, counted after each step: memory stays flat when there are no more of them
            in the last tenth of a training than in its first. Where there are more, nothing is recorded.

            """.ReplaceLineEndings("\n"));
        var sources = ChapterSources.Read(workspace, chapter);
        if (sources.Phenomena is not null) page.Append('\n').Append(sources.WithFigures(record));
        foreach (var section in exercises.GroupBy(x => x.Section))
        {
            Append(page, TitleOf(workspace, section.Key, section.First().Page), [.. section]);
            foreach (var showcase in record.Showcases.Where(x => x.Name.StartsWith(
                section.Key + ".", StringComparison.Ordinal)))
                Append(page, showcase);
        }
        if (sources.Trainings.Models.Count > 0) Append(page, chapter, sources.Trainings);
        return page.ToString();
    }

    private static void Append(StringBuilder page, string title, IReadOnlyList<ExerciseEntry> exercises)
    {
        page.Append($"\n## {exercises[0].Section} {title}\n\n");
        page.Append(CultureInfo.InvariantCulture,
            $"{exercises.Count} exercises, {exercises.Sum(x => x.Minutes)} minutes: ");
        page.Append($"[the section's page](../../chapters/{exercises[0].Page}).\n\n");
        page.Append("| exercise | minutes | difficulty | importance |\n|---|---|---|---|\n");
        foreach (var x in exercises)
        {
            var heading = $"{x.Id} {x.Title}";
            page.Append($"| [{heading}](../../chapters/{x.Page}#{MentalModelPages.Anchor(heading)}) ");
            page.Append(CultureInfo.InvariantCulture, $"| {x.Minutes} | {x.Difficulty} | {x.Importance} |\n");
        }
    }

    private static void Append(StringBuilder page, RecordedShowcase showcase)
    {
        page.Append($"\n### {showcase.Name}: {showcase.Title}\n\n");
        foreach (var picture in showcase.Pictures)
        {
            // Of a picture that is no plot of curves, no title is recorded: its name tells it from the others.
            var alt = showcase.Plots.FirstOrDefault(x => x.Axes.Plot == picture)?.Axes.Title
                ?? $"{showcase.Title} ({picture.Replace('-', ' ')})";
            page.Append($"![{alt}]({Pictures}/{showcase.Name}.{picture}.png)\n\n");
        }
        AppendFigures(page, showcase);
        AppendMemory(page, showcase);
        var runs = showcase.Runs;
        var seconds = runs.Select(x => x.Seconds).ToList();
        page.Append(CultureInfo.InvariantCulture,
            $"{(runs.Count == 1 ? "1 seed" : $"{runs.Count} seeds")}, from 0 on. A run took {Mean(seconds):0.0} s ");
        page.Append(CultureInfo.InvariantCulture,
            $"({seconds.Min():0.0} to {seconds.Max():0.0}) and at most {runs.Max(x => x.PeakMegabytes):0} MB on the ");
        page.Append($"machine that recorded it ({showcase.Machine}). To record it again:\n\n");
        page.Append($"```\n./arena show {showcase.Name} --against solutions --seeds {runs.Count} --record\n```\n");
    }

    private static void Append(StringBuilder page, string chapter, TrainingRecord trainings)
    {
        page.Append("""

            ## The models that come with the kit

            Each was trained once, with seed 0. Here they were trained anew, with several seeds, to see what of them is
            chance. *As it should be* counts the trainings in which every figure was within its bounds.

            """.ReplaceLineEndings("\n"));
        var minutes = trainings.Models.Sum(x => Mean(x.Seeds.Select(seed => seed.Seconds))) / 60;
        page.Append(CultureInfo.InvariantCulture,
            $"One training of each, one after the other, takes {minutes:0} minutes on two cores.\n");
        foreach (var (model, steps, seeds) in trainings.Models)
        {
            page.Append($"\n### {model}\n\n");
            AppendFigures(page, seeds.SelectMany(x => x.Measured).ToLookup(
                x => $"{x.What} ({Bounds(x)})", x => x.Value));
            page.Append(CultureInfo.InvariantCulture,
                $"As it should be: {seeds.Count(x => x.IsAsItShouldBe)} of {seeds.Count} seeds, from {seeds[0].Seed} on. ");
            page.Append(CultureInfo.InvariantCulture,
                $"A training of {steps} steps took {Mean(seeds.Select(x => x.Seconds)):0} s. To record it again:\n\n");
            page.Append(CultureInfo.InvariantCulture,
                $"```\ndotnet run --project tools/Arena.Train -- {model} --seeds {seeds.Count} ");
            page.Append($"--record {ChapterSources.TrainingsOf(chapter)}\n```\n");
        }
    }

    private static string Bounds(Measured x) => x switch
    {
        { Least: double.NegativeInfinity, Most: double.PositiveInfinity } => "may be anything",
        { Least: double.NegativeInfinity } => $"has to be at most {Significant.Text(x.Most)}",
        { Most: double.PositiveInfinity } => $"has to be at least {Significant.Text(x.Least)}",
        _ => $"has to be {Significant.Text(x.Least)} to {Significant.Text(x.Most)}",
    };

    private static void AppendFigures(StringBuilder page, RecordedShowcase showcase) =>
        AppendFigures(page, showcase.Runs.SelectMany(x => x.Figures).ToLookup(
            x => x.Unit.Length > 0 ? $"{x.Name} ({x.Unit})" : x.Name, x => x.Value));

    private static void AppendFigures(StringBuilder page, ILookup<string, double> figures)
    {
        if (figures.Count == 0) return;
        page.Append("| figure | mean | least | most | deviation |\n|---|---|---|---|---|\n");
        foreach (var figure in figures)
        {
            var values = figure.ToList();
            page.Append($"| {figure.Key} | {Significant.Text(Mean(values))} | ");
            page.Append($"{Significant.Text(values.Min())} | {Significant.Text(values.Max())} | ");
            page.Append($"{(values.Count > 1 ? Significant.Text(Deviation(values)) : "")} |\n");
        }
        page.Append('\n');
    }

    private static void AppendMemory(StringBuilder page, RecordedShowcase showcase)
    {
        // The worst over the seeds.
        var trainings = showcase.Runs.SelectMany(x => x.Trainings).GroupBy(x => x.What).ToList();
        if (trainings.Count > 0)
        {
            page.Append("| training | steps | tensors alive, first tenth | last tenth |\n|---|---|---|---|\n");
            foreach (var training in trainings)
            {
                var worst = training.MaxBy(x => x.Late - x.Early)!;
                page.Append(CultureInfo.InvariantCulture,
                    $"| {training.Key} | {worst.Steps} | {worst.Early} | {worst.Late} |\n");
            }
            page.Append('\n');
        }
        var left = showcase.Runs.Max(x => x.TensorsAfter - x.TensorsBefore);
        page.Append(CultureInfo.InvariantCulture,
            $"Tensors that are left over when a run has ended: {Math.Max(0, left)}.\n\n");
    }

    private static double Mean(IEnumerable<double> values) => values.Average();

    private static double Deviation(IReadOnlyList<double> values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Sum(x => (x - mean) * (x - mean)) / (values.Count - 1));
    }

    // The page's first heading, without the section's number.
    private static string TitleOf(Workspace workspace, string section, string page)
    {
        var file = Path.Combine(workspace.Chapters, page);
        var heading = $"# {section} ";
        return File.Exists(file)
            && File.ReadLines(file).FirstOrDefault(x => x.StartsWith(heading, StringComparison.Ordinal)) is { } line
            ? line[heading.Length..].Trim()
            : page.Split('/')[^2];
    }
}
