namespace Arena.Data.Downloading;

/// <summary>How long to wait, and how often to try again.</summary>
/// <param name="Silence">How long a server may say nothing before the connection is given up.</param>
/// <param name="Pauses">How long to wait before each further try; there are as many.</param>
public sealed record Patience(TimeSpan Silence, IReadOnlyList<TimeSpan> Pauses)
{
    /// <summary>Half a minute of silence; four more tries, after 1, 2, 4 and 8 seconds.</summary>
    public static Patience Usual { get; } =
        new(TimeSpan.FromSeconds(30), [.. new[] { 1, 2, 4, 8 }.Select(seconds => TimeSpan.FromSeconds(seconds))]);
}
