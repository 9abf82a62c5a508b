namespace Arena;

/// <summary>Marks a member inside an exercise class that learners are given whole.</summary>
[AttributeUsage(AttributeTargets.All, Inherited = false)]
public sealed class GivenAttribute : Attribute;
