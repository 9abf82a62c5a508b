using OxyPlot;

namespace Arena.Plots;

/// <summary>What plots look like: sizes in logical pixels, and colours that stay apart for the colour-blind.</summary>
internal static class Look
{
    public const double Width = 800;
    public const double Height = 500;
    public const float Zoom = 2;

    public static readonly OxyColor Ink = OxyColor.FromRgb(31, 41, 55);
    public static readonly OxyColor Muted = OxyColor.FromRgb(75, 85, 99);
    public static readonly OxyColor Axis = OxyColor.FromRgb(156, 163, 175);
    public static readonly OxyColor Grid = OxyColor.FromRgb(229, 231, 235);
    public static readonly OxyColor Paper = OxyColors.White;

    // Okabe and Ito, https://jfly.uni-koeln.de/color/, in an order that suits white paper; their black is a grey, to be
    // seen on dark pages too, and their yellow, hardly seen on white, comes darker.
    private static readonly OxyColor[] Colours =
    [
        OxyColor.FromRgb(0, 114, 178), OxyColor.FromRgb(213, 94, 0), OxyColor.FromRgb(0, 158, 115),
        OxyColor.FromRgb(204, 121, 167), OxyColor.FromRgb(230, 159, 0), OxyColor.FromRgb(86, 180, 233),
        OxyColor.FromRgb(107, 114, 128), OxyColor.FromRgb(184, 168, 24),
    ];

    private static readonly LineStyle[] Styles = [LineStyle.Solid, LineStyle.Dash, LineStyle.Dot, LineStyle.DashDot];

    /// <summary>The colour of the name that comes as the <paramref name="number"/>-th, from 0.</summary>
    public static OxyColor Series(int number) => Colours[number % Colours.Length];

    /// <summary>Names beyond the colours are told apart by dashes.</summary>
    public static LineStyle Dashes(int number) => Styles[number / Colours.Length % Styles.Length];

    /// <summary>Low is dark, high is light: beneath lines, so it stays pale.</summary>
    public static OxyPalette Surface => OxyPalette.Interpolate(
        256,
        OxyColor.FromRgb(120, 158, 196), OxyColor.FromRgb(169, 196, 221), OxyColor.FromRgb(209, 224, 237),
        OxyColor.FromRgb(236, 242, 247), OxyColor.FromRgb(250, 250, 248));

    /// <summary>A share from 0, which is paper, to 1, which is the first colour of lines.</summary>
    public static OxyColor Share(double share) =>
        OxyColor.Interpolate(Paper, Colours[0], Math.Clamp(share, 0, 1));

    /// <summary>Equal steps of value look like equal steps.</summary>
    public static OxyPalette Cells => OxyPalettes.Viridis(256);
}
