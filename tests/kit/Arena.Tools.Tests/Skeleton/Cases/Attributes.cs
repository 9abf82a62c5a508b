using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Arena.Fundamentals;

[Description("keeps its attributes")]
public static class Attributed
{
    [MethodImpl(MethodImplOptions.AggressiveInlining), Exercise("0.0.1", "Attributes", Minutes = 5, Difficulty = 1, Importance = 5, Model = MentalModel.Circuits)]
    [return: NotNullIfNotNull(nameof(text))]
    public static string? Echo([AllowNull] string text) => text;

    [Arena.ExerciseAttribute("0.0.2", title: "Named arguments")]
    [Obsolete("on purpose")]
    public static void Old() { Echo(null); }
}
