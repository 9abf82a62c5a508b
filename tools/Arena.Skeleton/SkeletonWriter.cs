using Arena.Skeleton.Showcases;

namespace Arena.Skeleton;

/// <summary>What became of a file.</summary>
public enum SkeletonAction
{
    /// <summary>It was made, or replaced by its newer text.</summary>
    Written,

    /// <summary>It was as it should be.</summary>
    Unchanged,

    /// <summary>The learner edited it, so it was left alone.</summary>
    Kept,

    /// <summary>The learner edited it; it was copied, then written over or removed.</summary>
    BackedUp,

    /// <summary>It was untouched and no solution makes it any more.</summary>
    Removed,
}

/// <summary>What was done to one file.</summary>
/// <param name="Path">The file, from the kit's root, with forward slashes.</param>
/// <param name="Action">What was done.</param>
/// <param name="Backup">Where the learner's edit was copied to, from the kit's root; null when it was not.</param>
public sealed record SkeletonChange(string Path, SkeletonAction Action, string? Backup = null);

/// <summary>
/// Puts a skeleton into <c>chapters/</c>, and its exercises into the lists of the mental models' and the chapters' pages.
/// A file that its learner edited is never lost.
/// </summary>
public static class SkeletonWriter
{
    /// <summary>Writes what is new, removes what is stale, and leaves alone what was edited or is unknown.</summary>
    /// <param name="workspace">The kit.</param>
    /// <param name="outcome">The skeleton.</param>
    /// <param name="force">Write over edited files too, after a copy to <c>.arena/backups/</c>.</param>
    /// <returns>
    /// What was done: file by file, in the order of their paths, then the index, then the pages of the mental models and
    /// of the chapters.
    /// </returns>
    /// <exception cref="InvalidOperationException">The skeleton has problems; nothing was written.</exception>
    /// <exception cref="InvalidDataException">
    /// A mental model's page lacks the lines between which its list is written; nothing was written.
    /// </exception>
    public static IReadOnlyList<SkeletonChange> Write(Workspace workspace, SkeletonOutcome outcome, bool force)
    {
        if (outcome.Problems.Count > 0)
            throw new InvalidOperationException("The skeleton has problems: nothing was written.");

        var pages = ModelPageFiles.Read(workspace, outcome.Index);
        var present = new ChapterFiles(workspace);
        var backup = new Backup(workspace, DateTimeOffset.UtcNow);
        var changes = new List<SkeletonChange>();
        foreach (var path in present.Stale(outcome).ToList()) changes.Add(Remove(path));
        foreach (var file in outcome.Files.Where(file => file.Path != ExerciseIndex.FileName)) changes.Add(Put(file));
        changes.Sort((one, other) => string.CompareOrdinal(one.Path, other.Path));

        // Last, so that a run that is cut short leaves an index that still knows the untouched files.
        changes.Add(PutIndex(outcome.Files.Single(file => file.Path == ExerciseIndex.FileName)));
        changes.AddRange(pages.Select(PutPage));
        changes.AddRange(ChapterPageFiles.Read(workspace, outcome.Index).Select(PutPage));
        return changes;

        SkeletonChange Remove(string path)
        {
            var untouched = present.IsUntouched(path, present.Read(path)!);
            if (!untouched && !force) return new(InKit(path), SkeletonAction.Kept);
            var copy = untouched ? null : backup.Keep(InKit(path));
            File.Delete(present.FullPath(path));
            return new(InKit(path), untouched ? SkeletonAction.Removed : SkeletonAction.BackedUp, copy);
        }

        SkeletonChange Put(GeneratedFile file)
        {
            var text = present.Read(file.Path);
            if (text is not null && present.Is(file.Path, file.Text))
                return new(InKit(file.Path), SkeletonAction.Unchanged);
            var mine = text is null || present.IsUntouched(file.Path, text);
            if (!mine && !force) return new(InKit(file.Path), SkeletonAction.Kept);
            var copy = mine ? null : backup.Keep(InKit(file.Path));
            AtomicFile.Write(present.FullPath(file.Path), file.Text);
            return new(InKit(file.Path), mine ? SkeletonAction.Written : SkeletonAction.BackedUp, copy);
        }

        SkeletonChange PutIndex(GeneratedFile index)
        {
            if (present.Read(index.Path) is not null && present.Is(index.Path, index.Text))
                return new(InKit(index.Path), SkeletonAction.Unchanged);
            AtomicFile.Write(present.FullPath(index.Path), index.Text);
            return new(InKit(index.Path), SkeletonAction.Written);
        }

        SkeletonChange PutPage((string Path, string? Text, string Updated) page)
        {
            if (page.Text == page.Updated) return new(page.Path, SkeletonAction.Unchanged);
            AtomicFile.Write(Path.Combine(workspace.Root, page.Path), page.Updated);
            return new(page.Path, SkeletonAction.Written);
        }

        static string InKit(string path) => $"chapters/{path}";
    }
}
