namespace Arena.Tools.Tests;

/// <summary>The kit that these tests are part of.</summary>
public static class RealKit
{
    /// <summary>Why a test is skipped that reads the solutions.</summary>
    public const string NeedsSolutions = "It needs solutions/.";

    /// <summary>Where it lies.</summary>
    public static Workspace Workspace { get; } = Workspace.Find(AppContext.BaseDirectory)!;

    /// <summary>Whether it has solutions: a learner's branch has none.</summary>
    public static bool HasSolutions => Directory.Exists(Workspace.Solutions);
}
