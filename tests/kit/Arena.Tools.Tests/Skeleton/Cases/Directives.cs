#nullable enable

namespace Arena.Fundamentals;

#region Public functions

public static class Directives
{
#pragma warning disable CS0219 // assigned but unused: on purpose
    [Exercise("0.0.1", "Pragma inside")]
    public static int Inside()
    {
#pragma warning disable CS0168
        int unused;
#pragma warning restore CS0168
        #region Steps
        var answer = 42;
        #endregion
#if DEBUG
        return answer;
#else
        return -answer;
#endif
    }
#pragma warning restore CS0219

    #region Second half

    [Exercise("0.0.2", "Nullable inside")]
    public static string? Maybe(string? text)
    {
#nullable disable
        string copy = text;
#nullable restore
        return copy;
    }

    #endregion

    [Exercise("0.0.3", "Unsafe")]
    public static unsafe int First(int* numbers) => numbers[0];

#if NEVER
    public static int Never() => 0;
#endif
}

#endregion
