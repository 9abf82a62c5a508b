using System.Collections.Concurrent;
using System.Reflection;

namespace Arena.Testing.Running;

/// <summary>The result journals of this process.</summary>
internal static class Journal
{
    private static readonly ConcurrentDictionary<Assembly, ResultJournal?> Journals = new();

    /// <summary>
    /// The journal of a test assembly: the file that ARENA_RESULTS names, else the learner's own; null when the reference
    /// is tested or the assembly was moved out of the kit.
    /// </summary>
    public static ResultJournal? Of(Assembly tests) => Journals.GetOrAdd(tests, Open);

    private static ResultJournal? Open(Assembly tests)
    {
        if (Environment.GetEnvironmentVariable(ResultJournal.PathVariable) is { Length: > 0 } path)
            return new ResultJournal(Path.GetFullPath(path));
        return !Against.Solutions && Workspace.Find(AppContext.BaseDirectory) is { } kit
            ? new ResultJournal(ResultJournal.DefaultPath(kit, tests.GetName().Name!))
            : null;
    }
}
