using System.Collections.Concurrent;
using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;

namespace Arena.Testing.Running;

/// <summary>
/// The code that a test assembly tests: the assemblies that hold exercises, and those exercises' titles.
/// </summary>
internal sealed class Course
{
    private const BindingFlags Everything =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance
        | BindingFlags.DeclaredOnly;

    private static readonly ConcurrentDictionary<Assembly, Course> Courses = new();

    private readonly Assembly? tests;
    private readonly HashSet<Assembly> chapters = [];
    private readonly Dictionary<string, string> titles = [];

    private Course(Assembly tests)
    {
        this.tests = tests;
        Read(tests);
        // The tests' own: a process may hold several versions of a chapter.
        var context = AssemblyLoadContext.GetLoadContext(tests)!;
        foreach (var reference in tests.GetReferencedAssemblies()
            .Where(r => r.Name!.StartsWith("Arena.", StringComparison.Ordinal)))
            Read(context.LoadFromAssemblyName(reference));
    }

    private Course(IEnumerable<Assembly> assemblies)
    {
        foreach (var assembly in assemblies) Read(assembly);
    }

    /// <summary>The exercises of assemblies, without tests.</summary>
    public static Course OfChapters(IEnumerable<Assembly> assemblies) => new(assemblies);

    /// <summary>What a test assembly tests.</summary>
    public static Course Of(Assembly tests) => Courses.GetOrAdd(tests, static assembly => new Course(assembly));

    /// <summary>"0.0.7 Normalise rows", or the id alone when no exercise has it.</summary>
    public string Name(string exercise) =>
        titles.TryGetValue(exercise, out var title) ? $"{exercise} {title}" : exercise;

    /// <summary>Whether code is the learner's or the test's, rather than the kit's or a package's.</summary>
    public bool Holds(Assembly assembly) => assembly == tests || chapters.Contains(assembly);

    /// <summary>Whether a frame is in the learner's code.</summary>
    public bool IsLearners(StackFrame frame) =>
        frame.GetMethod() is { } method && chapters.Contains(method.Module.Assembly);

    private void Read(Assembly assembly)
    {
        foreach (var type in assembly.GetTypes())
            foreach (var exercise in type.GetMembers(Everything).Prepend(type)
                .SelectMany(m => m.GetCustomAttributes<ExerciseAttribute>(inherit: false)))
            {
                titles[exercise.Id] = exercise.Title;
                chapters.Add(assembly);
            }
    }
}
