using System.Text.Json;
using System.Text.Json.Nodes;
using Spectre.Console;

namespace Arena.Cli.Output;

/// <summary>Writes lines, wrapped prose and the closing suggestions; in plain letters where the terminal has no
/// Unicode.</summary>
internal sealed class Screen(Session session)
{
    private const int WidestProse = 100;

    /// <summary>Readable to people too: letters beyond ASCII stay as they are.</summary>
    public static readonly JsonSerializerOptions Json =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>How many characters fit in a line.</summary>
    public int Width => Math.Min(session.Console.Profile.Width, WidestProse);

    /// <summary>The signs that the terminal can show.</summary>
    public Glyphs Glyphs { get; } = session.Console.Profile.Capabilities.Unicode ? Glyphs.Unicode : Glyphs.Ascii;

    public void Write(Line line) => session.Console.Write(line);

    public void Write(string text, Style? style = null) => Write(new Line().Add(text, style));

    public void Gap() => Write("");

    /// <summary>
    /// Text as it is, line by line, indented; a line that is too long is broken between words, and with it the carets
    /// below, which point at something in it.
    /// </summary>
    public void Verbatim(string text, int indent = 0)
    {
        var lines = text.TrimEnd('\n').Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var carets = i + 1 < lines.Length && ArePointing(lines[i + 1]) ? lines[++i] : "";
            var at = 0;
            foreach (var piece in Broken(lines[carets.Length > 0 ? i - 1 : i], Width - indent))
            {
                Write(piece.Length == 0 ? "" : new string(' ', indent) + piece);
                var (start, end) = (Math.Min(at, carets.Length), Math.Min(at + piece.Length + 1, carets.Length));
                var below = carets[start..end].TrimEnd();
                if (below.Length > 0) Write(new string(' ', indent) + below);
                at += piece.Length + 1;
            }
        }
    }

    /// <summary>Prose with <c>`code`</c> spans, wrapped to the terminal.</summary>
    public void Prose(string text, int indent = 0, int hanging = 0)
    {
        foreach (var line in Output.Prose.Wrap(text, Width, indent, hanging)) Write(line);
    }

    /// <summary>A path to click on or copy, as seen from the user's folder.</summary>
    public Line Place(string path, int? line = null, string label = "")
    {
        var shown = Shown(path, line);
        // A narrow terminal has room for the path or for its label.
        if (label.Length + shown.Length > Width) label = "";
        return new Line().Add(label, Styles.Quiet).Add(shown, null, session.Links ? new Uri(path).AbsoluteUri : null);
    }

    /// <summary>Paths below each other, all with their labels or none.</summary>
    public void Places(params (string Label, string Path, int? Line)[] places)
    {
        var fit = places.All(x => x.Label.Length + Shown(x.Path, x.Line).Length <= Width);
        foreach (var (label, path, line) in places) Write(Place(path, line, fit ? label : ""));
    }

    /// <summary>The last line of most commands: what to do next, to copy.</summary>
    public void Next(string command, string why = "") => Suggest("Next", command, why);

    /// <summary>How to mend what is wrong.</summary>
    public void Fix(string command) => Suggest("Fix", command, "");

    /// <summary>The one JSON object of a command.</summary>
    public void Object(JsonObject value) => Write(value.ToJsonString(Json));

    /// <summary>The signs in a test's message that a plain terminal cannot show stay; those of our own are
    /// replaced.</summary>
    public string Signs(string text) =>
        Glyphs == Glyphs.Ascii ? text.Replace("…", "...").Replace("·", "-").Replace("’", "'") : text;

    /// <summary>Does something that takes seconds; a terminal shows what, and forgets it afterwards.</summary>
    public Task<T> WhileAsync<T>(string doing, bool json, Func<Task<T>> work) => WhileAsync(doing, json, _ => work());

    /// <summary>Does something that takes long; a terminal shows what, and how far it is.</summary>
    /// <param name="doing">What is done.</param>
    /// <param name="json">Whether nothing but one object may be written.</param>
    /// <param name="work">Does it, and may say anew what is done.</param>
    public Task<T> WhileAsync<T>(string doing, bool json, Func<Action<string>, Task<T>> work)
    {
        return !json && session.CanAsk && session.Console.Profile.Capabilities.Ansi
            ? session.Console.Status()
                .Spinner(Glyphs == Glyphs.Ascii ? Spinner.Known.Line : Spinner.Known.Dots)
                .StartAsync(Shown(doing), status => work(now => status.Status(Shown(now))))
            : work(_ => { });

        string Shown(string what) => Signs(Markup.Escape(what) + " …");
    }

    private string Shown(string path, int? line) =>
        Path.GetRelativePath(session.CurrentFolder, path).Replace('\\', '/') + (line is null ? "" : $":{line}");

    private static IEnumerable<string> Broken(string line, int width)
    {
        while (line.Length > width && line.LastIndexOf(' ', width) is > 0 and var space
            && line[..space].Trim().Length > 0)
        {
            yield return line[..space].TrimEnd();
            line = line[(space + 1)..];
        }
        yield return line;
    }

    private static bool ArePointing(string line) => line.Contains('^') && line.All(x => x is ' ' or '^');

    private void Suggest(string word, string command, string why)
    {
        var line = new Line().Add(word + ": ", Styles.Strong).Add(command, Styles.Code);
        if (why.Length > 0 && line.Length + why.Length + 4 <= Width) line.Add("   " + why, Styles.Quiet);
        Write(line);
    }
}
