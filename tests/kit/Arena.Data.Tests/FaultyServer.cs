using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Arena.Data.Tests;

/// <summary>What a server was asked.</summary>
/// <param name="Path">Such as <c>/train-labels-idx1-ubyte.gz</c>.</param>
/// <param name="From">The byte from which on the file is wanted; null is all of it.</param>
internal sealed record Request(string Path, long? From);

/// <summary>What a server answers.</summary>
/// <param name="Status">Such as <c>200 OK</c>.</param>
/// <param name="Body">What it sends.</param>
internal sealed record Reply(string Status, byte[] Body)
{
    /// <summary>Further headers, each with its line's end.</summary>
    public string Headers { get; init; } = "";

    /// <summary>The length that it states; null states none, and the connection's end is the file's.</summary>
    public long? Length { get; init; } = Body.Length;

    /// <summary>Whether it keeps silent before it answers, or after its body, for ever.</summary>
    public bool IsSilentBefore { get; init; }

    /// <inheritdoc cref="IsSilentBefore" />
    public bool IsSilentAfter { get; init; }

    public static Reply Good(byte[] body) => new("200 OK", body);

    /// <summary>The file or the rest of it, as a good server does.</summary>
    public static Reply Of(byte[] body, Request request) => request.From is { } from
        ? new Reply("206 Partial Content", body[(int)from..])
        {
            Headers = $"Content-Range: bytes {from}-{body.Length - 1}/{body.Length}\r\n",
        }
        : Good(body);
}

/// <summary>A server on this machine alone that fails in every way that one wants.</summary>
internal sealed class FaultyServer : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource ending = new();
    private readonly ConcurrentQueue<Request> requests = new();
    private readonly Func<Request, int, Reply> answer;

    /// <param name="answer">What is answered to a request, by how many there were before it.</param>
    public FaultyServer(Func<Request, int, Reply> answer)
    {
        this.answer = answer;
        listener.Start();
        Address = new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/data");
        _ = AcceptAsync();
    }

    /// <summary>A folder on it, without a slash at its end.</summary>
    public Uri Address { get; }

    /// <summary>What it was asked so far.</summary>
    public IReadOnlyList<Request> Requests => [.. requests];

    public void Dispose()
    {
        ending.Cancel();
        listener.Dispose();
        ending.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = AnswerAsync(await listener.AcceptTcpClientAsync(ending.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test has ended.
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        using var connection = client;
        var end = ending.Token;
        try
        {
            await using var stream = client.GetStream();
            var request = await ReadAsync(stream, end);
            int before;
            lock (requests)
            {
                before = requests.Count;
                requests.Enqueue(request);
            }
            var reply = answer(request, before);
            if (reply.IsSilentBefore) await Task.Delay(Timeout.Infinite, end);
            var length = reply.Length is { } stated ? $"Content-Length: {stated}\r\n" : "";
            var head = $"HTTP/1.1 {reply.Status}\r\n{length}{reply.Headers}Connection: close\r\n\r\n";
            await stream.WriteAsync(Encoding.ASCII.GetBytes(head), end);
            await stream.WriteAsync(reply.Body, end);
            if (reply.IsSilentAfter) await Task.Delay(Timeout.Infinite, end);
            client.Client.Shutdown(SocketShutdown.Send);
            // What the client may still send is read, or its side would see a reset instead of an end.
            while (await stream.ReadAsync(new byte[64], end) > 0)
            {
            }
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or SocketException
            or ObjectDisposedException)
        {
            // The client went away, or the test has ended.
        }
    }

    private static async Task<Request> ReadAsync(NetworkStream stream, CancellationToken end)
    {
        var text = new StringBuilder();
        var one = new byte[1];
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, end) == 0) throw new IOException("The client went away.");
            text.Append((char)one[0]);
        }
        var lines = text.ToString().Split("\r\n");
        var range = lines.FirstOrDefault(line => line.StartsWith("Range: bytes=", StringComparison.OrdinalIgnoreCase));
        return new Request(lines[0].Split(' ')[1], range is null ? null : long.Parse(range[13..].TrimEnd('-')));
    }
}
