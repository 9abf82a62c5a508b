namespace Arena.Transformers.IndirectObject;

/// <summary>The positions of a text at which something happens.</summary>
public enum Role
{
    /// <summary>Where the indirect object is named.</summary>
    Io,

    /// <summary>Where the subject is named first.</summary>
    S1,

    /// <summary>The word after that.</summary>
    S1Plus1,

    /// <summary>Where the subject is named again.</summary>
    S2,

    /// <summary>The last word.</summary>
    End,
}
