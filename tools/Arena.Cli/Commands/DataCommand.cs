using System.CommandLine;
using System.Text.Json.Nodes;
using Arena.Cli.Output;
using Arena.Data;

namespace Arena.Cli.Commands;

/// <summary><c>arena data</c>: which sets of images there are, and how to get the others.</summary>
internal static class DataCommand
{
    public static Command Build(CommandContext context, IReadOnlyList<ImageSet> sets)
    {
        var shelf = new ImageShelf(sets);
        var command = new Command(shelf.Command, "Which sets of images there are, where, and how to get the others.")
        {
            PullCommand.Build(context, shelf),
        };
        command.SetAction(parsed => List(context, context.IsJson(parsed), shelf));
        return command;
    }

    private static int List(CommandContext context, bool json, ImageShelf shelf)
    {
        var (session, screen) = (context.Session, context.Screen);
        var cache = DataFolder.Of(session.FindWorkspace(), session.CurrentFolder);
        var digits = Path.Combine(cache, DrawnDigits.FolderName);
        var size = Directory.Exists(digits)
            ? new DirectoryInfo(digits).EnumerateFiles("*ubyte*").Sum(x => x.Length)
            : 0;
        List<(PublishedSet Set, string? Folder)> published =
            [.. shelf.Images.Select(x => (x, ImageSets.Find(x, cache)))];
        if (json)
        {
            screen.Object(new JsonObject
            {
                ["folder"] = cache,
                ["sets"] = new JsonArray(
                [
                    new JsonObject
                    {
                        ["set"] = ImageSets.Digits,
                        ["title"] = "Drawn digits",
                        ["place"] = size > 0 ? digits : null,
                        ["bytes"] = size,
                        ["download"] = 0,
                    },
                    .. PullCommand.ToJson(shelf, published),
                ]),
            });
            return ExitCodes.Good;
        }

        screen.Write(PullCommand.Head(ImageSets.Digits, screen.Glyphs.Passed, Styles.Good).Add("drawn by the kit"));
        if (size > 0) PullCommand.Place(screen, digits, size);
        else screen.Write(PullCommand.Indented().Add("at their first use", Styles.Quiet));
        PullCommand.List(context, shelf, published);
        return ExitCodes.Good;
    }
}

/// <summary>Sets of images.</summary>
/// <param name="Images">The sets.</param>
internal sealed record ImageShelf(IReadOnlyList<ImageSet> Images) : Shelf("data", "set", Images)
{
    public override string Folder(PublishedSet set, string cache) => Path.Combine(cache, set.Name);

    public override string Use(PublishedSet set) => $"ImageSets.Load(\"{set.Name}\", train: true)";

    public override string? Refusal(string name) => name == ImageSets.Digits
        ? "The digits are drawn by the kit at their first use; there is nothing to download."
        : null;
}
