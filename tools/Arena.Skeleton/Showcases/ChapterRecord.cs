using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Arena.Training;

namespace Arena.Skeleton.Showcases;

/// <summary>
/// What was recorded of a chapter's showcases over many seeds: <c>docs/chapters/0.json</c>, from which its page is made.
/// </summary>
/// <param name="Showcases">Each showcase, in the order of the page.</param>
public sealed record ChapterRecord(IReadOnlyList<RecordedShowcase> Showcases)
{
    /// <summary>Where records, pages and their pictures lie, from the kit's root.</summary>
    public const string Folder = "docs/chapters";

    /// <summary>The record of a chapter; an empty one when there is none.</summary>
    /// <exception cref="JsonException">The file holds something else.</exception>
    public static ChapterRecord Read(Workspace workspace, string chapter) =>
        PathOf(workspace, chapter) is var path && File.Exists(path) ? Parse(File.ReadAllText(path)) : new([]);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    /// <exception cref="JsonException">The text is something else.</exception>
    public static ChapterRecord Parse(string json) =>
        JsonSerializer.Deserialize(json, ChapterRecordJson.Readable.ChapterRecord)
            ?? throw new JsonException("The record is empty.");

    /// <summary>The file of a chapter's record.</summary>
    public static string PathOf(Workspace workspace, string chapter) =>
        Path.Combine(workspace.Root, Folder, $"{chapter}.json");

    /// <summary>The record with one showcase anew, and only with those that are still there, in their order.</summary>
    public ChapterRecord With(RecordedShowcase showcase, IReadOnlyList<ShowcaseDeclaration> declared)
    {
        var all = Showcases.Where(x => x.Name != showcase.Name).Append(showcase).ToDictionary(x => x.Name);
        return new([.. declared.Where(x => all.ContainsKey(x.Name)).Select(x => all[x.Name])]);
    }

    /// <summary>Its text: a line a run and a curve.</summary>
    public string ToJson()
    {
        var compact = JsonSerializer.Serialize(this, ChapterRecordJson.Readable.ChapterRecord);
        // No text can hold these: in it, the quotation marks would be escaped.
        foreach (var start in new[] { "{\"showcase\":", "{\"seed\":", "{\"curve\":", "{\"axes\":", "\"pictures\":" })
            compact = compact.Replace(start, "\n" + start, StringComparison.Ordinal);
        return compact + "\n";
    }
}

/// <summary>A showcase over its seeds.</summary>
/// <param name="Name">The section and a word.</param>
/// <param name="Title">What one sees.</param>
/// <param name="Machine">What it was recorded on: cores and system.</param>
/// <param name="Runs">One a seed.</param>
/// <param name="Plots">The plots of curves.</param>
/// <param name="Pictures">The pictures of the first run, and the plots, as they are called in the file's name.</param>
public sealed record RecordedShowcase(
    [property: JsonPropertyName("showcase")] string Name, string Title, string Machine,
    IReadOnlyList<RecordedRun> Runs, IReadOnlyList<RecordedPlot> Plots, IReadOnlyList<string> Pictures);

/// <summary>What one run brought.</summary>
/// <param name="Seed">Its seed.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="PeakMegabytes">The most memory that its process had.</param>
/// <param name="TensorsBefore">How many tensors were alive before it.</param>
/// <param name="TensorsAfter">How many were after it.</param>
/// <param name="Trainings">What went on in each training.</param>
/// <param name="Figures">Its numbers.</param>
public sealed record RecordedRun(
    int Seed, double Seconds, double PeakMegabytes, long TensorsBefore, long TensorsAfter,
    IReadOnlyList<TrainingMemory> Trainings, IReadOnlyList<ShowcaseFigure> Figures);

/// <summary>Curves on the same axes.</summary>
/// <param name="Axes">The axes.</param>
/// <param name="Curves">The curves.</param>
public sealed record RecordedPlot(ShowcaseAxes Axes, IReadOnlyList<CurveSpread> Curves);

/// <summary>A curve over all seeds.</summary>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Xs">Where its points are.</param>
/// <param name="Median">The median over the seeds at each.</param>
/// <param name="Low">The smallest.</param>
/// <param name="High">The greatest.</param>
public sealed record CurveSpread(
    [property: JsonPropertyName("curve")] string Name, IReadOnlyList<double> Xs, IReadOnlyList<double> Median,
    IReadOnlyList<double> Low, IReadOnlyList<double> High)
{
    private const int MostPoints = 120;
    private const int Digits = 5;

    /// <summary>The spread of the same curve over runs. Where their points differ, it is drawn from point to point.</summary>
    /// <param name="runs">The curve of each run.</param>
    public static CurveSpread Of(IReadOnlyList<ShowcaseCurve> runs)
    {
        // Where all of them have something to say: a run that stopped earlier ends the spread.
        var last = runs.Min(x => x.Xs[^1]);
        var first = runs.Max(x => x.Xs[0]);
        var xs = runs[0].Xs.Where(x => x >= first && x <= last).ToList();
        if (xs.Count > MostPoints)
            xs = [.. Enumerable.Range(0, MostPoints)
                .Select(i => xs[(int)((long)i * (xs.Count - 1) / (MostPoints - 1))])];
        var at = xs.Select(x => runs.Select(run => At(run, x)).Order().ToArray()).ToList();
        return new(
            runs[0].Name, Round(xs), Round(at.Select(Middle)), Round(at.Select(x => x[0])),
            Round(at.Select(x => x[^1])));
    }

    private static double Middle(double[] sorted) =>
        (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;

    private static double At(ShowcaseCurve curve, double x)
    {
        var after = 0;
        while (after < curve.Xs.Count - 1 && curve.Xs[after] < x) after++;
        if (after == 0 || curve.Xs[after] <= x) return curve.Ys[after];
        var share = (x - curve.Xs[after - 1]) / (curve.Xs[after] - curve.Xs[after - 1]);
        return curve.Ys[after - 1] + share * (curve.Ys[after] - curve.Ys[after - 1]);
    }

    private static IReadOnlyList<double> Round(IEnumerable<double> values) =>
        [.. values.Select(x => Significant.Round(x, Digits))];
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ChapterRecord))]
internal sealed partial class ChapterRecordJson : JsonSerializerContext
{
    public static ChapterRecordJson Readable => field ??=
        new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
