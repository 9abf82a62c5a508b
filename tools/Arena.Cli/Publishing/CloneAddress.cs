using System.Text.RegularExpressions;

namespace Arena.Cli.Publishing;

/// <summary>The address from which anybody clones.</summary>
internal static partial class CloneAddress
{
    /// <summary>Stands in its place when it is not known.</summary>
    public const string Unknown = "<the address of this repository>";

    /// <summary>
    /// Makes an address of the web from a remote's, whichever way its owner reaches it: without names and passwords, so
    /// that whoever publishes writes the same page.
    /// </summary>
    /// <param name="remote">The remote's address; null when there is none.</param>
    public static string Of(string? remote)
    {
        var match = Web().Match(remote ?? "");
        if (!match.Success) match = Ssh().Match(remote ?? "");
        return match.Success ? $"https://{match.Groups["host"].Value}/{match.Groups["path"].Value}" : Unknown;
    }

    [GeneratedRegex(@"^https?://([^@/]*@)?(?<host>[^/]+)/(?<path>.+?)(\.git)?/?$")]
    private static partial Regex Web();

    // ssh://git@host:22/path, and git@host:path, whose host has more than one letter: one letter is a disk.
    [GeneratedRegex(@"^(ssh://([^@/]*@)?(?<host>[^/:]+)(:\d+)?/|([^@/:]+@)?(?<host>[^/:@\\]{2,}):(?!//))(?<path>.+?)(\.git)?/?$")]
    private static partial Regex Ssh();
}
