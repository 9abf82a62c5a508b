using System.Diagnostics;
using System.Reflection;
using System.Text.RegularExpressions;
using Arena.Testing.Running;
using Arena.Training;
using static TorchSharp.torch;

namespace Arena.Show;

/// <summary>Runs one showcase and writes down what came of it, however it ends.</summary>
/// <param name="chapters">Where the showcases are.</param>
/// <param name="output">Where their lines go.</param>
/// <param name="stopping">Asks it to stop.</param>
internal sealed partial class ShowcaseRun(
    IReadOnlyList<Assembly> chapters, TextWriter output, CancellationToken stopping)
{
    public const int Good = 0;
    public const int Wrong = 1;
    public const int WrongUse = 2;
    public const int Stopped = 130;

    private const double Megabyte = 1 << 20;

    /// <summary>Runs it.</summary>
    /// <param name="name">The showcase.</param>
    /// <param name="seed">What its random numbers come from.</param>
    /// <param name="folder">Where its files go.</param>
    /// <param name="result">Where the <see cref="ShowcaseResult"/> goes.</param>
    /// <returns>The exit code.</returns>
    public int Run(string name, int seed, string folder, string result)
    {
        if (!ChapterAssemblies.Showcases(chapters).TryGetValue(name, out var method))
        {
            Console.Error.WriteLine($"There is no showcase {name} here.");
            return WrongUse;
        }
        var course = Course.OfChapters(chapters);
        var show = new Showcase(folder, seed, TrainingProgress.InTerminal, output.WriteLine, stopping);
        var (end, message, places) = (ShowcaseEnd.Done, "", (IReadOnlyList<ShowcasePlace>)[]);
        var (before, after) = (0L, 0L);
        var watch = Stopwatch.StartNew();
        try
        {
            Torch.Load();
            before = LivingTensors.Count;
            watch.Restart();
            using (NewDisposeScope())
            {
                random.manual_seed(seed);
                method.CreateDelegate<Action<Showcase>>()(show);
            }
            after = LivingTensors.Count;
            watch.Stop();
            if (show.IsStopping) end = ShowcaseEnd.Stopped;
            show.DrawCurves();
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            end = ShowcaseEnd.Stopped;
        }
        catch (Exception e) when (StubIn(e) is { } stub)
        {
            (end, message) = (ShowcaseEnd.Todo, stub.Message);
        }
        catch (Exception e)
        {
            var failure = new Explanation(name, course).Failure(e);
            (end, message, places) = (ShowcaseEnd.Failed, failure.Message, Places(e, course));
        }
        new ShowcaseResult(
            name, seed, end, message, places, watch.Elapsed.TotalSeconds, before, after,
            Process.GetCurrentProcess().PeakWorkingSet64 / Megabyte, show.Trainings, show.Figures, show.Curves,
            show.PlotAxes, show.Pictures, show.Kept).Write(result);
        return end switch
        {
            ShowcaseEnd.Done => Good,
            ShowcaseEnd.Stopped => Stopped,
            _ => Wrong,
        };
    }

    private static IReadOnlyList<ShowcasePlace> Places(Exception exception, Course course) =>
        [.. LearnerFrames.Of(exception, course).Select(x =>
            new ShowcasePlace(LearnerFrames.Place(x), x.GetFileName(), x.GetFileLineNumber()))];

    // Stubs say which exercise they are: "0.1.5 Title".
    private static NotImplementedException? StubIn(Exception exception) => exception switch
    {
        NotImplementedException stub when ExerciseId().IsMatch(stub.Message) => stub,
        AggregateException several => several.InnerExceptions.Select(StubIn).FirstOrDefault(x => x is not null),
        { InnerException: { } inner } => StubIn(inner),
        _ => null,
    };

    [GeneratedRegex(@"^\d+\.\d+\.\d+ ")]
    private static partial Regex ExerciseId();
}
