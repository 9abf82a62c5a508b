namespace Arena.Training.Tests;

/// <summary>A clock that stands still until it is put forward.</summary>
internal sealed class FakeClock : TimeProvider
{
    private TimeSpan _passed;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override long GetTimestamp() => _passed.Ticks;

    public override DateTimeOffset GetUtcNow() => new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero) + _passed;

    public void Forward(double seconds) => _passed += TimeSpan.FromSeconds(seconds);
}
