using System.CommandLine;
using System.Text.Json.Nodes;
using Arena.Cli.Output;
using Arena.Cli.Publishing;
using Arena.Verify.Checks;

namespace Arena.Cli.Commands;

/// <summary><c>arena publish</c>: for maintainers, the branches <c>skeleton</c> and <c>solutions</c> from
/// <c>main</c>.</summary>
internal static class PublishCommand
{
    private const int MostChanges = 8;

    public static Command Build(CommandContext context, KitVerification verification)
    {
        var push = new Option<bool>("--push")
        {
            Description = "Push what was made. Without it nothing leaves this clone.",
        };
        var remote = new Option<string>("--remote")
        {
            Description = "Where to push, and whose branches are continued.",
            DefaultValueFactory = _ => "origin",
        };
        var command = new Command("publish", "For maintainers: make the branches skeleton and solutions from main.")
        {
            push, remote,
        };
        command.SetAction((parsed, cancellation) => RunAsync(
            context, verification, context.IsJson(parsed), parsed.GetValue(push), parsed.GetValue(remote)!,
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(
        CommandContext context, KitVerification verification, bool json, bool push, string remote,
        CancellationToken cancellation)
    {
        var (session, screen) = (context.Session, context.Screen);
        var workspace = session.FindWorkspace();
        var git = new GitPlumbing(workspace.Root);
        var readiness = new Readiness(session, workspace, git);
        var pushing = new Pushing(session, git, remote);

        var source = await readiness.SourceAsync();
        var obstacle = await pushing.ObstacleAsync(source);
        if (push && obstacle is not null) throw obstacle;
        readiness.RequireSkeleton();
        readiness.Require(await verification(session, screen, json, cancellation));

        var builder = new BranchBuilder(git, remote);
        var publications = new List<Publication>();
        foreach (var branch in Branch.All) publications.Add(await builder.BuildAsync(branch, source));
        RequireNoSolution(workspace.Root, publications[0], remote);

        List<Publication> news = [.. publications.Where(x => x.IsNew)];
        var command = news.Count == 0 ? "" : $"git {string.Join(' ', pushing.Command(news))}";
        if (push && news.Count > 0) await pushing.PushAsync(news);
        if (json) screen.Object(ToJson(source, remote, publications, command, pushed: push && news.Count > 0));
        else Show(session, screen, source, publications, command, push, obstacle);
        return ExitCodes.Good;
    }

    private static void RequireNoSolution(string root, Publication skeleton, string remote)
    {
        if (PublishedHistory.Check(root, skeleton.Commit) is not [var first, ..] solutions) return;
        var isOld = skeleton.Parent is { } parent && PublishedHistory.Check(root, parent).Count > 0;
        throw CommandException.Wrong(
            $"The branch skeleton would have {solutions.Count} file(s) or folder(s) with a solution in its history, "
                + $"such as {first.File}."
                + (isOld ? " It is in what was published before: that branch has to go, and is then begun anew." : ""),
            isOld ? $"git push {remote} --delete skeleton && git fetch --prune {remote}"
                : $"git log --all --format=%h -- {first.File}");
    }

    private static void Show(
        Session session, Screen screen, SourceCommit source, IReadOnlyList<Publication> publications, string command,
        bool push, CommandException? obstacle)
    {
        screen.Write(new Line().Add("From ").Add(source.ShortId, Styles.Strong).Add($" {source.Subject}"));
        foreach (var publication in publications) Show(screen, publication);
        screen.Gap();
        if (command.Length == 0)
        {
            screen.Write("Nothing to push: both branches are as they were published.", Styles.Good);
            return;
        }
        if (push)
        {
            screen.Write("Pushed with", Styles.Good);
            screen.Write($"  {command}", Styles.Code);
            return;
        }
        screen.Write("Nothing was pushed. It would be this command:");
        screen.Write($"  {command}", Styles.Code);
        screen.Write("To look at it first:");
        foreach (var publication in publications.Where(x => x.IsNew))
            screen.Write($"  git show --stat {publication.Commit}", Styles.Code);
        screen.Write($"  git worktree add ../{publications[0].Branch} {publications[0].Commit}", Styles.Code);
        screen.Gap();
        if (obstacle is null) screen.Next(session.Command("publish --push"));
        else
        {
            screen.Prose($"A push would be refused: {obstacle.Message}");
            screen.Fix(obstacle.Fix);
        }
    }

    private static void Show(Screen screen, Publication publication)
    {
        screen.Gap();
        var line = new Line().Add(publication.Branch, Styles.Strong).Add($"  {publication.Commit}  ");
        if (!publication.IsNew)
        {
            screen.Write(line.Add($"unchanged, {publication.Files} files", Styles.Good));
            return;
        }
        screen.Write(line.Add($"{publication.Files} files"));
        screen.Write(publication.Parent is { } parent ? $"  parent {parent}" : "  no parent: the branch begins here");
        foreach (var (name, sign) in new[] { ("added", 'A'), ("changed", 'M'), ("removed", 'D') })
        {
            List<string> paths = [.. publication.Changes.Where(x => x.Sign == sign).Select(x => x.Path)];
            if (paths.Count == 0) continue;
            screen.Write($"  {paths.Count} {name}");
            foreach (var path in paths.Take(MostChanges)) screen.Write($"    {path}");
            if (paths.Count > MostChanges)
                screen.Write($"    and {paths.Count - MostChanges} more; --json has them all", Styles.Quiet);
        }
    }

    private static JsonObject ToJson(
        SourceCommit source, string remote, IReadOnlyList<Publication> publications, string command, bool pushed)
    {
        return new JsonObject
        {
            ["source"] = source.Id,
            ["remote"] = remote,
            ["branches"] = new JsonArray([.. publications.Select(x => new JsonObject
            {
                ["branch"] = x.Branch,
                ["commit"] = x.Commit,
                ["parent"] = x.Parent,
                ["new"] = x.IsNew,
                ["files"] = x.Files,
                ["added"] = Paths(x, 'A'),
                ["changed"] = Paths(x, 'M'),
                ["removed"] = Paths(x, 'D'),
            })]),
            ["command"] = command,
            ["pushed"] = pushed,
        };

        static JsonArray Paths(Publication publication, char sign) =>
            [.. publication.Changes.Where(x => x.Sign == sign).Select(x => JsonValue.Create(x.Path))];
    }
}
