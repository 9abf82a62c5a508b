using Arena.Training;
using static TorchSharp.torch;

namespace Arena.Tools.Tests.Showcases;

public sealed class ShowcaseTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("arena-showcase-");
    private readonly IDisposable scope = NewDisposeScope();
    private readonly Showcase show;

    public ShowcaseTests() => show = new Showcase(folder.FullName);

    public void Dispose()
    {
        scope.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public void Pictures_curves_and_models_become_files()
    {
        show.Save(full([3, 4, 5], 7, dtype: ScalarType.Byte), "grey", zoom: 3);
        show.Curve("loss", "net", [1, 2, 3], [3, 2, 1]);
        using var model = nn.Linear(2, 3);
        show.Keep(model, "net");
        show.DrawCurves();

        show.Pictures.Should().Equal("grey", "loss");
        show.Kept.Should().Equal("net.ckpt");
        folder.GetFiles().Select(x => x.Name).Should().BeEquivalentTo("grey.png", "loss.png", "loss.html", "net.ckpt");
    }

    [Fact]
    public void Names_are_taken_once()
    {
        show.Figure("accuracy", 1);
        show.Curve("loss", "net", [1], [1]);
        show.Save(full([4, 5], 7, dtype: ScalarType.Byte), "grey");

        Refuses(() => show.Figure("accuracy", 2), "figure 'accuracy'");
        Refuses(() => show.Curve("loss", "net", [1], [1]), "curve 'net'");
        Refuses(() => show.Curve("grey", "net", [1], [1]), "picture 'grey'");
        Refuses(() => show.Save(full([4, 5], 7, dtype: ScalarType.Byte), "loss"), "picture 'loss'");
    }

    [Theory]
    [InlineData("")]
    [InlineData("../loss")]
    [InlineData("a loss")]
    public void A_name_of_a_file_is_checked(string name)
    {
        Refuses(() => show.Save(full([4, 5], 7, dtype: ScalarType.Byte), name), "names a file");
        Refuses(() => show.Curve(name, "net", [1], [1]), "names a file");
    }

    [Fact]
    public void A_curve_has_as_many_xs_as_ys()
    {
        Refuses(() => show.Curve("loss", "net", [1, 2], [1]), "2 xs and 1 ys");
        Refuses(() => show.Curve("loss", "net", [], []), "0 xs");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Tensors_that_pile_up_in_a_training_are_noticed(bool leaks)
    {
        using (var progress = show.Progress("net", 40))
        {
            for (var step = 0; step < 40; step++)
            {
                using var inner = NewDisposeScope();
                var x = randn(3);
                // As an optimiser does: something that stays, from the first step on.
                if (leaks || step == 0) x.MoveToOuterDisposeScope();
                progress.Step(1);
            }
        }

        var memory = show.Trainings.Should().ContainSingle().Which;
        (memory.What, memory.Steps, memory.Grows).Should().Be(("net", 40L, leaks));
    }

    [Fact]
    public void Models_that_are_disposed_of_are_no_leak()
    {
        var before = LivingTensors.Count;
        for (var i = 0; i < 5; i++)
        {
            using var model = nn.Linear(2, 3);
        }

        LivingTensors.Count.Should().Be(before);
    }

    [Fact]
    public void It_stops_when_it_is_asked_to_or_when_a_training_was()
    {
        using var stop = new CancellationTokenSource();
        var asked = new Showcase(folder.FullName, stopping: stop.Token);
        using var progress = asked.Progress("net", 3);
        (asked.IsStopping, progress.IsStopping).Should().Be((false, false));

        stop.Cancel();

        (asked.IsStopping, progress.IsStopping).Should().Be((true, true));
    }

    [Fact]
    public void What_is_said_goes_above_the_bar_while_there_is_one()
    {
        var said = new List<string>();
        var talking = new Showcase(
            folder.FullName, start: (_, _) => new Bar(said), say: line => said.Add($"plain {line}"));

        talking.Say("before");
        using (talking.Progress("net", 3)) talking.Say("meanwhile");
        talking.Say("after");

        said.Should().Equal("plain before", "bar meanwhile", "plain after");
    }

    [Fact]
    public void A_result_is_read_as_it_was_written()
    {
        var result = new ShowcaseResult(
            "0.1.depth", 3, ShowcaseEnd.Stopped, "Why", [new("A.B", "/a", 4)], 1.5, 1, 2, 3.5, [new("net", 30, 4, 5)],
            [new("loss", double.NaN, "%")], [new("p", "c", [1], [double.PositiveInfinity])],
            [new("p", "t", "x", "y", true, false)], ["p"], ["m.ckpt"]);
        var file = Path.Combine(folder.FullName, "below", "result.json");

        result.Write(file);

        ShowcaseResult.Read(file).Should().BeEquivalentTo(result);
    }

    private static void Refuses(Action action, string message) =>
        action.Should().Throw<ArgumentException>().WithMessage($"*{message}*");

    private sealed class Bar(List<string> said) : TrainingProgress
    {
        public override bool IsStopping => false;

        public override void Step(double loss)
        {
        }

        public override void Say(string line) => said.Add($"bar {line}");
    }
}
