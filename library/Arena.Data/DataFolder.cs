namespace Arena.Data;

/// <summary>Where sets of images and real models are kept.</summary>
public static class DataFolder
{
    /// <summary>The environment variable that names the folder.</summary>
    public const string Variable = "ARENA_DATA";

    /// <summary>
    /// What <see cref="Variable"/> names; else <c>.arena/data</c> of the kit in which this program lies or was started;
    /// else a folder of the user's.
    /// </summary>
    public static string Cache => Find(
        Environment.GetEnvironmentVariable(Variable), AppContext.BaseDirectory, Environment.CurrentDirectory);

    /// <summary>What <see cref="Variable"/> names; else <c>.arena/data</c> of a kit.</summary>
    /// <param name="workspace">The kit.</param>
    /// <param name="currentFolder">From which folder a relative name counts.</param>
    public static string Of(Workspace workspace, string currentFolder) =>
        Find(Environment.GetEnvironmentVariable(Variable), workspace.Root, currentFolder);

    internal static string Find(string? named, string programFolder, string currentFolder)
    {
        if (!string.IsNullOrWhiteSpace(named)) return Path.GetFullPath(named, currentFolder);
        if ((Workspace.Find(programFolder) ?? Workspace.Find(currentFolder)) is { } workspace)
            return Path.Combine(workspace.State, "data");
        var own = Environment.GetFolderPath(
            Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return Path.Combine(own, "Arena.Exercises", "data");
    }
}
