using System.Reflection;
using System.Runtime.Loader;

namespace Arena.Verify.Worker;

/// <summary>
/// Loads the tests once more, together with another version of the chapter that they test. All else, libtorch above
/// all, is shared with the process.
/// </summary>
/// <param name="chapter">The chapter's assembly.</param>
internal sealed class ChapterLoadContext(string chapter) : AssemblyLoadContext(isCollectible: true)
{
    private readonly AssemblyName name = AssemblyName.GetAssemblyName(chapter);

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName) =>
        assemblyName.Name == name.Name ? LoadFromAssemblyPath(chapter) : null;
}
