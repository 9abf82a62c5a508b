namespace Arena.Data;

/// <summary>A published file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Length">Its size, in bytes.</param>
/// <param name="Sha256">Its checksum, in lower-case hexadecimal digits.</param>
public sealed record PublishedFile(string Name, long Length, string Sha256)
{
    private const string Gzip = ".gz";

    /// <summary>Whether it is packed with gzip.</summary>
    public bool IsPacked => Name.EndsWith(Gzip, StringComparison.Ordinal);

    /// <summary>Whether it is a text, which servers may send as one.</summary>
    public bool IsText => Path.GetExtension(Name) is ".json" or ".txt";

    /// <summary>Whether a folder has it, as it is or unpacked.</summary>
    internal bool IsIn(string folder) =>
        File.Exists(Path.Combine(folder, Name)) || (IsPacked && File.Exists(Path.Combine(folder, Name[..^Gzip.Length])));
}

/// <summary>Published files that belong together.</summary>
/// <param name="Name">What programs call them, and the folder that they lie in.</param>
/// <param name="Title">What people call them.</param>
/// <param name="Licence">Under which terms they are published.</param>
/// <param name="Source">The folder on the web in which they lie.</param>
/// <param name="Files">The files.</param>
public record PublishedSet(string Name, string Title, string Licence, Uri Source, IReadOnlyList<PublishedFile> Files)
{
    /// <summary>The size of all files, in bytes.</summary>
    public long Length => Files.Sum(file => file.Length);

    /// <summary>Whether a folder has all files, as they are or unpacked.</summary>
    /// <remarks>By their names alone; what is wrong with a file is said when it is read.</remarks>
    public bool IsIn(string folder) => Files.All(file => file.IsIn(folder));
}
