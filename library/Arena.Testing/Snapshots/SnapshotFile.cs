namespace Arena.Testing.Snapshots;

/// <summary>An accepted text and, while they differ, the one received.</summary>
/// <param name="folder">Where they lie.</param>
/// <param name="name">Their name without <c>.verified.txt</c>.</param>
internal sealed class SnapshotFile(string folder, string name)
{
    public string Verified { get; } = Path.Combine(folder, name + ".verified.txt");

    public string Received { get; } = Path.Combine(folder, name + ".received.txt");

    /// <summary>What to tell the developer; null when the text is the accepted one.</summary>
    /// <param name="text">The text to compare.</param>
    /// <param name="accept">Whether the text is to be accepted as it is.</param>
    /// <param name="mayAccept">Whether that is allowed: a continuous-integration server looks at nothing.</param>
    public string? Match(string text, bool accept, bool mayAccept)
    {
        var received = Normalised(text);
        var verified = File.Exists(Verified) ? Normalised(File.ReadAllText(Verified)) : null;
        if (received == verified)
        {
            File.Delete(Received);
            return null;
        }
        if (accept && mayAccept)
        {
            File.WriteAllText(Verified, received);
            File.Delete(Received);
            return null;
        }
        File.WriteAllText(Received, received);
        return Message(received, verified, refused: accept);
    }

    private string Message(string received, string? verified, bool refused)
    {
        var what = verified is null
            ? $"Nothing is accepted yet as {Path.GetFileName(Verified)}. Received:\n\n{received}"
            : $"The text is not the accepted one, {Path.GetFileName(Verified)} " +
                $"(- accepted, + received):\n\n{TextDiff.Of(verified, received)}";
        var how = refused
            ? $"{Snapshot.AcceptVariable} is refused where CI is set: accept it on your own machine, " +
                "after looking at it."
            : $"If it is right, rename {Received}\nto {Path.GetFileName(Verified)}, or run the test with " +
                $"{Snapshot.AcceptVariable}=1.";
        return $"{what}\n\n{how}";
    }

    private static string Normalised(string text) => text.ReplaceLineEndings("\n").TrimEnd('\n');
}
