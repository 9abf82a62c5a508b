namespace Arena.Transformers.InductionCircuits;

/// <summary>Which input of a later head reads what an earlier one wrote.</summary>
public enum Reader
{
    /// <summary>The query: where it looks from (Q-composition).</summary>
    Query,

    /// <summary>The key: where it looks at (K-composition).</summary>
    Key,

    /// <summary>The value: what it moves (V-composition).</summary>
    Value,
}
