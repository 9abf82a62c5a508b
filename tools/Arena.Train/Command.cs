using System.Diagnostics;
using System.Globalization;
using Arena.Models;
using Arena.Training;

namespace Arena.Train;

/// <summary>
/// <c>Arena.Train &lt;model&gt; [--seed 0] [--seeds 10] [--save folder] [--record file]</c>, or <c>all</c> instead of a
/// model.
/// </summary>
internal sealed class Command(IReadOnlyList<Recipe> recipes, TextWriter output, TextWriter errors)
{
    private const int Good = 0;
    private const int Wrong = 1;
    private const int WrongUse = 2;
    private const string All = "all";

    public int Run(string[] args)
    {
        if (args.Length % 2 == 0) return Usage();
        var chosen = recipes.Where(x => args[0] is All || x.Name == args[0]).ToList();
        var (first, seeds, folder, record) = (0, 1, (string?)null, (string?)null);
        for (var i = 1; i < args.Length; i += 2)
        {
            var isNumber = int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number);
            switch (args[i])
            {
                case "--seed" when isNumber: first = number; break;
                case "--seeds" when isNumber && number > 0: seeds = number; break;
                case "--save": folder = args[i + 1]; break;
                case "--record": record = args[i + 1]; break;
                default: return Usage();
            }
        }
        if (chosen.Count == 0) return Usage();

        var isGood = true;
        foreach (var recipe in chosen)
        {
            var trained = Enumerable.Range(first, seeds)
                .Select(seed => Train(recipe, seed, seed == first ? folder : null)).ToList();
            var good = trained.Count(x => x.IsAsItShouldBe);
            if (seeds > 1) output.WriteLine($"{recipe.Name}: as it should be with {good} of {seeds} seeds");
            isGood &= 10 * good >= 9 * seeds;
            if (record is not null)
            {
                var with = TrainingRecord.Read(record).With(new(recipe.Name, recipe.Steps, trained));
                File.WriteAllText(record, with.ToJson());
            }
        }
        return isGood ? Good : Wrong;
    }

    private TrainedSeed Train(Recipe recipe, int seed, string? folder)
    {
        output.WriteLine($"{recipe.Name}, seed {seed}");
        var watch = Stopwatch.StartNew();
        IReadOnlyList<Snapshot> snapshots;
        using (var progress = TrainingProgress.InTerminal(recipe.Name, recipe.Steps))
            snapshots = recipe.Train(seed, progress);
        var seconds = Math.Round(watch.Elapsed.TotalSeconds, 1);
        try
        {
            var measured = recipe.Measure(snapshots[^1].Model);
            foreach (var line in measured)
                output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"  {(line.IsAsItShouldBe ? '+' : '-')} {line.What}: {line.Value:0.000} ({line.Least} to {line.Most})"));
            if (folder is not null) Save(recipe, snapshots, seed, measured, folder);
            return new TrainedSeed(seed, seconds, measured);
        }
        finally
        {
            foreach (var snapshot in snapshots) snapshot.Model.Dispose();
        }
    }

    private static void Save(
        Recipe recipe, IReadOnlyList<Snapshot> snapshots, int seed, IReadOnlyList<Measured> measured, string folder)
    {
        var notes = measured.ToDictionary(
            x => x.What, x => x.Value.ToString("0.0000", CultureInfo.InvariantCulture));
        notes["seed"] = seed.ToString(CultureInfo.InvariantCulture);
        notes["steps"] = recipe.Steps.ToString(CultureInfo.InvariantCulture);
        var kept = recipe.KeepsTraining ? snapshots : [snapshots[^1]];
        Shipped.Save(folder, recipe.Name, [.. kept.Select(x => (x.Step, x.Model))], notes);
    }

    private int Usage()
    {
        errors.WriteLine("Usage: Arena.Train <model> [--seed 0] [--seeds 10] [--save <folder>] [--record <file>]. Models: "
            + string.Join(", ", recipes.Select(x => x.Name)) + $", or {All}.");
        return WrongUse;
    }
}
