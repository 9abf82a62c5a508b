namespace Arena;

/// <summary>Marks a member or type that only the solution needs: the generated stubs do not have it.</summary>
[AttributeUsage(AttributeTargets.All, Inherited = false)]
public sealed class SolutionOnlyAttribute : Attribute;
