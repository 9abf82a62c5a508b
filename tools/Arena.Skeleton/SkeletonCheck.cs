using Arena.Skeleton.Showcases;
using DiffPlex.Renderer;

namespace Arena.Skeleton;

/// <summary>How a file of <c>chapters/</c> differs from what <c>solutions/</c> generates.</summary>
public enum SkeletonDifferenceKind
{
    /// <summary>It is not there.</summary>
    Missing,

    /// <summary>Its text is another.</summary>
    Different,

    /// <summary>It was generated once, and no solution makes it any more.</summary>
    Stale,
}

/// <summary>One file that is out of step.</summary>
/// <param name="Path">The file, from the kit's root, with forward slashes.</param>
/// <param name="Kind">How it differs.</param>
/// <param name="Diff">The way from the file to what is generated, as a unified diff.</param>
public sealed record SkeletonDifference(string Path, SkeletonDifferenceKind Kind, string Diff);

/// <summary>Compares <c>chapters/</c> and the generated pages of <c>docs/</c> with the skeleton; writes nothing.</summary>
public static class SkeletonCheck
{
    /// <summary>Every file that is out of step, in the order of their paths; empty when all are as generated.</summary>
    /// <param name="workspace">The kit.</param>
    /// <param name="outcome">The skeleton.</param>
    /// <exception cref="InvalidOperationException">
    /// The skeleton has problems: there is nothing to compare with.
    /// </exception>
    /// <exception cref="InvalidDataException">
    /// A mental model's page lacks the lines between which its list is written.
    /// </exception>
    public static IReadOnlyList<SkeletonDifference> Compare(Workspace workspace, SkeletonOutcome outcome)
    {
        if (outcome.Problems.Count > 0)
            throw new InvalidOperationException("The skeleton has problems: there is nothing to compare with.");

        var present = new ChapterFiles(workspace);
        var stale = present.Stale(outcome)
            .Select(path => (Path: $"chapters/{path}", Text: present.Read(path)!))
            .Select(file => new SkeletonDifference(
                file.Path, SkeletonDifferenceKind.Stale, Diff(file.Path, file.Text, "")));
        var others = outcome.Files
            .Where(file => present.Read(file.Path) is null || !present.Is(file.Path, file.Text))
            .Select(file => Difference(file, present.Read(file.Path)));
        var pages = ModelPageFiles.Read(workspace, outcome.Index)
            .Where(page => page.Text != page.Updated)
            .Select(page => new SkeletonDifference(
                page.Path, SkeletonDifferenceKind.Different, Diff(page.Path, page.Text, page.Updated)));
        var ofChapters = ChapterPageFiles.Read(workspace, outcome.Index)
            .Where(page => page.Text != page.Wanted)
            .Select(page => new SkeletonDifference(
                page.Path, page.Text is null ? SkeletonDifferenceKind.Missing : SkeletonDifferenceKind.Different,
                Diff(page.Path, page.Text ?? "", page.Wanted)));
        return [.. stale.Concat(others).Concat(pages).Concat(ofChapters).OrderBy(difference => difference.Path, StringComparer.Ordinal)];
    }

    private static SkeletonDifference Difference(GeneratedFile file, string? text)
    {
        var kind = text is null ? SkeletonDifferenceKind.Missing : SkeletonDifferenceKind.Different;
        var diff = text is not null && LineEndings.Normalise(text) == file.Text
            ? $"chapters/{file.Path} has other line endings or a byte order mark: it should have line feeds and none.\n"
            : Diff($"chapters/{file.Path}", text ?? "", file.Text);
        return new SkeletonDifference($"chapters/{file.Path}", kind, diff);
    }

    private static string Diff(string path, string from, string to)
    {
        var (before, after) = (LineEndings.Normalise(from), to);

        // A line feed ends a line; for the differ it would begin one more.
        if (before.EndsWith('\n') && after.EndsWith('\n')) (before, after) = (before[..^1], after[..^1]);
        return LineEndings.Normalise(UnidiffRenderer.GenerateUnidiff(
            before, after, path, $"{path} (generated)", ignoreWhitespace: false));
    }
}
