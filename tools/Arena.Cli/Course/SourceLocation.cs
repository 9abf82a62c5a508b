namespace Arena.Cli.Course;

/// <summary>Finds the line on which the learner goes on with an exercise.</summary>
internal static class SourceLocation
{
    /// <summary>The stub's line, else the line of the exercise's attribute; null when neither is in the file.</summary>
    /// <param name="file">The file's path.</param>
    /// <param name="exerciseId">The exercise.</param>
    public static int? LineOf(string file, string exerciseId)
    {
        if (!File.Exists(file)) return null;
        int? attribute = null;
        foreach (var (i, line) in File.ReadLines(file).Index())
        {
            if (line.Contains($"NotImplementedException(\"{exerciseId} ", StringComparison.Ordinal)) return i + 1;
            if (line.Contains($"[Exercise(\"{exerciseId}\"", StringComparison.Ordinal)) attribute ??= i + 1;
        }
        return attribute;
    }
}
