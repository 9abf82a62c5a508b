namespace Arena;

/// <summary>Marks a further member that belongs to an exercise: it is stubbed with it and solved with it.</summary>
/// <param name="id">The id of the exercise that it is part of.</param>
[AttributeUsage(
    AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Constructor | AttributeTargets.Method
    | AttributeTargets.Property,
    Inherited = false)]
public sealed class PartOfAttribute(string id) : Attribute
{
    /// <summary>The id of the exercise that the member is part of.</summary>
    public string Id { get; } = id;
}
