namespace Arena.Fundamentals;

public static class Texts
{
    public const string Given = """
        // <not a marker>
        kept as it is {
        """;

    [Exercise("0.0.1", "Raw text")]
    public static string Raw() => """
        // <solution>
        this is text, not a marker
        """;
}
