namespace Arena.Analyzers.Tests.Proof;

/// <summary>Where the sources lie that the proof reads.</summary>
internal static class Repository
{
    /// <summary>The folder of this test project.</summary>
    public static string Tests => Path.Combine(Folder, "tests", "kit", "Arena.Analyzers.Tests");

    /// <summary>The folder of the solution file.</summary>
    public static string Folder { get; } = Root(AppContext.BaseDirectory);

    private static string Root(string folder)
    {
        for (var at = new DirectoryInfo(folder); at is not null; at = at.Parent)
            if (File.Exists(Path.Combine(at.FullName, "Arena.Exercises.sln")))
                return at.FullName;
        throw new DirectoryNotFoundException($"No Arena.Exercises.sln above {folder}");
    }
}
