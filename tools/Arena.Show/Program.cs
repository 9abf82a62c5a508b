using System.Globalization;
using Arena.Show;

// Started by `arena show`, which builds it, and tells what came out of it.
if (args is not ["run", var name, var seedText, var folder, var result]
    || !int.TryParse(seedText, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seed))
{
    Console.Error.WriteLine("Usage: Arena.Show run <showcase> <seed> <folder> <result.json>. See ./arena show --help.");
    return ShowcaseRun.WrongUse;
}
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, key) =>
{
    // The second one ends the process: a training that never asks would go on for ever.
    if (stop.IsCancellationRequested) return;
    key.Cancel = true;
    stop.Cancel();
};
var run = new ShowcaseRun(ChapterAssemblies.Load(AppContext.BaseDirectory), Console.Out, stop.Token);
return run.Run(name, seed, folder, result);
