namespace Arena.Patterns;

/// <summary>What a token of a pattern is.</summary>
public enum TokenKind
{
    /// <summary>Letters, digits and underscores: an axis name, or something that wanted to be one.</summary>
    Word,

    /// <summary>ASCII digits only: a size.</summary>
    Number,

    /// <summary><c>...</c></summary>
    Ellipsis,

    /// <summary><c>(</c></summary>
    Open,

    /// <summary><c>)</c></summary>
    Close,

    /// <summary><c>-&gt;</c></summary>
    Arrow,

    /// <summary><c>,</c></summary>
    Comma,

    /// <summary><c>*</c></summary>
    Star,

    /// <summary>Dots that are not the three of an ellipsis.</summary>
    Dots,

    /// <summary>A character that no pattern has.</summary>
    Unknown,
}

/// <summary>One token of a pattern.</summary>
/// <param name="kind">What it is.</param>
/// <param name="text">Its characters.</param>
/// <param name="place">Where it stands.</param>
public readonly struct Token(TokenKind kind, string text, Place place)
{
    /// <summary>What it is.</summary>
    public TokenKind Kind { get; } = kind;

    /// <summary>Its characters.</summary>
    public string Text { get; } = text;

    /// <summary>Where it stands.</summary>
    public Place Place { get; } = place;
}
