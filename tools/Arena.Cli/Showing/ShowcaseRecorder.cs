using System.Runtime.InteropServices;
using Arena.Skeleton;
using Arena.Skeleton.Showcases;
using Arena.Training;

namespace Arena.Cli.Showing;

/// <summary>Puts what showcases brought into the chapter's record, its page and its pictures.</summary>
/// <param name="workspace">The kit.</param>
/// <param name="index">Its exercises.</param>
/// <param name="declared">Every showcase that there is.</param>
internal sealed class ShowcaseRecorder(
    Workspace workspace, ExerciseIndex index, IReadOnlyList<ShowcaseDeclaration> declared)
{
    private const int TenthsOfSeconds = 1;

    /// <summary>Why the runs of a showcase cannot be recorded; null when they can.</summary>
    public static string? Refusal(IReadOnlyList<ShowcaseResult> runs)
    {
        if (runs.FirstOrDefault(x => x.End != ShowcaseEnd.Done) is { } bad)
            return $"It did not come to its end with seed {bad.Seed}.";
        return runs.SelectMany(x => ShowcaseReport.Growths(x).Select(growth => $"Seed {x.Seed}: {growth}"))
            .FirstOrDefault();
    }

    /// <summary>Records the runs of one showcase; what was recorded of the others stays.</summary>
    /// <param name="showcase">The showcase.</param>
    /// <param name="runs">A run each seed.</param>
    /// <param name="folder">The files of the first run.</param>
    public void Record(ShowcaseDeclaration showcase, IReadOnlyList<ShowcaseResult> runs, string folder)
    {
        var plots = Plots(runs);
        var drawn = plots.Select(x => x.Axes.Plot).ToList();
        List<string> pictures = [.. runs[0].Pictures.Where(x => !drawn.Contains(x)), .. drawn];
        Directory.CreateDirectory(PictureFolder);
        foreach (var old in Directory.GetFiles(PictureFolder, $"{showcase.Name}.*.png")) File.Delete(old);
        foreach (var picture in pictures)
        {
            var to = Path.Combine(PictureFolder, $"{showcase.Name}.{picture}.png");
            if (plots.FirstOrDefault(x => x.Axes.Plot == picture) is { } plot) Draw(plot, to);
            else File.Copy(Path.Combine(folder, picture + ".png"), to);
            SmallPicture.Shrink(to);
        }
        var recorded = new RecordedShowcase(
            showcase.Name, showcase.Title, Machine, [.. runs.Select(Run)], plots, pictures);
        var ofChapter = declared.Where(x => x.Chapter == showcase.Chapter).ToList();
        var record = ChapterRecord.Read(workspace, showcase.Chapter).With(recorded, ofChapter);
        AtomicFile.Write(ChapterRecord.PathOf(workspace, showcase.Chapter), record.ToJson());
        AtomicFile.Write(
            Path.Combine(workspace.Root, ChapterRecord.Folder, $"{showcase.Chapter}.md"),
            ChapterPage.Text(workspace, showcase.Chapter, index, record));
    }

    private string PictureFolder => Path.Combine(workspace.Root, ChapterRecord.Folder, ChapterPage.Pictures);

    private static string Machine =>
        $"{Environment.ProcessorCount} cores, "
        + (OperatingSystem.IsWindows() ? "Windows" : OperatingSystem.IsMacOS() ? "macOS" : "Linux")
        + $" on {RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";

    private static RecordedRun Run(ShowcaseResult run) => new(
        run.Seed, Math.Round(run.Seconds, TenthsOfSeconds), Math.Round(run.PeakMegabytes), run.TensorsBefore,
        run.TensorsAfter, run.Trainings, run.Figures);

    private static IReadOnlyList<RecordedPlot> Plots(IReadOnlyList<ShowcaseResult> runs) =>
        [.. runs[0].Curves.GroupBy(x => x.Plot).Select(plot => new RecordedPlot(
            Showcase.AxesOf(plot.Key, runs[0].Axes),
            [.. plot.Select(curve => CurveSpread.Of([.. runs.SelectMany(x => x.Curves)
                .Where(x => x.Plot == plot.Key && x.Name == curve.Name)]))]))];

    private static void Draw(RecordedPlot plot, string file)
    {
        var drawing = plot.Axes.NewPlot();
        foreach (var curve in plot.Curves) drawing.Band(curve.Name, curve.Xs, curve.Low, curve.High);
        foreach (var curve in plot.Curves) drawing.Line(curve.Name, curve.Xs, curve.Median);
        var folder = Directory.CreateTempSubdirectory("arena-");
        try
        {
            drawing.Save(Path.Combine(folder.FullName, "plot"));
            File.Move(Path.Combine(folder.FullName, "plot.png"), file, overwrite: true);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
