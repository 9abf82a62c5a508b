namespace Arena.Training;

/// <summary>A checkpoint that cannot be loaded: the file is damaged, or belongs to another model.</summary>
/// <param name="file">The file.</param>
/// <param name="problem">What is wrong with it.</param>
/// <param name="cause">What reading it threw, if anything.</param>
public sealed class CheckpointException(string file, string problem, Exception? cause = null)
    : IOException($"{file}: {problem}", cause)
{
    /// <summary>The file.</summary>
    public string File { get; } = file;
}
