namespace Arena.Data;

/// <summary>A published file.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Length">Its size, in bytes.</param>
/// <param name="Sha256">Its checksum, in lower-case hexadecimal digits.</param>
public sealed record PublishedFile(string Name, long Length, string Sha256);

/// <summary>A published set of labelled images.</summary>
/// <param name="Name">What programs call it, and the folder that it lies in.</param>
/// <param name="Title">What people call it.</param>
/// <param name="Licence">Under which terms it is published.</param>
/// <param name="Source">The folder on the web in which its files lie.</param>
/// <param name="Classes">What the labels mean, from label 0 on.</param>
/// <param name="Files">Its files.</param>
public sealed record ImageSet(
    string Name, string Title, string Licence, Uri Source, IReadOnlyList<string> Classes,
    IReadOnlyList<PublishedFile> Files)
{
    /// <summary>The size of all its files, in bytes.</summary>
    public long Length => Files.Sum(file => file.Length);

    /// <summary>Whether a folder has all its files, as they are or unpacked.</summary>
    /// <remarks>By their names alone; what is wrong with a file is said when it is read.</remarks>
    public bool IsIn(string folder) => Files.All(file =>
        File.Exists(Path.Combine(folder, file.Name))
        || File.Exists(Path.Combine(folder, Path.GetFileNameWithoutExtension(file.Name))));
}
