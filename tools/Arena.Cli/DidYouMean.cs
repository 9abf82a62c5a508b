namespace Arena.Cli;

/// <summary>Finds what a mistyped word was meant to be.</summary>
internal static class DidYouMean
{
    /// <summary>The candidate that is fewest typing errors away; null when none is near.</summary>
    public static string? Closest(string word, IEnumerable<string> candidates)
    {
        var near = candidates
            .Select(x => (Candidate: x, Errors: TypingErrors(word.ToLowerInvariant(), x.ToLowerInvariant())))
            .Where(x => x.Errors <= Math.Max(1, Math.Min(word.Length, x.Candidate.Length) / 3))
            .OrderBy(x => x.Errors)
            .FirstOrDefault();
        return near.Candidate;
    }

    // Letters left out, added, replaced, or two neighbours swapped (optimal string alignment).
    private static int TypingErrors(string a, string b)
    {
        var errors = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++) errors[i, 0] = i;
        for (var j = 0; j <= b.Length; j++) errors[0, j] = j;
        for (var i = 1; i <= a.Length; i++)
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = errors[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                errors[i, j] = Math.Min(replaced, Math.Min(errors[i - 1, j], errors[i, j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    errors[i, j] = Math.Min(errors[i, j], errors[i - 2, j - 2] + 1);
            }
        return errors[a.Length, b.Length];
    }
}
