namespace Arena.Cli.Publishing;

/// <summary>The commit of <c>main</c> from which branches are made.</summary>
/// <param name="Id">Its id.</param>
/// <param name="ShortId">The id as people write it.</param>
/// <param name="Subject">Its message's first line.</param>
/// <param name="Time">When it was made, in git's own form.</param>
internal sealed record SourceCommit(string Id, string ShortId, string Subject, string Time);

/// <summary>A file that a publication changes.</summary>
/// <param name="Sign">A for added, M for changed, D for removed, as git has it.</param>
/// <param name="Path">The file.</param>
internal sealed record PublishedChange(char Sign, string Path);

/// <summary>A branch as it would be published.</summary>
/// <param name="Branch">Its name.</param>
/// <param name="Commit">The commit that was made; the parent when nothing changed.</param>
/// <param name="Parent">The tip of what was published before; null at the first time.</param>
/// <param name="Files">How many files there are.</param>
/// <param name="Changes">The files that differ from the parent's.</param>
internal sealed record Publication(
    string Branch, string Commit, string? Parent, int Files, IReadOnlyList<PublishedChange> Changes)
{
    /// <summary>Whether there is something to push.</summary>
    public bool IsNew => Commit != Parent;

    /// <summary>What git pushes.</summary>
    public string Refspec => $"{Commit}:refs/heads/{Branch}";
}
