using System.Text;

namespace Arena.Fundamentals;

/// <summary>Uses <see cref="StringBuilder"/> in its documentation only.</summary>
public static class Documented
{
    /// <summary>Joins texts.</summary>
    /// <param name="texts">What is joined.</param>
    /// <returns>One text, √d long. <c>a &lt; b</c>.</returns>
    /// <exception cref="ArgumentNullException">There is none.</exception>
    [Exercise("0.0.1", "Join \"texts\" with √d \\ care")]
    public static string Join(params string[] texts)
    {
        return string.Concat(texts);
    }

    /**
     * <summary>An old-style comment.</summary>
     */
    [Exercise("0.0.2", "Old style")]
    public static int Old() => 1;
}
