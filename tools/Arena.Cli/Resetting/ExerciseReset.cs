using Arena.Cli.Course;
using Arena.Skeleton;

namespace Arena.Cli.Resetting;

/// <summary>A file that is about to be put back, wholly or in part.</summary>
/// <param name="File">The file below <c>chapters/</c>.</param>
/// <param name="Text">What it will hold.</param>
/// <param name="Members">The members that go back to their stubs; empty for the whole file.</param>
/// <param name="IsChange">Whether anything is different at all.</param>
internal sealed record ResetPlan(string File, string Text, IReadOnlyList<string> Members, bool IsChange);

/// <summary>Puts exercises back to their stubs, after a copy of the file.</summary>
internal static class ExerciseReset
{
    /// <summary>Plans to put back one exercise's members and nothing else.</summary>
    /// <exception cref="CommandException">The file cannot be taken apart.</exception>
    public static ResetPlan PlanExercise(Kit kit, ExerciseEntry exercise, string pristine, string wholeFileCommand)
    {
        var path = kit.PathOf(exercise.File);
        if (!File.Exists(path)) return PlanFile(kit, exercise.File, pristine);
        var learner = File.ReadAllText(path);
        var outcome = MemberReset.Reset($"chapters/{exercise.File}", pristine, learner, exercise.Id);
        if (outcome.Text is null)
            throw CommandException.Wrong($"{outcome.Problem} Nothing was changed.", wholeFileCommand);
        return new ResetPlan(exercise.File, outcome.Text, outcome.Members, outcome.Text != learner);
    }

    /// <summary>Plans to put back a whole file.</summary>
    public static ResetPlan PlanFile(Kit kit, string file, string pristine)
    {
        var path = kit.PathOf(file);
        return new ResetPlan(file, pristine, [], !File.Exists(path) || File.ReadAllText(path) != pristine);
    }

    /// <summary>Copies the learner's file, then writes the plan.</summary>
    /// <returns>The copy, from the kit's root; null when there was no file to copy.</returns>
    public static string? Carry(Kit kit, ResetPlan plan, DateTimeOffset now)
    {
        var path = kit.PathOf(plan.File);
        var copy = File.Exists(path) ? new Backup(kit.Workspace, now).Keep($"chapters/{plan.File}") : null;
        AtomicFile.Write(path, plan.Text);
        return copy;
    }
}
