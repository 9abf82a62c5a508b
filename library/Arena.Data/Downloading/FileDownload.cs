using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;

namespace Arena.Data.Downloading;

/// <summary>
/// Downloads a published file: goes on where an earlier download stopped, tries again when the connection fails, takes
/// never more bytes than the file has, and puts the file in its place only when its checksum is right.
/// </summary>
/// <param name="client">Sends the requests; it follows few redirections and unpacks nothing.</param>
/// <param name="patience">How long to wait, and how often to try again.</param>
/// <param name="file">The file.</param>
/// <param name="address">Where it is published.</param>
/// <param name="target">Where it shall lie.</param>
internal sealed class FileDownload(
    HttpClient client, Patience patience, PublishedFile file, Uri address, string target)
{
    private const int Chunk = 1 << 16;

    /// <summary>Downloads the file, unless it is there.</summary>
    /// <param name="progress">Is told how many bytes there are.</param>
    /// <param name="cancellation">Stops it; what has come is kept.</param>
    /// <exception cref="DownloadException">It cannot be downloaded.</exception>
    public async Task RunAsync(Action<long> progress, CancellationToken cancellation)
    {
        if (IsThere())
        {
            progress(file.Length);
            return;
        }
        using var part = PartFile.Open(target);
        for (var failures = 0; ; failures++)
        {
            try
            {
                await TryAsync(part, progress, cancellation);
                part.Finish();
                return;
            }
            catch (Interruption e)
            {
                if (failures == patience.Pauses.Count)
                    throw new DownloadException(
                        $"{address} {e.Message} It was tried {failures + 1} times; {part.Length} of {file.Length} "
                        + "bytes have come and are kept.", DownloadRemedy.Again, e.InnerException);
            }
            await Task.Delay(patience.Pauses[failures], cancellation);
        }
    }

    private bool IsThere()
    {
        try
        {
            if (!File.Exists(target) || new FileInfo(target).Length != file.Length) return false;
            using var content = File.OpenRead(target);
            return Convert.ToHexStringLower(SHA256.HashData(content)) == file.Sha256;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private async Task TryAsync(PartFile part, Action<long> progress, CancellationToken cancellation)
    {
        if (part.Length > file.Length) part.Clear();
        var wasResumed = part.Length > 0;
        if (part.Length < file.Length) await ReceiveAsync(part, progress, cancellation);
        if (part.Is(file)) return;
        part.Clear();
        // The beginning may be from another download, of a server that has changed since.
        if (wasResumed) throw new Interruption("and what was there before do not go together.");
        throw new DownloadException(
            $"What {address} sends is not the published file: it has the right size, but its SHA-256 checksum should "
            + $"be {file.Sha256}. It was thrown away.", DownloadRemedy.OtherSource);
    }

    private async Task ReceiveAsync(PartFile part, Action<long> progress, CancellationToken cancellation)
    {
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        try
        {
            silence.CancelAfter(patience.Silence);
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            if (part.Length > 0) request.Headers.Range = new RangeHeaderValue(part.Length, null);
            using var response = await client.SendAsync(
                request, HttpCompletionOption.ResponseHeadersRead, silence.Token);
            Examine(response, part);
            await using var content = await response.Content.ReadAsStreamAsync(silence.Token);
            await CopyAsync(content, part, progress, silence);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new Interruption($"said nothing for {patience.Silence.TotalSeconds:0.#} seconds.");
        }
        catch (HttpRequestException e)
        {
            throw new Interruption($"cannot be reached: {e.GetBaseException().Message.TrimEnd('.')}.", e);
        }
        catch (IOException e) when (e is not DownloadException and not Interruption)
        {
            throw new Interruption($"broke the connection: {e.GetBaseException().Message.TrimEnd('.')}.", e);
        }
    }

    // Throws unless the file follows, or the rest of it.
    private void Examine(HttpResponseMessage response, PartFile part)
    {
        var (code, status) = (response.StatusCode, $"{(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd());
        if (code == HttpStatusCode.RequestedRangeNotSatisfiable)
        {
            part.Clear();
            throw new Interruption($"does not have the rest of what has come ({status}).");
        }
        if (code is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests || (int)code >= 500)
            throw new Interruption($"answers {status}.");
        if (code is HttpStatusCode.NotFound or HttpStatusCode.Gone) throw Wrong($"There is no {address} ({status}).");
        if ((int)code is >= 300 and < 400)
            throw Wrong(
                $"{address} leads from one address to the next without end, or to one that is not followed "
                + $"({status}).");
        if (code is not (HttpStatusCode.OK or HttpStatusCode.PartialContent))
            throw Wrong($"{address} does not give the file ({status}).");
        if (response.Content.Headers.ContentType?.MediaType is { } type
            && type.StartsWith(file.IsText ? "text/html" : "text/", StringComparison.OrdinalIgnoreCase))
            throw Wrong($"{address} gives no file but a page of text ({type}), such as one that asks to log in.");

        if (code == HttpStatusCode.OK) part.Clear();
        else if (response.Content.Headers.ContentRange?.From != part.Length)
        {
            part.Clear();
            throw new Interruption("gives another part of the file than it was asked for.");
        }
        if (response.Content.Headers.ContentLength is { } length && part.Length + length != file.Length)
            throw WrongSize($"{part.Length + length}");
    }

    private async Task CopyAsync(
        Stream content, PartFile part, Action<long> progress, CancellationTokenSource silence)
    {
        var chunk = new byte[Chunk];
        while (true)
        {
            progress(part.Length);
            silence.CancelAfter(patience.Silence);
            var read = await content.ReadAsync(chunk, silence.Token);
            if (read == 0) break;
            if (file.IsPacked && part.Length == 0 && !IsPacked(chunk.AsSpan(0, read)))
                throw Wrong($"What {address} sends is no file packed with gzip, as {file.Name} is.");
            if (part.Length + read > file.Length)
            {
                part.Clear();
                throw WrongSize($"more than {file.Length}");
            }
            part.Append(chunk.AsSpan(0, read));
        }
        if (part.Length < file.Length) throw new Interruption("broke the connection: the file is not complete.");
    }

    // A first piece of one byte is given the benefit of the doubt: the checksum follows.
    private static bool IsPacked(ReadOnlySpan<byte> start) =>
        start[0] == 0x1f && (start.Length == 1 || start[1] == 0x8b);

    private DownloadException WrongSize(string size) =>
        Wrong($"What {address} sends is not the published file: it has {size} bytes, and should have {file.Length}.");

    private static DownloadException Wrong(string problem) => new(problem, DownloadRemedy.OtherSource);

    // Worth another try.
    private sealed class Interruption(string what, Exception? cause = null) : IOException(what, cause);
}
