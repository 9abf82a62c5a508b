namespace Arena.Data.Downloading;

/// <summary>How far a download is.</summary>
/// <param name="File">The file that is being downloaded.</param>
/// <param name="Length">How many of its bytes there are.</param>
public readonly record struct DownloadProgress(PublishedFile File, long Length);

/// <summary>Downloads published sets of files.</summary>
public static class SetDownload
{
    private const int MostRedirections = 5;

    /// <summary>
    /// Downloads the files of a set that are not there yet, one after the other. What has come is kept when it is
    /// stopped or the connection fails, and the next call goes on from there.
    /// </summary>
    /// <param name="set">The set.</param>
    /// <param name="source">The folder on the web in which its files lie; null is where it is published.</param>
    /// <param name="folder">Where the files shall lie. It is made if need be.</param>
    /// <param name="patience">How long to wait, and how often to try again.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="DownloadException">A file cannot be downloaded.</exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static async Task RunAsync(
        PublishedSet set, Uri? source, string folder, Patience patience, Action<DownloadProgress> progress,
        CancellationToken cancellation)
    {
        using var client = new HttpClient(new SocketsHttpHandler { MaxAutomaticRedirections = MostRedirections });
        // The patience below is of a silence, however long the whole takes.
        client.Timeout = Timeout.InfiniteTimeSpan;
        client.DefaultRequestHeaders.UserAgent.ParseAdd("Arena.Exercises");
        var from = source ?? set.Source;
        if (!from.AbsoluteUri.EndsWith('/')) from = new Uri($"{from.AbsoluteUri}/");
        foreach (var file in set.Files)
        {
            var target = Path.Combine(Path.GetFullPath(folder), file.Name);
            await new FileDownload(client, patience, file, new Uri(from, file.Name), target)
                .RunAsync(length => progress(new DownloadProgress(file, length)), cancellation);
        }
    }
}
