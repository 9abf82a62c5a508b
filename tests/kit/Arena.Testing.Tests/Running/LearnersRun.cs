namespace Arena.Testing.Tests.Running;

/// <summary>All samples, run once as a learner's chapters.</summary>
public sealed class LearnersRun : IDisposable
{
    public SampleRun Run { get; } = SampleRun.Start("chapters");

    public void Dispose() => Run.Dispose();
}
