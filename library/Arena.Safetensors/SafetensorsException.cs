namespace Arena.Safetensors;

/// <summary>A file that is not what a safetensors file should be.</summary>
/// <param name="file">The file.</param>
/// <param name="problem">What is wrong with it, and what to do.</param>
/// <param name="cause">What reading it threw, if anything.</param>
public sealed class SafetensorsException(string file, string problem, Exception? cause = null)
    : IOException($"{file}: {problem}", cause)
{
    /// <summary>The file.</summary>
    public string File { get; } = file;
}
