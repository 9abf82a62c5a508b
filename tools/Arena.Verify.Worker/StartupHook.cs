using Arena.Verify.Worker;

/// <summary>
/// What the runtime calls before a test program's own Main when DOTNET_STARTUP_HOOKS names this assembly: the program
/// then serves <c>arena verify</c> instead of running its tests once.
/// </summary>
internal static class StartupHook
{
    /// <summary>Serves until the other side closes the input.</summary>
    public static void Initialize()
    {
        RequestLoop.Run(Environment.GetCommandLineArgs()[0]);
        Environment.Exit(0);
    }
}
