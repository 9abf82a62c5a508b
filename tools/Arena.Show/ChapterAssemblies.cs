using System.Reflection;
using Arena.Training;

namespace Arena.Show;

/// <summary>The chapters that lie beside the program.</summary>
internal static class ChapterAssemblies
{
    /// <summary>Those that have exercises or showcases.</summary>
    public static IReadOnlyList<Assembly> Load(string folder) =>
        [.. Directory.GetFiles(folder, "Arena.*.dll").Order(StringComparer.Ordinal)
            .Where(file => Path.GetFileName(file) is not "Arena.Show.dll")
            .Select(Assembly.LoadFrom)
            .Where(assembly => assembly.GetReferencedAssemblies().Any(x => x.Name == "Arena.Training"
                || x.Name == "Arena.Course"))];

    /// <summary>The showcases of assemblies, by name.</summary>
    /// <exception cref="InvalidOperationException">A name is there twice, or a method cannot be started.</exception>
    public static IReadOnlyDictionary<string, MethodInfo> Showcases(IEnumerable<Assembly> assemblies)
    {
        var found = new SortedDictionary<string, MethodInfo>(StringComparer.Ordinal);
        foreach (var method in assemblies.SelectMany(x => x.GetTypes())
            .SelectMany(x => x.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.DeclaredOnly)))
        {
            if (method.GetCustomAttribute<ShowcaseAttribute>() is not { } showcase) continue;
            if (method.ReturnType != typeof(void) || method.GetParameters() is not [{ } only]
                || only.ParameterType != typeof(Showcase))
                throw new InvalidOperationException(
                    $"{method.Name} should be 'public static void {method.Name}(Showcase show)'.");
            if (!found.TryAdd(showcase.Name, method))
                throw new InvalidOperationException($"There are two showcases {showcase.Name}.");
        }
        return found;
    }
}
