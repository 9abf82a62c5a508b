namespace Arena;

/// <summary>Where the kit lies on disk.</summary>
/// <param name="Root">The folder of <c>Arena.Exercises.sln</c>.</param>
public sealed record Workspace(string Root)
{
    /// <summary>What learners edit.</summary>
    public string Chapters => Path.Combine(Root, "chapters");

    /// <summary>The reference; it is missing from a learner's branch.</summary>
    public string Solutions => Path.Combine(Root, "solutions");

    /// <summary>The learner's own state, plain text, ignored by git.</summary>
    public string State => Path.Combine(Root, ".arena");

    /// <summary>The kit that holds a folder.</summary>
    /// <param name="folder">Where to start looking, upwards.</param>
    /// <returns>The kit, or null when the folder is not inside one.</returns>
    public static Workspace? Find(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Arena.Exercises.sln")))
                return new Workspace(at.FullName);
        return null;
    }
}
