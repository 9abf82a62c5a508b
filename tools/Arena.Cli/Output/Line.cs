using Spectre.Console;
using Spectre.Console.Rendering;

namespace Arena.Cli.Output;

/// <summary>One line of styled pieces. It is never broken, so that a command or a path in it can be copied
/// whole.</summary>
internal sealed class Line : IRenderable
{
    private readonly List<Segment> pieces = [];

    /// <summary>How many characters it has.</summary>
    public int Length => pieces.Sum(x => x.Text.Length);

    /// <summary>Adds a piece.</summary>
    public Line Add(string text, Style? style = null, string? link = null)
    {
        if (text.Length > 0)
            pieces.Add(new Segment(text, style ?? Style.Plain, link is null ? null : new Link(link)));
        return this;
    }

    /// <summary>Adds spaces up to a column.</summary>
    public Line PadTo(int column) => Add(new string(' ', Math.Max(0, column - Length)));

    /// <summary>Adds another line's pieces.</summary>
    public Line Add(Line other)
    {
        pieces.AddRange(other.pieces);
        return this;
    }

    /// <inheritdoc />
    public Measurement Measure(RenderOptions options, int maxWidth) => new(Length, Length);

    /// <inheritdoc />
    public IEnumerable<Segment> Render(RenderOptions options, int maxWidth) => [.. pieces, Segment.LineBreak];
}
