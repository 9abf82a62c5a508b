namespace Arena.Cli.Output;

/// <summary>The signs of the screens.</summary>
internal sealed record Glyphs(
    string Passed, string Failed, string Todo, string Warning, char BarDone, char BarLeft, string Bullet)
{
    public static readonly Glyphs Unicode = new("✓", "✗", "○", "!", '━', '─', "•");
    public static readonly Glyphs Ascii = new("+", "x", "o", "!", '#', '.', "-");
}
