using System.Globalization;
using Arena.Show;
using Arena.Training;

// Started by `arena show`, which builds it, and tells what came out of it.
if (args is not ["run", var name, var seedText, var folder, var result]
    || !int.TryParse(seedText, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seed))
{
    Console.Error.WriteLine("Usage: Arena.Show run <showcase> <seed> <folder> <result.json>. See ./arena show --help.");
    return ShowcaseRun.WrongUse;
}
using var stop = new CancellationTokenSource();
// The second press ends the process: a training that never asks would go on for ever.
using var watch = Interrupt.OfThisProcess.Watch(stop.Cancel);
var run = new ShowcaseRun(ChapterAssemblies.Load(AppContext.BaseDirectory), Console.Out, stop.Token);
return run.Run(name, seed, folder, result);
