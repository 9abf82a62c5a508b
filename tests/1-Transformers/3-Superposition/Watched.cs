using Arena.Training;

namespace Arena.Transformers.Superposition;

/// <summary>Remembers what a training told it, and asks it to stop after some steps.</summary>
internal sealed class Watched : TrainingProgress
{
    public List<double> Losses { get; } = [];

    public int StopAfter { get; init; } = int.MaxValue;

    public override bool IsStopping => Losses.Count >= StopAfter;

    public override void Step(double loss) => Losses.Add(loss);

    public override void Say(string line)
    {
    }
}
