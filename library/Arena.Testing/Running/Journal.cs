using System.Collections.Concurrent;
using System.Reflection;

namespace Arena.Testing.Running;

/// <summary>The result journals of this process.</summary>
internal static class Journal
{
    // Some hundred runs of a section: read in a millisecond.
    private const long LongestBytes = 256 * 1024;

    private static readonly ConcurrentDictionary<Assembly, ResultJournal?> Journals = new();

    /// <summary>
    /// The journal of a test assembly: the file that ARENA_RESULTS names, else the learner's own; null when the
    /// reference is tested or the assembly was moved out of the kit.
    /// </summary>
    public static ResultJournal? Of(Assembly tests) => Journals.GetOrAdd(tests, Open);

    private static ResultJournal? Open(Assembly tests)
    {
        if (PathOf(tests) is not { } path) return null;
        var journal = new ResultJournal(path);
        journal.Shorten(LongestBytes);
        return journal;
    }

    private static string? PathOf(Assembly tests)
    {
        if (Environment.GetEnvironmentVariable(ResultJournal.PathVariable) is { Length: > 0 } path)
            return Path.GetFullPath(path);
        return !Against.Solutions && Workspace.Find(AppContext.BaseDirectory) is { } kit
            ? ResultJournal.DefaultPath(kit, tests.GetName().Name!)
            : null;
    }
}
