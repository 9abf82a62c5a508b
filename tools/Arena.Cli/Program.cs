using Arena;
using Arena.Cli;

if (Environment.GetEnvironmentVariable(Freshness.Question) is "1"
    && Workspace.Find(AppContext.BaseDirectory) is { } own
    && Freshness.IsOutOfDate(own.Root, AppContext.BaseDirectory))
    return Freshness.OutOfDate;

return ArenaProgram.Run(args, Session.OfThisProcess());
