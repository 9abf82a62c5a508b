using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Arena.Cli.Output;
using Arena.Data;
using Arena.Data.Downloading;

namespace Arena.Cli.Commands;

/// <summary>What can be downloaded with one command.</summary>
/// <param name="Command">The command: <c>data</c>.</param>
/// <param name="Noun">What one of the things is called: a set.</param>
/// <param name="Sets">The things.</param>
internal abstract record Shelf(string Command, string Noun, IReadOnlyList<PublishedSet> Sets)
{
    /// <summary>Where one of them lies, or is to lie.</summary>
    public abstract string Folder(PublishedSet set, string cache);

    /// <summary>Code that reads it.</summary>
    public abstract string Use(PublishedSet set);

    /// <summary>Why something by this name cannot be downloaded, if there is a reason worth telling.</summary>
    public virtual string? Refusal(string name) => null;
}

/// <summary><c>arena data pull</c>, <c>arena model pull</c>: downloads published files.</summary>
internal static class PullCommand
{
    private const int NameWidth = 15;

    public static Command Build(CommandContext context, Shelf shelf)
    {
        var name = new Argument<string>(shelf.Noun)
        {
            Description = $"Which one: {string.Join(", ", shelf.Sets.Select(x => x.Name))}.",
        };
        var from = new Option<string>("--from")
        {
            Description = "The address of a folder on the web that has the same files, such as a mirror.",
        };
        var pull = new Command("pull", $"Download a {shelf.Noun}; what has come is kept when it is stopped.")
        {
            name, from,
        };
        pull.SetAction((parsed, cancellation) => RunAsync(
            context, context.IsJson(parsed), shelf, parsed.GetValue(name)!, parsed.GetValue(from), Patience.Usual,
            cancellation));
        return pull;
    }

    internal static async Task<int> RunAsync(
        CommandContext context, bool json, Shelf shelf, string name, string? from, Patience patience,
        CancellationToken cancellation)
    {
        var (session, screen) = (context.Session, context.Screen);
        var cache = DataFolder.Of(session.FindWorkspace(), session.CurrentFolder);
        var set = Chosen(session, shelf, name);
        var folder = shelf.Folder(set, cache);
        var source = from is null ? null : Address(session, shelf, name, folder, from);
        var pull = $"{shelf.Command} pull {name}";
        var again = session.Command($"{pull}{(from is null ? "" : $" --from {from}")}");
        try
        {
            await DownloadScreen.ShowAsync(session, screen, json, set, progress =>
                SetDownload.RunAsync(set, source, folder, patience, progress, cancellation));
        }
        catch (DownloadException e)
        {
            throw CommandException.Wrong(e.Message, e.Remedy switch
            {
                DownloadRemedy.OtherSource => session.Command($"{pull} --from ADDRESS"),
                DownloadRemedy.OtherFolder => OperatingSystem.IsWindows()
                    ? $"set {DataFolder.Variable}=FOLDER" : $"export {DataFolder.Variable}=FOLDER",
                _ => again,
            });
        }
        catch (OperationCanceledException) when (!json)
        {
            screen.Write("Stopped. What has come is kept, and the same command goes on from there.");
            screen.Next(again);
            return ExitCodes.Interrupted;
        }

        if (json)
        {
            screen.Object(new JsonObject { [shelf.Noun] = name, ["folder"] = folder, ["bytes"] = set.Length });
            return ExitCodes.Good;
        }
        screen.Write($"{set.Title} is complete ({set.Licence}):", Styles.Good);
        screen.Write(screen.Place(folder, label: "  "));
        screen.Write($"  {shelf.Use(set)}", Styles.Code);
        screen.Next(session.Command(shelf.Command));
        return ExitCodes.Good;
    }

    /// <summary>Lists what can be downloaded: what is there with its place and size, and how to get the rest.</summary>
    /// <param name="context">Where to write to.</param>
    /// <param name="shelf">What there is.</param>
    /// <param name="found">Where each of it lies; null when it is not there.</param>
    internal static void List(
        CommandContext context, Shelf shelf, IReadOnlyList<(PublishedSet Set, string? Folder)> found)
    {
        var (session, screen) = (context.Session, context.Screen);
        foreach (var (set, folder) in found)
        {
            var (sign, style) = folder is null
                ? (screen.Glyphs.Todo, Styles.Quiet)
                : (screen.Glyphs.Passed, Styles.Good);
            screen.Write(Head(set.Name, sign, style).Add($"{set.Title} ({set.Licence})"));
            if (folder is not null) Place(screen, folder, SizeOf(set, folder));
            else screen.Write(Indented().Add($"not here; {Megabytes(set.Length)} to download", Styles.Quiet));
        }
        screen.Gap();
        if (found.FirstOrDefault(x => x.Folder is null).Set is { } missing)
            screen.Next(session.Command($"{shelf.Command} pull {missing.Name}"));
        else screen.Next(session.Command("check"));
    }

    /// <summary>The same as JSON, an object each.</summary>
    internal static IEnumerable<JsonNode> ToJson(
        Shelf shelf, IEnumerable<(PublishedSet Set, string? Folder)> found) =>
        found.Select(x => new JsonObject
        {
            [shelf.Noun] = x.Set.Name,
            ["title"] = x.Set.Title,
            ["place"] = x.Folder,
            ["bytes"] = x.Folder is null ? 0 : SizeOf(x.Set, x.Folder),
            ["download"] = x.Set.Length,
        });

    /// <summary>The beginning of a line about something.</summary>
    internal static Line Head(string name, string sign, Spectre.Console.Style style) =>
        new Line().Add(sign, style).Add($" {name}", Styles.Strong).PadTo(2 + NameWidth);

    /// <summary>The beginning of a further line about it.</summary>
    internal static Line Indented() => new Line().PadTo(2 + NameWidth);

    /// <summary>Says where something lies and how large it is.</summary>
    internal static void Place(Screen screen, string folder, long size) =>
        screen.Write(Indented().Add($"{Megabytes(size)}  ", Styles.Quiet).Add(screen.Place(folder)));

    internal static string Megabytes(long bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:F1} MB");

    private static PublishedSet Chosen(Session session, Shelf shelf, string name)
    {
        if (shelf.Sets.FirstOrDefault(x => x.Name == name) is { } set) return set;
        if (shelf.Refusal(name) is { } refusal) throw CommandException.Usage(refusal, session.Command(shelf.Command));
        var known = shelf.Sets.Select(x => x.Name).ToList();
        throw DidYouMean.Closest(name, known) is { } meant
            ? CommandException.Usage($"There is no {shelf.Noun} '{name}'. Did you mean '{meant}'?",
                session.Command($"{shelf.Command} pull {meant}"))
            : CommandException.Usage($"There is no {shelf.Noun} '{name}'; there are {string.Join(", ", known)}.",
                session.Command(shelf.Command));
    }

    private static Uri Address(Session session, Shelf shelf, string name, string folder, string from) =>
        Uri.TryCreate(from, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            ? address
            : throw CommandException.Usage(
                $"'{from}' is no address that begins with http:// or https://. Files that you have go into {folder}; "
                    + $"the environment variable {DataFolder.Variable} can name another folder than .arena/data.",
                session.Command($"{shelf.Command} pull {name} --from https://..."));

    // The files as they are or unpacked, whichever are there.
    private static long SizeOf(PublishedSet set, string folder) => new DirectoryInfo(folder).EnumerateFiles()
        .Where(x => set.Files.Any(file => x.Name == file.Name || $"{x.Name}.gz" == file.Name)).Sum(x => x.Length);
}
