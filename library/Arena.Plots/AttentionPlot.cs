using static TorchSharp.torch;

namespace Arena.Plots;

/// <summary>
/// Attention patterns, one each head, side by side: which token (query, down) looks at which one (key, across). Saved as a
/// picture (PNG), and as a page (HTML, one file) that says what is under the mouse and shades the text by where its token
/// looks.
/// </summary>
/// <param name="title">What is shown; it stands above.</param>
/// <param name="tokens">The text, as its tokens are written.</param>
/// <example>
/// <code>
/// new AttentionPlot("Layer 0", ["the", "cat", "sat"]).Head("0.0", pattern).Head("0.1", other).Save("out/layer-0");
/// </code>
/// </example>
public sealed class AttentionPlot(string title, IReadOnlyList<string> tokens)
{
    private readonly List<(string Name, double[,] Pattern)> heads = [];

    internal string Title { get; } = title;

    internal IReadOnlyList<string> Tokens { get; } = [.. tokens];

    internal IReadOnlyList<(string Name, double[,] Pattern)> Heads => heads;

    /// <summary>Adds a head's pattern, and returns the plot itself.</summary>
    /// <param name="name">What it is called: <c>0.1</c>.</param>
    /// <param name="pattern">Shares of attention from 0 to 1, <c>query key</c>: a row and a column for each token.</param>
    /// <exception cref="ArgumentException">It has another size, or a number that is not from 0 to 1.</exception>
    public AttentionPlot Head(string name, double[,] pattern)
    {
        var (queries, keys) = (pattern.GetLength(0), pattern.GetLength(1));
        if (queries != Tokens.Count || keys != Tokens.Count)
        {
            throw new ArgumentException(
                $"The pattern of '{name}' is {queries} × {keys} (query × key), and there are {Tokens.Count} tokens; "
                + "it has to have a row and a column for each of them.", nameof(pattern));
        }
        // Shares come from float32, where a sum may be above 1 by rounding.
        if (pattern.Cast<double>().FirstOrDefault(x => !(x is >= -1e-4 and <= 1 + 1e-4)) is var x && x != 0)
        {
            throw new ArgumentException(
                $"The pattern of '{name}' has the number {x}; shares of attention are from 0 to 1. Are these scores, before "
                + "the softmax?", nameof(pattern));
        }
        heads.Add((name, (double[,])pattern.Clone()));
        return this;
    }

    /// <summary>Adds a head's pattern, and returns the plot itself.</summary>
    /// <param name="name">What it is called: <c>0.1</c>.</param>
    /// <param name="pattern">Shares of attention from 0 to 1, <c>query key</c>: a row and a column for each token.</param>
    /// <exception cref="ArgumentException">It has another size, or a number that is not from 0 to 1.</exception>
    public AttentionPlot Head(string name, Tensor pattern) => Head(name, Table.Of(pattern, nameof(pattern)));

    /// <summary>Writes the plot as <c>.png</c> (1600 pixels wide) and as <c>.html</c>; folders are made.</summary>
    /// <param name="pathWithoutExtension">Where to, without the extension: <c>out/layer-0</c>.</param>
    /// <exception cref="InvalidOperationException">There is no head.</exception>
    public void Save(string pathWithoutExtension)
    {
        if (heads.Count == 0) throw new InvalidOperationException("There is no head to draw: add one with Head.");
        var path = Path.GetFullPath(pathWithoutExtension);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path + ".png", AttentionDrawing.Png(this));
        File.WriteAllText(path + ".html", AttentionPage.Of(this));
    }
}
