using System.Globalization;
using Arena.Models;
using Arena.Training;

namespace Arena.Train;

/// <summary><c>Arena.Train &lt;model&gt; [--seed 0] [--seeds 10] [--save folder]</c>.</summary>
internal sealed class Command(IReadOnlyList<Recipe> recipes, TextWriter output, TextWriter errors)
{
    private const int Good = 0;
    private const int Wrong = 1;
    private const int WrongUse = 2;

    public int Run(string[] args)
    {
        if (args.Length == 0 || recipes.FirstOrDefault(x => x.Name == args[0]) is not { } recipe) return Usage();
        var (first, seeds, folder) = (0, 1, (string?)null);
        for (var i = 1; i + 1 < args.Length; i += 2)
        {
            var isNumber = int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var number);
            switch (args[i])
            {
                case "--seed" when isNumber: first = number; break;
                case "--seeds" when isNumber && number > 0: seeds = number; break;
                case "--save": folder = args[i + 1]; break;
                default: return Usage();
            }
        }
        if (args.Length % 2 == 0) return Usage();

        var good = Enumerable.Range(first, seeds).Count(seed => Train(recipe, seed, seed == first ? folder : null));
        if (seeds > 1) output.WriteLine($"{recipe.Name}: as it should be with {good} of {seeds} seeds");
        return 10 * good >= 9 * seeds ? Good : Wrong;
    }

    private bool Train(Recipe recipe, int seed, string? folder)
    {
        output.WriteLine($"{recipe.Name}, seed {seed}");
        IReadOnlyList<Snapshot> snapshots;
        using (var progress = TrainingProgress.InTerminal(recipe.Name, recipe.Steps))
            snapshots = recipe.Train(seed, progress);
        try
        {
            var measured = recipe.Measure(snapshots[^1].Model);
            foreach (var line in measured)
                output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"  {(line.IsAsItShouldBe ? '+' : '-')} {line.What}: {line.Value:0.000} ({line.Least} to {line.Most})"));
            if (folder is not null) Save(recipe, snapshots, seed, measured, folder);
            return measured.All(x => x.IsAsItShouldBe);
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
        errors.WriteLine("Usage: Arena.Train <model> [--seed 0] [--seeds 10] [--save <folder>]. Models: "
            + string.Join(", ", recipes.Select(x => x.Name)) + ".");
        return WrongUse;
    }
}
