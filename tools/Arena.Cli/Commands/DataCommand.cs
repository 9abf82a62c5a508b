using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Arena.Cli.Output;
using Arena.Data;
using Arena.Data.Downloading;

namespace Arena.Cli.Commands;

/// <summary><c>arena data</c>: which sets of images there are, and how to get the others.</summary>
internal static class DataCommand
{
    private const int NameWidth = 15;

    public static Command Build(CommandContext context, IReadOnlyList<ImageSet> sets)
    {
        var name = new Argument<string>("set")
        {
            Description = $"Which one: {string.Join(", ", sets.Select(x => x.Name))}.",
        };
        var from = new Option<string>("--from")
        {
            Description = "The address of a folder on the web that has the same files, such as a mirror.",
        };
        var pull = new Command("pull", "Download a set; what has come is kept when it is stopped.") { name, from };
        pull.SetAction((parsed, cancellation) => PullAsync(
            context, context.IsJson(parsed), sets, parsed.GetValue(name)!, parsed.GetValue(from), Patience.Usual,
            cancellation));
        var command = new Command("data", "Which sets of images there are, where, and how to get the others.") { pull };
        command.SetAction(parsed => List(context, context.IsJson(parsed), sets));
        return command;
    }

    private static int List(CommandContext context, bool json, IReadOnlyList<ImageSet> sets)
    {
        var (session, screen) = (context.Session, context.Screen);
        var cache = DataFolder.Of(session.FindWorkspace(), session.CurrentFolder);
        var digits = Path.Combine(cache, DrawnDigits.FolderName);
        List<(ImageSet Set, string? Folder)> published = [.. sets.Select(x => (x, ImageSets.Find(x, cache)))];
        if (json)
        {
            screen.Object(ToJson(cache, digits, published));
            return ExitCodes.Good;
        }

        screen.Write(Head(ImageSets.Digits, screen.Glyphs.Passed, Styles.Good).Add("drawn by the kit"));
        if (SizeOf(digits) is > 0 and var size) Place(screen, digits, size);
        else screen.Write(Indented().Add("at their first use", Styles.Quiet));
        foreach (var (set, folder) in published)
        {
            var (sign, style) = folder is null
                ? (screen.Glyphs.Todo, Styles.Quiet)
                : (screen.Glyphs.Passed, Styles.Good);
            screen.Write(Head(set.Name, sign, style).Add($"{set.Title} ({set.Licence})"));
            if (folder is not null) Place(screen, folder, SizeOf(folder));
            else screen.Write(Indented().Add($"not here; {Megabytes(set.Length)} to download", Styles.Quiet));
        }
        screen.Gap();
        if (published.FirstOrDefault(x => x.Folder is null).Set is { } missing)
            screen.Next(session.Command($"data pull {missing.Name}"));
        else screen.Next(session.Command("check"));
        return ExitCodes.Good;
    }

    internal static async Task<int> PullAsync(
        CommandContext context, bool json, IReadOnlyList<ImageSet> sets, string name, string? from, Patience patience,
        CancellationToken cancellation)
    {
        var (session, screen) = (context.Session, context.Screen);
        var cache = DataFolder.Of(session.FindWorkspace(), session.CurrentFolder);
        var set = Chosen(session, sets, name);
        var source = from is null ? null : Address(session, name, from);
        var again = session.Command($"data pull {name}{(from is null ? "" : $" --from {from}")}");
        var folder = Path.Combine(cache, name);
        try
        {
            await DownloadScreen.ShowAsync(session, screen, json, set, progress =>
                SetDownload.RunAsync(set, source, folder, patience, progress, cancellation));
        }
        catch (DownloadException e)
        {
            throw CommandException.Wrong(e.Message, e.Remedy switch
            {
                DownloadRemedy.OtherSource => session.Command($"data pull {name} --from ADDRESS"),
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
            screen.Object(new JsonObject { ["set"] = name, ["folder"] = folder, ["bytes"] = set.Length });
            return ExitCodes.Good;
        }
        screen.Write($"{set.Title} is complete ({set.Licence}):", Styles.Good);
        screen.Write(screen.Place(folder, label: "  "));
        screen.Write($"  ImageSets.Load(\"{name}\", train: true)", Styles.Code);
        screen.Next(session.Command("data"));
        return ExitCodes.Good;
    }

    private static ImageSet Chosen(Session session, IReadOnlyList<ImageSet> sets, string name)
    {
        if (sets.FirstOrDefault(x => x.Name == name) is { } set) return set;
        if (name == ImageSets.Digits)
            throw CommandException.Usage(
                "The digits are drawn by the kit at their first use; there is nothing to download.",
                session.Command("data"));
        var known = sets.Select(x => x.Name).ToList();
        throw DidYouMean.Closest(name, known) is { } meant
            ? CommandException.Usage($"There is no set '{name}'. Did you mean '{meant}'?",
                session.Command($"data pull {meant}"))
            : CommandException.Usage($"There is no set '{name}'; there are {string.Join(", ", known)}.",
                session.Command("data"));
    }

    private static Uri Address(Session session, string name, string from) =>
        Uri.TryCreate(from, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttp || address.Scheme == Uri.UriSchemeHttps)
            ? address
            : throw CommandException.Usage(
                $"'{from}' is no address that begins with http:// or https://. Files that you have go into a folder "
                    + $"{name} below the one that {DataFolder.Variable} names.",
                session.Command($"data pull {name} --from https://..."));

    private static long? SizeOf(string folder) => Directory.Exists(folder)
        ? new DirectoryInfo(folder).EnumerateFiles("*ubyte*").Sum(x => x.Length)
        : null;

    private static Line Head(string name, string sign, Spectre.Console.Style style) =>
        new Line().Add(sign, style).Add($" {name}", Styles.Strong).PadTo(2 + NameWidth);

    private static Line Indented() => new Line().PadTo(2 + NameWidth);

    private static void Place(Screen screen, string folder, long? size) =>
        screen.Write(Indented().Add($"{Megabytes(size ?? 0)}  ", Styles.Quiet).Add(screen.Place(folder)));

    internal static string Megabytes(long bytes) =>
        string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:F1} MB");

    private static JsonObject ToJson(
        string cache, string digits, IReadOnlyList<(ImageSet Set, string? Folder)> published) => new()
        {
            ["folder"] = cache,
            ["sets"] = new JsonArray(
            [
                new JsonObject
                {
                    ["set"] = ImageSets.Digits,
                    ["title"] = "Drawn digits",
                    ["place"] = SizeOf(digits) > 0 ? digits : null,
                    ["bytes"] = SizeOf(digits) ?? 0,
                    ["download"] = 0,
                },
                .. published.Select(x => new JsonObject
                {
                    ["set"] = x.Set.Name,
                    ["title"] = x.Set.Title,
                    ["place"] = x.Folder,
                    ["bytes"] = x.Folder is null ? 0 : SizeOf(x.Folder) ?? 0,
                    ["download"] = x.Set.Length,
                }),
            ]),
        };
}
