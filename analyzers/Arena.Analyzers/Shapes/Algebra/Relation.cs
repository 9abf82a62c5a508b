namespace Arena.Analyzers.Shapes.Algebra;

/// <summary>What is known of two sizes.</summary>
internal enum Relation
{
    /// <summary>Nothing: they may be equal or not.</summary>
    Unknown,

    /// <summary>They are the same, whatever the symbols stand for.</summary>
    Equal,

    /// <summary>They differ, whatever the symbols stand for.</summary>
    Different,

    /// <summary>They have different names, and so are meant to differ, though they may be equal by chance.</summary>
    NamedDifferently,
}
