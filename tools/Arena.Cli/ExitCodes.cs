namespace Arena.Cli;

/// <summary>What the program ends with.</summary>
internal static class ExitCodes
{
    public const int Good = 0;
    public const int Wrong = 1;
    public const int Usage = 2;

    /// <summary>Ended by Ctrl-C, as shells have it.</summary>
    public const int Interrupted = 130;
}
