namespace Arena.Fundamentals;

[Exercise("0.0.1", "Settings")]
public sealed class Settings
{
    public const int Limit = 10;

    public static readonly string[] Names = ["a", "b"];

    public int Rate { get; init; } = 3;

    public required string Name { get; set; }

    public int Double() => Rate * 2;
}
