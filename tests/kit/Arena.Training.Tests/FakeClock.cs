namespace Arena.Training.Tests;

/// <summary>A clock that stands still until it is put forward.</summary>
internal sealed class FakeClock : TimeProvider
{
    private TimeSpan passed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => passed.Ticks;

    public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero) + passed;

    public void Forward(double seconds) => passed += TimeSpan.FromSeconds(seconds);
}
