using System.Globalization;
using static TorchSharp.torch;

namespace Arena.Training.Tests;

/// <summary>Signals are sent with <c>kill</c>, which Windows lacks.</summary>
public sealed class InterruptedTrainingTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Ctrl_C_ends_a_training_after_its_step_and_its_checkpoint_is_there()
    {
        if (OperatingSystem.IsWindows()) return;
        using var training = new InterruptedTraining(folder["model.ckpt"], isStubborn: false);
        training.ReadUpTo("line: step 10,");
        training.Interrupt();
        training.ReadUpTo("Stopping after this step.");
        var bias = float.Parse(training.ReadUpTo("bias ").Split(' ')[^1], CultureInfo.InvariantCulture);
        var (exitCode, rest) = training.End();
        exitCode.Should().Be(0);
        rest.Should().MatchRegex("^line: [0-9]+ steps in [0-9]+ s, stopped, loss 1\n$");
        using var model = nn.Linear(2, 1);
        CheckpointFile.Load(model, folder["model.ckpt"]);
        model.bias!.item<float>().Should().Be(bias).And.BeGreaterThan(9);
    }

    [Fact]
    public void Ctrl_C_once_more_ends_it_at_once_and_a_whole_checkpoint_is_there()
    {
        if (OperatingSystem.IsWindows()) return;
        using var training = new InterruptedTraining(folder["model.ckpt"], isStubborn: true);
        training.ReadUpTo("line: step 10,");
        training.Interrupt();
        training.ReadUpTo("Stopping after this step.");
        training.Interrupt();
        training.End().ExitCode.Should().Be(128 + 2, "the signal SIGINT ended it");
        using var model = nn.Linear(2, 1);
        CheckpointFile.Load(model, folder["model.ckpt"]);
        model.bias!.item<float>().Should().BeGreaterThan(9);
    }
}
