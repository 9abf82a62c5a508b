namespace Arena.Models;

/// <summary>The names of the places in a model, after TransformerLens.</summary>
public static class HookName
{
    private static readonly HashSet<string> InAttention = ["q", "k", "v", "attn_scores", "pattern", "z", "result"];
    private static readonly HashSet<string> InMlp = ["pre", "post"];

    /// <summary>The full name of a place in a block.</summary>
    /// <param name="name">
    /// Its short name: <c>resid_pre</c>, <c>q</c>, <c>pattern</c>, <c>post</c>, <c>ln1.scale</c>; or the name within
    /// the block, <c>attn.hook_q</c>.
    /// </param>
    /// <param name="layer">The block, from 0.</param>
    /// <returns>For instance <c>blocks.0.attn.hook_pattern</c>.</returns>
    public static string Of(string name, int layer)
    {
        if (name.Contains("hook_", StringComparison.Ordinal)) return $"blocks.{layer}.{name}";
        if (InAttention.Contains(name)) return $"blocks.{layer}.attn.hook_{name}";
        if (InMlp.Contains(name)) return $"blocks.{layer}.mlp.hook_{name}";
        var dot = name.LastIndexOf('.') + 1;
        return $"blocks.{layer}.{name[..dot]}hook_{name[dot..]}";
    }

    /// <summary>Says that a name does not exist, and which ones come near.</summary>
    internal static ArgumentException Unknown(string name, string whatIsMissing, IEnumerable<string> names)
    {
        var nearest = names.OrderBy(other => Edits(name, other)).Take(3).Select(other => $"'{other}'");
        return new($"{whatIsMissing} '{name}'. The nearest names are {string.Join(", ", nearest)}.");
    }

    // Levenshtein's distance: letters added, left out or changed.
    private static int Edits(string one, string other)
    {
        var edits = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 0; i < one.Length; i++)
        {
            var diagonal = edits[0]++;
            for (var j = 0; j < other.Length; j++)
            {
                var changed = diagonal + (one[i] == other[j] ? 0 : 1);
                diagonal = edits[j + 1];
                edits[j + 1] = Math.Min(changed, 1 + Math.Min(edits[j], diagonal));
            }
        }
        return edits[^1];
    }
}
