namespace Arena.Cli.Checking;

/// <summary>A program that is built of the learner's code, or of the reference.</summary>
/// <param name="Path">The project file.</param>
/// <param name="Against"><c>chapters</c> or <c>solutions</c>.</param>
internal abstract record BuildableProject(string Path, string Against)
{
    /// <summary>The assembly's name.</summary>
    public string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    /// <summary>The project's folder.</summary>
    public string Folder => System.IO.Path.GetDirectoryName(Path)!;

    /// <summary>The built program.</summary>
    public string Assembly => System.IO.Path.Combine(Folder, "bin", Against, "Debug", "net10.0", Name + ".dll");

    /// <summary>The folder of the code that it is built of, from the kit's root.</summary>
    public abstract string Sources { get; }
}
