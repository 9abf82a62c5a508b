namespace Arena.Tools.Tests.Skeleton;

/// <summary>Compares a text with the one kept beside the cases.</summary>
internal static class CaseSnapshot
{
    public static void Match(string text, string name)
    {
        var verified = Path.Combine(Corpus.Folder, name + ".verified.txt");
        var received = Path.Combine(Corpus.Folder, name + ".received.txt");
        var expected = File.Exists(verified) ? File.ReadAllText(verified) : "";
        if (text != expected) File.WriteAllText(received, text);
        text.Should().Be(expected);
        File.Delete(received);
    }
}
