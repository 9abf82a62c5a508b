namespace Arena.Data;

/// <summary>Words that can stand in each other's place.</summary>
/// <param name="Name">What each of them is: <c>animal</c>.</param>
/// <param name="Words">The words, in lower case.</param>
public sealed record StoryWordKind(string Name, IReadOnlyList<string> Words);
