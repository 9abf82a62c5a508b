using System.Text.RegularExpressions;
using Arena.Models;

namespace Arena.Skeleton.Showcases;

/// <summary>
/// What a chapter's page is made of beside the record of its showcases: <c>1.phenomena.md</c>, written by hand, into which
/// figures are put, and <c>1.models.json</c>, in which the trainings of its shipped models are recorded.
/// </summary>
/// <param name="Phenomena">
/// Text in which <c>{1.2.heads: best induction score}</c> stands for that figure of a showcase or of a shipped model, and
/// <c>{stories: share of latents that have a name × 100}</c> for a share in percent.
/// </param>
/// <param name="Trainings">The trainings.</param>
internal sealed partial record ChapterSources(string? Phenomena, TrainingRecord Trainings)
{
    /// <summary>What stands for a figure that no record has.</summary>
    public const string NotRecorded = "NOT RECORDED";

    private const string Folder = $"{ChapterRecord.Folder}/sources";
    private const int Digits = 3;

    /// <summary>Where trainings are recorded, from the kit's root.</summary>
    public static string TrainingsOf(string chapter) => $"{Folder}/{chapter}.models.json";

    public static ChapterSources Read(Workspace workspace, string chapter)
    {
        var phenomena = Path.Combine(workspace.Root, Folder, $"{chapter}.phenomena.md");
        return new(
            File.Exists(phenomena) ? LineEndings.Normalise(File.ReadAllText(phenomena)) : null,
            TrainingRecord.Read(Path.Combine(workspace.Root, TrainingsOf(chapter))));
    }

    /// <summary>The text with the figures in their places: the mean over all seeds, and the least and the most.</summary>
    /// <param name="record">What was recorded of showcases.</param>
    public string WithFigures(ChapterRecord record)
    {
        var showcases = record.Showcases.SelectMany(
            x => x.Runs.SelectMany(run => run.Figures), (x, figure) => ((x.Name, figure.Name), figure.Value));
        var models = Trainings.Models.SelectMany(
            x => x.Seeds.SelectMany(seed => seed.Measured), (x, figure) => ((x.Model, figure.What), figure.Value));
        var all = showcases.Concat(models).ToLookup(x => x.Item1, x => x.Value);
        return Place().Replace(Phenomena ?? "", place =>
        {
            var values = all[(place.Groups[1].Value, place.Groups[2].Value)]
                .Select(x => place.Groups[3].Success ? 100 * x : x).ToList();
            // Recorded one after the other, figures are missing for a while. In the end, a test misses them.
            if (values.Count == 0) return $"{NotRecorded}: {place.Groups[2].Value}";
            var (mean, least, most) = (Text(values.Average()), Text(values.Min()), Text(values.Max()));
            return least == most ? mean : $"{mean} ({least} to {most})";
        });
    }

    private static string Text(double value) => Significant.Text(value, Digits);

    [GeneratedRegex(@"\{([^{}:]+): ([^{}]+?)( × 100)?\}")]
    private static partial Regex Place();
}
