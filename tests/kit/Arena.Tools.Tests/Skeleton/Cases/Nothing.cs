namespace Arena.Fundamentals;

/// <summary>Nothing here is an exercise, so nothing changes.</summary>
public static class Plain
{
    public static int One() => 1; // as it is

    #region Kept
    public static int Two()
    {
        /* as it is */
        return 2;
    }
    #endregion
}
