namespace Arena.Fundamentals;

public static class Comments
{
    /* This block
       belongs to what vanishes. */
    [SolutionOnly]
    private static int Hidden = 1;

    /* This one is set apart. */

    /// <summary>Stays.</summary>
    // A note on the exercise stays too.
    [Exercise("0.0.1", "Comments")]
    // Between attribute and method.
    public static int Shown(/* inline */ int x) /* before the body: goes */
    {
        /* inside: goes */
        return x + Hidden;
        // at the end: goes
    }
    /* after, on a line of its own: stays */
}
