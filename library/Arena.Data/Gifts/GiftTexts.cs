namespace Arena.Data;

/// <summary>
/// What texts about gifts are made of: two people are named, one of them again, and the text breaks off where the other
/// one has to be named. Finding that name is <em>indirect object identification</em> (Wang et al. 2022,
/// "Interpretability in the Wild").
/// </summary>
/// <remarks>
/// Every name, place and thing is a single token for GPT-2 when a space stands before it, so that the same texts can be
/// put before a small model with a vocabulary of words and before GPT-2.
/// </remarks>
public static class GiftTexts
{
    /// <summary>The places in a template: the two names in their order, who gives, where, and what.</summary>
    public const string FirstName = "[A]", SecondName = "[B]", Giver = "[S]", Place = "[PLACE]", Thing = "[THING]";

    /// <summary>
    /// The token that every text begins with, and that fills what is left of a row after it: <c>&lt;begin&gt;</c>.
    /// </summary>
    public const long Begin = 0;

    /// <summary>First names.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "Adam", "Alice", "Amy", "Andrew", "Anna", "Ben", "Carl", "Charlie", "Daniel", "David", "Emily", "Emma",
        "Frank", "George", "Jack", "Jane", "John", "Kate", "Laura", "Lisa", "Mark", "Martin", "Mary", "Max",
        "Paul", "Peter", "Rachel", "Robert", "Sarah", "Simon", "Steve", "Tom",
    ];

    /// <summary>Where people meet.</summary>
    public static IReadOnlyList<string> Places { get; } =
        ["park", "school", "station", "market", "library", "office", "beach", "museum", "garden", "kitchen"];

    /// <summary>What is given.</summary>
    public static IReadOnlyList<string> Things { get; } =
        ["book", "letter", "key", "ring", "lamp", "coat", "ball", "cup", "ticket", "camera"];

    /// <summary>
    /// The templates: each breaks off before the receiver's name. A space belongs to the word after it, as GPT-2 has
    /// it.
    /// </summary>
    public static IReadOnlyList<string> Templates { get; } =
    [
        " When[A] and[B] came to the[PLACE],[S] handed a[THING] to",
        " In the[PLACE],[A] and[B] had lunch, and then[S] gave a[THING] to",
        "[A] met[B] at the[PLACE], where[S] showed a[THING] to",
        " After[A] and[B] left the[PLACE],[S] sent a[THING] to",
        " One day[A] saw[B] in the old[PLACE].[S] brought a[THING] to",
        "[A] and[B] worked together. At the[PLACE],[S] passed a[THING] to",
        " While[A] talked with[B], they walked to the[PLACE], and[S] gave the[THING] back to",
        " Friends since childhood,[A] and[B] went to the[PLACE] again. There[S] promised a[THING] to",
    ];

    /// <summary>Sentences without names, that may stand before a template.</summary>
    public static IReadOnlyList<string> Fillers { get; } =
    [
        " It was raining.", " The sun was warm and the wind was cold.", " Nobody was in a hurry.",
        " It was early in the morning, and the streets were still dark.", " Dinner was over.",
        " Everything was quiet for a long time.",
    ];

    /// <summary>Every word in the texts.</summary>
    public static WordVocabulary Vocabulary { get; } = new(
    [
        "<begin>", .. Names, .. Places, .. Things,
        .. Templates.Concat(Fillers).SelectMany(WordVocabulary.WordsOf)
            .Except([.. Names, .. Places, .. Things, "A", "B", "S", "PLACE", "THING", "[", "]"]).Distinct()
            .Order(StringComparer.Ordinal),
    ], "the texts about gifts", hasCapitals: true);
}
