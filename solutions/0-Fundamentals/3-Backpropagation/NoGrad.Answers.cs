namespace Arena.Fundamentals.Backpropagation;

/// <summary>Turns gradients on at the end, whatever they were.</summary>
[SolutionOnly, WrongAnswer("0.3.16", Says = "the innermost scope has ended, and two others have not")]
internal sealed class NoGradThatTurnsOn : IDisposable
{
    public NoGradThatTurnsOn() => GradMode.IsOn = false;

    public void Dispose() => GradMode.IsOn = true;
}

/// <summary>Never ends.</summary>
[SolutionOnly, WrongAnswer("0.3.16", Says = "the scope has ended")]
internal sealed class NoGradForEver : IDisposable
{
    public NoGradForEver() => GradMode.IsOn = false;

    public void Dispose()
    {
    }
}

/// <summary>Looks at the mode after it was changed.</summary>
[SolutionOnly, WrongAnswer("0.3.16", Says = "the scope has ended")]
internal sealed class NoGradThatLooksTooLate : IDisposable
{
    private readonly bool before;

    public NoGradThatLooksTooLate()
    {
        GradMode.IsOn = false;
        before = GradMode.IsOn;
    }

    public void Dispose() => GradMode.IsOn = before;
}

/// <summary>Counts how many scopes are open.</summary>
[SolutionOnly, RightAnswer("0.3.16")]
internal sealed class NoGradThatCounts : IDisposable
{
    [ThreadStatic]
    private static int open;

    public NoGradThatCounts()
    {
        open++;
        GradMode.IsOn = false;
    }

    public void Dispose() => GradMode.IsOn = --open == 0;
}
