namespace Arena.Data;

/// <summary>Where sets of images are kept.</summary>
public static class DataFolder
{
    /// <summary>The environment variable that names the folder.</summary>
    public const string Variable = "ARENA_DATA";

    /// <summary>
    /// What <see cref="Variable"/> names; else <c>.arena/data</c> of the kit in which this program lies or was started; else
    /// a folder of the user's.
    /// </summary>
    public static string Cache => Find(
        Environment.GetEnvironmentVariable(Variable), AppContext.BaseDirectory, Environment.CurrentDirectory);

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
