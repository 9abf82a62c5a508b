namespace Arena.Skeleton;

/// <summary>Generated text has line feeds and no byte order mark, whatever system the author works on.</summary>
internal static class LineEndings
{
    public static string Normalise(string text) =>
        text.TrimStart('\uFEFF').Replace("\r\n", "\n").Replace('\r', '\n');
}
