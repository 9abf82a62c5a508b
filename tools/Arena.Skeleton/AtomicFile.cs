using System.Text;

namespace Arena.Skeleton;

/// <summary>Writes a file so that it is either the old one or the new one, also when the power goes.</summary>
public static class AtomicFile
{
    /// <summary>Writes a text as UTF-8 without a byte order mark, as it is. Missing folders are made.</summary>
    public static void Write(string path, string text)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        Directory.CreateDirectory(folder);
        var beside = Path.Combine(folder, $".{Path.GetFileName(path)}.{Guid.NewGuid():N}.tmp");
        try
        {
            File.WriteAllText(beside, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            File.Move(beside, path, overwrite: true);
        }
        finally
        {
            File.Delete(beside);
        }
    }
}
