using System.CommandLine;
using System.Text.Json.Nodes;
using Arena.Data;

namespace Arena.Cli.Commands;

/// <summary><c>arena model</c>: which real language models there are, and how to get the others.</summary>
internal static class ModelCommand
{
    public static Command Build(CommandContext context, IReadOnlyList<PublishedSet> models)
    {
        var shelf = new ModelShelf(models);
        var command = new Command(shelf.Command, "Which real language models there are, where, and how to get the others.")
        {
            PullCommand.Build(context, shelf),
        };
        command.SetAction(parsed => List(context, context.IsJson(parsed), shelf));
        return command;
    }

    private static int List(CommandContext context, bool json, ModelShelf shelf)
    {
        var cache = DataFolder.Of(context.Session.FindWorkspace(), context.Session.CurrentFolder);
        List<(PublishedSet Set, string? Folder)> models =
            [.. shelf.Sets.Select(x => (x, PublishedModels.Find(x, cache)))];
        if (json)
        {
            context.Screen.Object(new JsonObject
            {
                ["folder"] = cache,
                ["models"] = new JsonArray([.. PullCommand.ToJson(shelf, models)]),
            });
        }
        else
        {
            PullCommand.List(context, shelf, models);
        }
        return ExitCodes.Good;
    }
}

/// <summary>Real language models.</summary>
/// <param name="Models">The models.</param>
internal sealed record ModelShelf(IReadOnlyList<PublishedSet> Models) : Shelf("model", "model", Models)
{
    public override string Folder(PublishedSet set, string cache) => PublishedModels.Folder(set, cache);

    public override string Use(PublishedSet set) => $"Gpt2.Load(PublishedModels.Find(\"{set.Name}\")!)";
}
