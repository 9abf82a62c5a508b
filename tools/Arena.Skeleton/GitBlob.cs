using System.Security.Cryptography;
using System.Text;

namespace Arena.Skeleton;

/// <summary>Names a text as git does, so that a file's untouched form can be found in the history.</summary>
public static class GitBlob
{
    /// <summary>The id of a text stored as UTF-8: 40 hexadecimal digits, what <c>git hash-object</c> prints.</summary>
    public static string Id(string text)
    {
        var content = Encoding.UTF8.GetBytes(text);
        var header = Encoding.ASCII.GetBytes($"blob {content.Length}\0");
        return Convert.ToHexStringLower(SHA1.HashData([.. header, .. content]));
    }
}
