using System.Security.Cryptography;

namespace Arena.Data.Downloading;

/// <summary>
/// What has come of a file so far, beside the place where the whole file will lie. While one process has it open, no
/// other can.
/// </summary>
internal sealed class PartFile : IDisposable
{
    private readonly string target;
    private readonly string path;
    private readonly FileStream stream;

    private PartFile(string target)
    {
        this.target = target;
        path = $"{target}.part";
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        stream = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        stream.Position = stream.Length;
    }

    /// <summary>How many bytes have come.</summary>
    public long Length => stream.Length;

    /// <summary>Opens what there is, or begins.</summary>
    /// <param name="target">Where the whole file will lie.</param>
    /// <exception cref="DownloadException">The folder cannot be written to, or another process has it open.</exception>
    public static PartFile Open(string target) => Written(target, () => new PartFile(target));

    /// <summary>Adds what has come.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        try
        {
            stream.Write(bytes);
        }
        catch (IOException e)
        {
            throw Unwritable(target, e);
        }
    }

    /// <summary>Forgets what has come.</summary>
    public void Clear() => Written(target, () =>
    {
        stream.SetLength(0);
        return 0;
    });

    /// <summary>Whether what has come is the published file.</summary>
    public bool Is(PublishedFile file) => Written(target, () =>
    {
        stream.Position = 0;
        return stream.Length == file.Length && Convert.ToHexStringLower(SHA256.HashData(stream)) == file.Sha256;
    });

    /// <summary>Ends it: what has come is the whole file.</summary>
    public void Finish() => Written(target, () =>
    {
        stream.Flush(flushToDisk: true);
        stream.Dispose();
        File.Move(path, target, overwrite: true);
        return 0;
    });

    /// <summary>Closes it, and keeps what has come, if anything has.</summary>
    public void Dispose()
    {
        var isEmpty = stream.CanRead && stream.Length == 0;
        stream.Dispose();
        if (isEmpty) File.Delete(path);
    }

    private static T Written<T>(string target, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Unwritable(target, e);
        }
    }

    private static DownloadException Unwritable(string target, Exception e) => new(
        $"{Path.GetFileName(target)} cannot be written to {Path.GetDirectoryName(target)}: {e.Message} "
        + $"The environment variable {DataFolder.Variable} can name another folder.",
        DownloadRemedy.OtherFolder, e);
}
