namespace Arena.Verify;

/// <summary>Is told how far a verification is.</summary>
/// <param name="report">Gets the section, how many versions were tried, and how many there are.</param>
internal sealed class VerifyProgress(Action<string, int, int> report)
{
    private string section = "";
    private int done;
    private int total;

    /// <summary>A section begins.</summary>
    public void Begin(string name, int versions)
    {
        (section, total, done) = (name, versions, 0);
        report(section, done, total);
    }

    /// <summary>A version was tried.</summary>
    public void Step() => report(section, Interlocked.Increment(ref done), total);
}
