using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Arena.Plots;

namespace Arena.Training;

/// <summary>How a showcase ended.</summary>
public enum ShowcaseEnd
{
    /// <summary>It ran to its end.</summary>
    Done,

    /// <summary>It was stopped, as by Ctrl-C.</summary>
    Stopped,

    /// <summary>It called an exercise that is not solved.</summary>
    Todo,

    /// <summary>It threw.</summary>
    Failed,
}

/// <summary>A number that a showcase found.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">How much.</param>
/// <param name="Unit">Such as <c>"%"</c>; empty for a pure number.</param>
public sealed record ShowcaseFigure(string Name, double Value, string Unit);

/// <summary>A curve that a showcase found.</summary>
/// <param name="Plot">The plot that it is drawn in.</param>
/// <param name="Name">What the legend calls it.</param>
/// <param name="Xs">Where its points are, ascending.</param>
/// <param name="Ys">How high they are.</param>
public sealed record ShowcaseCurve(string Plot, string Name, IReadOnlyList<double> Xs, IReadOnlyList<double> Ys);

/// <summary>The axes of a plot of curves.</summary>
/// <param name="Plot">The plot.</param>
/// <param name="Title">What stands above it.</param>
/// <param name="X">What the horizontal axis is.</param>
/// <param name="Y">What the vertical axis is.</param>
/// <param name="LogX">Whether the horizontal axis is logarithmic.</param>
/// <param name="LogY">Whether the vertical axis is logarithmic.</param>
public sealed record ShowcaseAxes(string Plot, string Title, string X, string Y, bool LogX, bool LogY)
{
    /// <summary>A plot with these axes and nothing in it.</summary>
    public Plot NewPlot()
    {
        var plot = new Plot(Title, X, Y);
        if (LogX) plot.LogX();
        if (LogY) plot.LogY();
        return plot;
    }
}

/// <summary>How many tensors were alive during a training.</summary>
/// <param name="What">The training.</param>
/// <param name="Steps">How many steps it took.</param>
/// <param name="Early">The most that were alive after a step of the first tenth.</param>
/// <param name="Late">The fewest that were alive after a step of the last tenth.</param>
public sealed record TrainingMemory(string What, long Steps, long Early, long Late)
{
    /// <summary>Whether tensors pile up while it trains.</summary>
    [JsonIgnore]
    public bool Grows => Late > Early;
}

/// <summary>All that one run of a showcase brought.</summary>
/// <param name="Name">The showcase.</param>
/// <param name="Seed">The seed of its random numbers.</param>
/// <param name="End">How it ended.</param>
/// <param name="Message">Why, when it is to do (the exercise) or failed; else empty.</param>
/// <param name="Places">Where in the learner's code it failed, the innermost first.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="TensorsBefore">How many tensors were alive before it.</param>
/// <param name="TensorsAfter">How many were after it.</param>
/// <param name="PeakMegabytes">The most memory that the process ever had.</param>
/// <param name="Trainings">What went on in each of its trainings.</param>
/// <param name="Figures">Its numbers.</param>
/// <param name="Curves">Its curves.</param>
/// <param name="Axes">The axes of their plots, as far as the showcase described them.</param>
/// <param name="Pictures">The pictures it saved, without folder and extension.</param>
/// <param name="Kept">The files of the models it kept, without folder.</param>
public sealed record ShowcaseResult(
    string Name, int Seed, ShowcaseEnd End, string Message, IReadOnlyList<ShowcasePlace> Places, double Seconds,
    long TensorsBefore, long TensorsAfter, double PeakMegabytes, IReadOnlyList<TrainingMemory> Trainings,
    IReadOnlyList<ShowcaseFigure> Figures, IReadOnlyList<ShowcaseCurve> Curves, IReadOnlyList<ShowcaseAxes> Axes,
    IReadOnlyList<string> Pictures, IReadOnlyList<string> Kept)
{
    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="JsonException">It holds something else.</exception>
    public static ShowcaseResult Read(string path) =>
        JsonSerializer.Deserialize(File.ReadAllText(path), ShowcaseJson.Readable.ShowcaseResult)
            ?? throw new JsonException($"{path} is empty.");

    /// <summary>Writes it as JSON; the folder is made if need be.</summary>
    /// <param name="path">The file.</param>
    public void Write(string path)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        File.WriteAllText(path, JsonSerializer.Serialize(this, ShowcaseJson.Readable.ShowcaseResult));
    }
}

/// <summary>A line of the learner's code.</summary>
/// <param name="Text">Its member and line, to read.</param>
/// <param name="File">The file's full path; null when it is not known.</param>
/// <param name="Line">The line, from 1.</param>
public sealed record ShowcasePlace(string Text, string? File, int Line);

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, UseStringEnumConverter = true,
    RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true)]
[JsonSerializable(typeof(ShowcaseResult))]
internal sealed partial class ShowcaseJson : JsonSerializerContext
{
    public static ShowcaseJson Readable => field ??=
        new(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
