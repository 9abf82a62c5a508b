namespace Arena.Testing.Running;

/// <summary>Which code the tests were compiled against.</summary>
internal static class Against
{
    /// <summary>The reference, in which nothing is to do; else the learner's chapters.</summary>
    public static bool Solutions { get; } = AppContext.GetData("Arena.Against") is "solutions";
}
