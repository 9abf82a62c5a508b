using Spectre.Console;

namespace Arena.Cli.Output;

/// <summary>The few styles that the screens use.</summary>
internal static class Styles
{
    public static readonly Style Plain = Style.Plain;
    public static readonly Style Good = new(Color.Green);
    public static readonly Style Bad = new(Color.Red);
    public static readonly Style Warn = new(Color.Yellow);
    public static readonly Style Code = new(Color.Aqua);
    public static readonly Style Strong = new(null, null, Decoration.Bold);
    public static readonly Style Quiet = new(null, null, Decoration.Dim);
}
