using System.Text;

namespace Arena;

/// <summary>What is known of one test.</summary>
public enum TestState
{
    /// <summary>It started, and nothing more was heard of it: the process died, or is still running.</summary>
    Running,

    /// <summary>It reached a stub.</summary>
    Todo,

    /// <summary>The answer is wrong.</summary>
    Failed,

    /// <summary>The answer is right.</summary>
    Passed,
}

/// <summary>The latest of one test.</summary>
/// <param name="Exercise">The exercise that the test belongs to.</param>
/// <param name="Test">The test's display name.</param>
/// <param name="State">How it went.</param>
/// <param name="Message">
/// Why, when it failed; what is to do, when it is to do; the seconds it may take, when it is running; what it could not
/// try, when it passed; else empty.
/// </param>
public sealed record TestResult(string Exercise, string Test, TestState State, string Message = "");

/// <summary>
/// Test results as plain text, one line an event, appended the moment it happens: what was known survives a process
/// that is killed by native code, and a last line <c>running</c> names the test that was on.
/// </summary>
/// <param name="path">The journal's file.</param>
public sealed class ResultJournal(string path)
{
    /// <summary>The environment variable that sends a run's results to another file than the learner's own.</summary>
    public const string PathVariable = "ARENA_RESULTS";

    private readonly Lock writing = new();

    /// <summary>Where a test assembly's results lie.</summary>
    public static string DefaultPath(Workspace workspace, string assembly) =>
        Path.Combine(workspace.State, "results", assembly + ".txt");

    /// <summary>Adds a line.</summary>
    public void Append(TestResult result)
    {
        var line = Line(result);
        lock (writing)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.AppendAllText(path, line);
        }
    }

    /// <summary>Leaves only the latest line of every test, when the file has grown long.</summary>
    /// <param name="longestBytes">Up to which size the file is left as it is.</param>
    public void Shorten(long longestBytes)
    {
        lock (writing)
        {
            if (!File.Exists(path) || new FileInfo(path).Length <= longestBytes) return;
            // Another file, then moved: whoever reads at this moment finds the old one or the new one, whole.
            var shorter = path + ".new";
            File.WriteAllText(shorter, string.Concat(Read().Select(Line)));
            File.Move(shorter, path, overwrite: true);
        }
    }

    /// <summary>
    /// The latest result of every test, in the order in which the tests first ran. A damaged line is passed over.
    /// </summary>
    public IReadOnlyList<TestResult> Read()
    {
        if (!File.Exists(path)) return [];
        var latest = new OrderedDictionary<string, TestResult>();
        // Windows would else keep the test that is on from writing meanwhile, and fail it.
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(file);
        while (reader.ReadLine() is { } line)
        {
            var fields = line.Split('\t');
            if (fields.Length == 4 && Enum.TryParse<TestState>(fields[0], ignoreCase: true, out var state))
                latest[fields[2]] = new TestResult(fields[1], Unescape(fields[2]), state, Unescape(fields[3]));
        }
        return [.. latest.Values];
    }

    private static string Line(TestResult result) =>
        string.Join(
            '\t',
            result.State.ToString().ToLowerInvariant(), result.Exercise, Escape(result.Test), Escape(result.Message))
        + "\n";

    private static string Escape(string text) =>
        text.Replace(@"\", @"\\").Replace("\t", @"\t").Replace("\r", "").Replace("\n", @"\n");

    private static string Unescape(string text)
    {
        var result = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length) { result.Append(text[i]); continue; }
            result.Append(text[++i] switch { 't' => '\t', 'n' => '\n', var other => other });
        }
        return result.ToString();
    }
}
