namespace Arena.Cases;

public static class Last
{
    [Exercise("0.0.1", "Last")]
    public static int Answer() => Hidden.Answer;
}

[SolutionOnly]
internal static class Hidden
{
    public const int Answer = 42;
}
