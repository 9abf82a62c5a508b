using System.Globalization;

namespace Arena.Skeleton;

/// <summary>
/// Copies of learners' files, made before a command writes over them, in
/// <c>.arena/backups/&lt;UTC time&gt;/&lt;path&gt;</c>.
/// </summary>
public sealed class Backup
{
    private readonly Workspace workspace;
    private readonly string folder;

    /// <summary>A backup of its own for one command.</summary>
    /// <param name="workspace">The kit.</param>
    /// <param name="now">The time that names it.</param>
    public Backup(Workspace workspace, DateTimeOffset now)
    {
        this.workspace = workspace;
        var time = now.UtcDateTime.ToString("yyyyMMdd-HHmmss-fff", CultureInfo.InvariantCulture);
        folder = Path.Combine(workspace.State, "backups", time);
    }

    /// <summary>Copies a file of the kit.</summary>
    /// <param name="path">The file, from the kit's root, with forward slashes.</param>
    /// <returns>The copy, from the kit's root, with forward slashes.</returns>
    /// <exception cref="IOException">The copy could not be made; then the file must not be written over.</exception>
    public string Keep(string path)
    {
        var copy = Path.Combine(folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
        File.Copy(Path.Combine(workspace.Root, path), copy, overwrite: false);
        return Path.GetRelativePath(workspace.Root, copy).Replace('\\', '/');
    }
}
