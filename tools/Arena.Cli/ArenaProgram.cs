using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.Text.Json.Nodes;
using Arena.Cli.Commands;
using Arena.Cli.Output;
using Arena.Cli.Publishing;
using Arena.Cli.Showing;
using Arena.Data;

namespace Arena.Cli;

/// <summary>The <c>arena</c> command: finds the sub-command, runs it, and tells in one way what is wrong.</summary>
internal static class ArenaProgram
{
    // After Ctrl-C, a training keeps what it has.
    private static readonly TimeSpan TimeToEnd = TimeSpan.FromSeconds(20);

    /// <summary>Runs a command line.</summary>
    /// <param name="arguments">Its words.</param>
    /// <param name="session">The terminal, the folder, the clock.</param>
    /// <param name="verification">
    /// How a kit is verified before it is published; null does it as <c>arena verify</c>.
    /// </param>
    /// <param name="sets">The sets of images that can be downloaded; null means those that there are.</param>
    /// <param name="models">The models that can be downloaded; null means those that there are.</param>
    /// <param name="showcases">What runs showcases; null is the program of the kit.</param>
    /// <returns>The exit code.</returns>
    public static int Run(
        IReadOnlyList<string> arguments, Session session, KitVerification? verification = null,
        IReadOnlyList<ImageSet>? sets = null, IReadOnlyList<PublishedSet>? models = null,
        ShowcaseProgramFactory? showcases = null)
    {
        var json = new Option<bool>("--json")
        {
            Description = "Write one JSON object instead of text.",
            Recursive = true,
        };
        var context = new CommandContext(session, new Screen(session), json);
        var root = Root(
            context, verification ?? KitVerifications.WholeAsync, sets ?? ImageSets.Published,
            models ?? PublishedModels.All, showcases);
        var parsed = root.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        try
        {
            if ((parsed.Errors.Count > 0 || UnknownWord(parsed) is not null) && parsed.Action is not HelpAction)
                throw WrongUse(parsed, root, session);
            return parsed.Invoke(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = TimeToEnd,
            });
        }
        catch (CommandException e)
        {
            return Refuse(context, parsed, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Refuse(context, parsed, CommandException.Wrong(e.Message, session.Command("doctor")));
        }
        catch (OperationCanceledException)
        {
            if (!context.IsJson(parsed)) context.Screen.Write("Stopped. Nothing was recorded.");
            return ExitCodes.Interrupted;
        }
    }

    private static RootCommand Root(
        CommandContext context, KitVerification verification, IReadOnlyList<ImageSet> sets,
        IReadOnlyList<PublishedSet> models, ShowcaseProgramFactory? showcases)
    {
        var root = new RootCommand("Build what is inside modern AI, test by test. Without a command: where you are.")
        {
            context.Json,
            StatusCommand.Build(context),
            CheckCommand.Build(context),
            HintCommand.Build(context),
            ShowCommand.Build(context, showcases ?? ShowcaseProgram.Of),
            ResetCommand.Build(context),
            DoctorCommand.Build(context),
            DataCommand.Build(context, sets),
            ModelCommand.Build(context, models),
            SkeletonCommand.Build(context),
            VerifyCommand.Build(context),
            PublishCommand.Build(context, verification),
        };
        root.SetAction(parsed => StatusCommand.Run(context, parsed, all: false));
        return root;
    }

    private static CommandException WrongUse(ParseResult parsed, RootCommand root, Session session)
    {
        var command = parsed.CommandResult.Command;
        var before = string.Concat(CommandsOf(parsed).Select(x => $"{x} "));
        var help = session.Command($"{before}--help");
        if (UnknownWord(parsed) is not { } unknown)
            return CommandException.Usage(string.Join(' ', parsed.Errors.Select(x => x.Message).Distinct()), help);

        var isOption = unknown.StartsWith('-');
        var known = isOption ? Options(command, root)
            : (command.Subcommands.Count > 0 ? command : root).Subcommands.Select(x => x.Name);
        if (DidYouMean.Closest(unknown, known) is { } meant)
            return CommandException.Usage($"'{unknown}' is not known. Did you mean '{meant}'?",
                session.Command(before + meant));
        if (command == root && !isOption)
            return CommandException.Usage($"'{unknown}' is not a command. To check an exercise, say so:",
                session.Command($"check {unknown}"));
        return CommandException.Usage($"'{unknown}' is not known here.", help);
    }

    // The words that lead to the command, from the first one on.
    private static IEnumerable<string> CommandsOf(ParseResult parsed)
    {
        var words = new Stack<string>();
        for (var at = parsed.CommandResult; at.Parent is CommandResult parent; at = parent) words.Push(at.Command.Name);
        return words;
    }

    // An argument that takes any number of words would take a mistyped option too.
    private static string? UnknownWord(ParseResult parsed) =>
        parsed.UnmatchedTokens.Concat(parsed.Tokens
                .Where(x => x.Type == TokenType.Argument && x.Value.StartsWith("--", StringComparison.Ordinal))
                .Select(x => x.Value))
            .FirstOrDefault();

    private static IEnumerable<string> Options(Command command, RootCommand root) =>
        command.Options.Concat(root.Options.Where(x => x.Recursive)).Select(x => x.Name);

    private static int Refuse(CommandContext context, ParseResult parsed, CommandException e)
    {
        if (context.IsJson(parsed))
            context.Screen.Object(new JsonObject { ["error"] = e.Message, ["fix"] = e.Fix });
        else
        {
            context.Screen.Prose(e.Message);
            if (e.Fix.Length > 0) context.Screen.Fix(e.Fix);
        }
        return e.ExitCode;
    }
}
