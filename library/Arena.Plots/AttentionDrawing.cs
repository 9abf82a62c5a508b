using OxyPlot;

namespace Arena.Plots;

/// <summary>Attention patterns as a picture.</summary>
internal static class AttentionDrawing
{
    private const int MostInARow = 4;
    private const double Edge = 16;
    private const double Gap = 18;
    private const double TitleHeight = 44;
    private const double NameHeight = 22;
    private const double MostForLabels = 90;
    private const double LabelSize = 9;
    private const double LargestCell = 24;

    public static byte[] Png(AttentionPlot plot)
    {
        var count = plot.Tokens.Count;
        var across = Math.Min(MostInARow, plot.Heads.Count);
        var down = (plot.Heads.Count + across - 1) / across;
        var labels = Math.Min(
            MostForLabels, plot.Tokens.Max(token => Letters.Measure(token, LabelSize, 400).Width) + 6);
        var room = (Look.Width - 2 * Edge - labels - (across - 1) * Gap) / across;
        var cell = Math.Min(LargestCell, room / count);
        var side = cell * count;
        var height = TitleHeight + down * (NameHeight + side) + (down - 1) * Gap + labels + Edge;
        // Few small panels stand in the middle.
        var left = (Look.Width - (labels + across * side + (across - 1) * Gap)) / 2 + labels;
        // So that labels do not overlap: each, or every second one, and so on.
        var step = (int)Math.Ceiling((LabelSize + 1) / cell);

        using var canvas = new Canvas(Look.Width, height, Look.Zoom);
        Write(plot.Title, Look.Width / 2, TitleHeight / 2, 17, 600, HorizontalAlignment.Center);
        for (var i = 0; i < plot.Heads.Count; i++)
        {
            var (name, pattern) = plot.Heads[i];
            var (x, y) = (
                left + i % across * (side + Gap),
                TitleHeight + i / across * (NameHeight + side + Gap) + NameHeight);
            Write(name, x + side / 2, y - NameHeight / 2, 12, 600, HorizontalAlignment.Center);
            for (var query = 0; query < count; query++)
            {
                for (var key = 0; key < count; key++)
                {
                    canvas.DrawRectangle(
                        new OxyRect(x + key * cell, y + query * cell, cell, cell), Look.Share(pattern[query, key]),
                        OxyColors.Undefined, 0, EdgeRenderingMode.PreferSharpness);
                }
            }
            canvas.DrawRectangle(
                new OxyRect(x, y, side, side), OxyColors.Undefined, Look.Axis, 0.5, EdgeRenderingMode.PreferSharpness);
            for (var at = 0; at < count; at += step)
            {
                var middle = (at + 0.5) * cell;
                if (i % across == 0)
                    Write(plot.Tokens[at], x - 4, y + middle, LabelSize, 400, HorizontalAlignment.Right);
                if (i + across >= plot.Heads.Count)
                    Write(plot.Tokens[at], x + middle, y + side + 4, LabelSize, 400, HorizontalAlignment.Right, -90);
            }
        }
        return canvas.Png();

        void Write(
            string text, double x, double y, double size, double weight, HorizontalAlignment align, double turn = 0) =>
            canvas.DrawText(
                new ScreenPoint(x, y), text, Look.Ink, Letters.Family, size, weight, turn, align,
                VerticalAlignment.Middle, null);
    }
}
