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

/// <summary>Compares <c>chapters/</c> with the skeleton; writes nothing.</summary>
public static class SkeletonCheck
{
    /// <summary>Every file that is out of step, in the order of their paths; empty when all are as generated.</summary>
    /// <param name="workspace">The kit.</param>
    /// <param name="outcome">The skeleton.</param>
    /// <exception cref="InvalidOperationException">The skeleton has problems, so there is nothing to compare with.</exception>
    public static IReadOnlyList<SkeletonDifference> Compare(Workspace workspace, SkeletonOutcome outcome)
    {
        if (outcome.Problems.Count > 0)
            throw new InvalidOperationException($"The skeleton has {outcome.Problems.Count} problem(s); there is nothing to compare with.");

        var present = new ChapterFiles(workspace);
        var stale = present.Stale(outcome)
            .Select(path => new SkeletonDifference($"chapters/{path}", SkeletonDifferenceKind.Stale, Diff(path, present.Read(path)!, "")));
        var others = outcome.Files
            .Where(file => present.Read(file.Path) is null || !present.Is(file.Path, file.Text))
            .Select(file => Difference(file, present.Read(file.Path)));
        return [.. stale.Concat(others).OrderBy(difference => difference.Path, StringComparer.Ordinal)];
    }

    private static SkeletonDifference Difference(GeneratedFile file, string? text)
    {
        var kind = text is null ? SkeletonDifferenceKind.Missing : SkeletonDifferenceKind.Different;
        var diff = text is not null && LineEndings.Normalise(text) == file.Text
            ? $"chapters/{file.Path} has other line endings, or a byte order mark: it should have line feeds and none.\n"
            : Diff(file.Path, text ?? "", file.Text);
        return new SkeletonDifference($"chapters/{file.Path}", kind, diff);
    }

    private static string Diff(string path, string from, string to) =>
        LineEndings.Normalise(UnidiffRenderer.GenerateUnidiff(
            LineEndings.Normalise(from), to, $"chapters/{path}", $"chapters/{path} (generated)", ignoreWhitespace: false));
}
