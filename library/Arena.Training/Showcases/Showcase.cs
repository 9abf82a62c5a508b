using Arena.Pictures;
using Arena.Plots;
using static TorchSharp.torch;

namespace Arena.Training;

/// <summary>
/// What a showcase is given: a seed, a bar for each training, and places for the numbers, curves and pictures that it
/// finds. Numbers and curves are shown at the end, and recorded over many seeds in <c>docs/chapters</c>.
/// </summary>
/// <remarks>
/// What comes from chance must come from <see cref="Seed"/>: <c>torch.manual_seed(show.Seed)</c> was called already, and
/// a dispose scope is open.
/// </remarks>
public sealed class Showcase
{
    private const string Allowed = "letters, digits, '-' and '_'";

    private readonly List<ShowcaseFigure> figures = [];
    private readonly List<ShowcaseCurve> curves = [];
    private readonly List<ShowcaseAxes> axes = [];
    private readonly List<string> pictures = [];
    private readonly List<string> kept = [];
    private readonly List<WatchedProgress> trainings = [];
    private readonly Func<string, long, TrainingProgress> start;
    private readonly Action<string> say;
    private readonly CancellationToken stopping;

    /// <summary>Prepares a run.</summary>
    /// <param name="folder">Where its files go.</param>
    /// <param name="seed">What its random numbers come from.</param>
    /// <param name="start">Shows a training, by what it is and its steps; null shows nothing.</param>
    /// <param name="say">Shows a line; null shows nothing.</param>
    /// <param name="stopping">Asks it to stop.</param>
    public Showcase(
        string folder, int seed = 0, Func<string, long, TrainingProgress>? start = null, Action<string>? say = null,
        CancellationToken stopping = default)
    {
        Folder = folder;
        Seed = seed;
        this.start = start ?? ((_, _) => TrainingProgress.None);
        this.say = say ?? (_ => { });
        this.stopping = stopping;
    }

    /// <summary>The seed of the run: with it, everything that comes from chance is repeated.</summary>
    public int Seed { get; }

    /// <summary>Where the files go. It need not exist yet: what is saved or kept makes it.</summary>
    public string Folder { get; }

    /// <summary>Whether to come to an end, as after Ctrl-C. What was found until then is kept.</summary>
    public bool IsStopping => stopping.IsCancellationRequested || trainings.Any(x => x.WasStopped);

    /// <summary>The numbers that were found.</summary>
    public IReadOnlyList<ShowcaseFigure> Figures => figures;

    /// <summary>The curves that were found.</summary>
    public IReadOnlyList<ShowcaseCurve> Curves => curves;

    /// <summary>The axes of the curves' plots that were described.</summary>
    public IReadOnlyList<ShowcaseAxes> PlotAxes => axes;

    /// <summary>The pictures that were saved, without folder and extension.</summary>
    public IReadOnlyList<string> Pictures => pictures;

    /// <summary>The files of the models that were kept, without folder.</summary>
    public IReadOnlyList<string> Kept => kept;

    /// <summary>How many tensors were alive in each training.</summary>
    public IReadOnlyList<TrainingMemory> Trainings => [.. trainings.Select(x => x.Memory)];

    /// <summary>Begins a training: a bar in a terminal, plain lines elsewhere.</summary>
    /// <param name="what">What is trained, in a few words.</param>
    /// <param name="steps">How many steps it will take.</param>
    /// <returns>What the training reports to. Dispose it before the next one begins.</returns>
    public TrainingProgress Progress(string what, long steps)
    {
        var progress = new WatchedProgress(what, start(what, steps), stopping);
        trainings.Add(progress);
        return progress;
    }

    /// <summary>Records a number, under a name of its own.</summary>
    /// <param name="name">What it is: <c>"accuracy, deep residual"</c>.</param>
    /// <param name="value">How much.</param>
    /// <param name="unit">Such as <c>"%"</c>.</param>
    /// <exception cref="ArgumentException">There is one of this name.</exception>
    public void Figure(string name, double value, string unit = "")
    {
        if (figures.Any(x => x.Name == name))
            throw new ArgumentException($"There is a figure '{name}' already.", nameof(name));
        figures.Add(new ShowcaseFigure(name, value, unit));
    }

