namespace Arena.Patterns;

/// <summary>
/// What can be the name of an axis: letters, digits and underscores, first a letter, last no underscore.
/// </summary>
internal static class AxisName
{
    public static bool IsValid(string text) => IsWord(text) && !HasOuterUnderscore(text);

    public static bool IsWord(string text) =>
        text.Length > 0 && (text[0] == '_' || char.IsLetter(text[0]))
            && text.All(c => c == '_' || char.IsLetterOrDigit(c));

    public static bool HasOuterUnderscore(string text) => text[0] == '_' || text[text.Length - 1] == '_';
}
