namespace Arena.Cli.Output;

/// <summary>A bar of one line's height.</summary>
internal static class ProgressBar
{
    private const int Longest = 30;
    private const int Shortest = 8;
    private const int RoomForNumbers = 10;

    /// <summary>The bar alone, as long as the terminal lets it be.</summary>
    /// <param name="done">How much is done; a bar is full only when all is, and empty only when nothing is.</param>
    /// <param name="total">How much there is.</param>
    /// <param name="screen">The terminal.</param>
    /// <param name="column">Where the bar starts.</param>
    public static Line Of(int done, int total, Screen screen, int column)
    {
        var length = Math.Clamp(screen.Width - column - RoomForNumbers, Shortest, Longest);
        var filled = total == 0 ? 0 : done * length / total;
        if (done > 0) filled = Math.Max(1, filled);
        return new Line()
            .Add(new string(screen.Glyphs.BarDone, filled), Styles.Good)
            .Add(new string(screen.Glyphs.BarLeft, length - filled), Styles.Quiet);
    }
}
