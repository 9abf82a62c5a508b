namespace Arena.Data.Downloading;

/// <summary>What helps when a download fails.</summary>
public enum DownloadRemedy
{
    /// <summary>The same again, later: what has come is kept.</summary>
    Again,

    /// <summary>Another address: this one does not have the file.</summary>
    OtherSource,

    /// <summary>Another folder: this one cannot be written to.</summary>
    OtherFolder,
}

/// <summary>A file could not be downloaded.</summary>
/// <param name="problem">Why, as one or more sentences.</param>
/// <param name="remedy">What helps.</param>
/// <param name="cause">What was thrown, if anything.</param>
public sealed class DownloadException(string problem, DownloadRemedy remedy, Exception? cause = null)
    : IOException(problem, cause)
{
    /// <summary>What helps.</summary>
    public DownloadRemedy Remedy { get; } = remedy;
}
