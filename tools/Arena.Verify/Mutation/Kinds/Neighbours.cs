namespace Arena.Verify.Mutation.Kinds;

/// <summary>Names that are mistaken for each other.</summary>
/// <param name="pairs">Each name with the one that it is mistaken for.</param>
internal sealed class Neighbours(params string[][] pairs)
{
    private readonly ILookup<string, string> others = pairs
        .SelectMany(x => new[] { (Name: x[0], Other: x[1]), (Name: x[1], Other: x[0]) })
        .ToLookup(x => x.Name, x => x.Other);

    /// <summary>What a name is mistaken for.</summary>
    public IEnumerable<string> Of(string name) => others[name];
}