    /// <summary>Records a curve. Curves of one plot are drawn together when the showcase ends.</summary>
    /// <param name="plot">The plot, as its file is called: <c>"loss"</c>.</param>
    /// <param name="name">What the legend calls it, in a plot once.</param>
    /// <param name="xs">Where its points are, ascending.</param>
    /// <param name="ys">How high they are: as many as <paramref name="xs"/>.</param>
    /// <exception cref="ArgumentException">
    /// There is one of this name, or a picture of the plot's; there are no points, or not as many of the one as of the
    /// other.
    /// </exception>
    public void Curve(string plot, string name, IReadOnlyList<double> xs, IReadOnlyList<double> ys)
    {
        MustBeAFileName(plot, nameof(plot));
        if (xs.Count != ys.Count || xs.Count == 0)
            throw new ArgumentException(
                $"The curve '{name}' has {xs.Count} xs and {ys.Count} ys; each point needs both.", nameof(ys));
        if (curves.Any(x => x.Plot == plot && x.Name == name))
            throw new ArgumentException($"There is a curve '{name}' in '{plot}' already.", nameof(name));
        if (pictures.Contains(plot))
            throw new ArgumentException($"There is a picture '{plot}' already.", nameof(plot));
        curves.Add(new ShowcaseCurve(plot, name, [.. xs], [.. ys]));
    }

    /// <summary>Describes the axes of a plot of curves. Without it, they are step and the plot's own name.</summary>
    /// <param name="plot">The plot.</param>
    /// <param name="title">What stands above it.</param>
    /// <param name="x">What the horizontal axis is, with its unit.</param>
    /// <param name="y">What the vertical axis is, with its unit.</param>
    /// <param name="logX">Whether equal ways along it are equal factors.</param>
    /// <param name="logY">The same of the vertical axis.</param>
    public void Axes(string plot, string title, string x, string y, bool logX = false, bool logY = false)
    {
        MustBeAFileName(plot, nameof(plot));
        axes.RemoveAll(other => other.Plot == plot);
        axes.Add(new ShowcaseAxes(plot, title, x, y, logX, logY));
    }

    /// <summary>Saves a plot as a picture and as a page.</summary>
    /// <param name="plot">The plot.</param>
    /// <param name="name">The files' name, without folder and extension.</param>
    public void Save(Plot plot, string name) => plot.Save(NewPicture(name));

    /// <summary>Saves attention patterns as a picture and as a page.</summary>
    /// <param name="plot">The patterns.</param>
    /// <param name="name">The files' name, without folder and extension.</param>
    public void Save(AttentionPlot plot, string name) => plot.Save(NewPicture(name));

    /// <summary>Saves a picture.</summary>
    /// <param name="picture">Bytes, <c>channel height width</c> or <c>height width</c>.</param>
    /// <param name="name">The file's name, without folder and extension.</param>
    /// <param name="zoom">How many pixels of the file a pixel of the picture takes, each way.</param>
    public void Save(Tensor picture, string name, int zoom = 1) =>
        PictureFile.Save(picture, NewPicture(name) + ".png", zoom);

    /// <summary>Says something; while a training is on, above its bar.</summary>
    /// <param name="line">One line of text.</param>
    public void Say(string line)
    {
        if (trainings.LastOrDefault() is { IsOn: true } training) training.Say(line);
        else say(line);
    }

    /// <summary>Keeps a model's weights, as <see cref="CheckpointFile.Load"/> reads them.</summary>
    /// <param name="model">The model.</param>
    /// <param name="name">The file's name, without folder and extension.</param>
    public void Keep(nn.Module model, string name)
    {
        MustBeAFileName(name, nameof(name));
        var file = name + ".ckpt";
        CheckpointFile.Save(model, Path.Combine(Folder, file));
        if (!kept.Contains(file)) kept.Add(file);
    }

    /// <summary>Draws the curves, each plot with its own, and ends the showcase.</summary>
    internal void DrawCurves()
    {
        foreach (var drawn in curves.GroupBy(x => x.Plot).ToList())
        {
            var plot = AxesOf(drawn.Key, axes).NewPlot();
            foreach (var curve in drawn) plot.Line(curve.Name, curve.Xs, curve.Ys);
            plot.Save(Path.Combine(Folder, drawn.Key));
            pictures.Add(drawn.Key);
        }
    }

    /// <summary>A plot's axes: as they were described, or the usual ones.</summary>
    internal static ShowcaseAxes AxesOf(string plot, IEnumerable<ShowcaseAxes> described) =>
        described.FirstOrDefault(x => x.Plot == plot) ?? new ShowcaseAxes(plot, plot, "step", plot, false, false);

    private string NewPicture(string name)
    {
        MustBeAFileName(name, nameof(name));
        if (pictures.Contains(name) || curves.Any(x => x.Plot == name))
            throw new ArgumentException($"There is a picture '{name}' already.", nameof(name));
        Directory.CreateDirectory(Folder);
        pictures.Add(name);
        return Path.Combine(Folder, name);
    }

    private static void MustBeAFileName(string name, string parameter)
    {
        if (name.Length == 0 || !name.All(x => char.IsAsciiLetterOrDigit(x) || x is '-' or '_'))
            throw new ArgumentException($"'{name}' names a file, and may have only {Allowed}.", parameter);
    }
}
