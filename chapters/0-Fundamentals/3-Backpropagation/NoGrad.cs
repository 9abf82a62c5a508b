namespace Arena.Fundamentals.Backpropagation;

/// <summary>Whether operations are recorded on this thread.</summary>
public static class GradMode
{
    [ThreadStatic]
    private static bool isOff;

    /// <summary>Yes, unless somebody turned it off.</summary>
    public static bool IsOn
    {
        get => !isOff;
        set => isOff = !value;
    }
}

/// <summary>
/// Records nothing while it lives, and then leaves <see cref="GradMode"/> as it was before:
/// <c>using (new NoGrad()) { … }</c>
/// </summary>
[Exercise("0.3.16", "A scope without gradients",
    Minutes = 5, Difficulty = 2, Importance = 3, Model = MentalModel.FunctionApproximators)]
public sealed class NoGrad : IDisposable
{
    /// <summary>Begins the scope.</summary>
    public NoGrad()
    {
        throw new NotImplementedException("0.3.16 A scope without gradients");
    }

    /// <summary>Ends the scope.</summary>
    public void Dispose()
    {
        throw new NotImplementedException("0.3.16 A scope without gradients");
    }
}
