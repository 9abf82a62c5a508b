using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Arena.Data.Downloading;

namespace Arena.Data.Tests;

public sealed class SetDownloadTests : IDisposable
{
    private const string Name = "some-idx1-ubyte.gz";

    // Long enough for the busiest machine; no test waits that long.
    private static readonly TimeSpan silence = TimeSpan.FromMinutes(2);

    private static readonly byte[] content = Content();
    private static readonly string contentSum = Convert.ToHexStringLower(SHA256.HashData(content));

    private readonly string folder = Directory.CreateTempSubdirectory("arena-pull-").FullName;
    private readonly List<long> progress = [];

    private static CancellationToken Ending => TestContext.Current.CancellationToken;

    private string Target => Path.Combine(folder, Name);

    private string Part => Target + ".part";

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_set_is_downloaded_and_can_be_read()
    {
        var files = new Dictionary<string, byte[]>
        {
            ["train-images-idx3-ubyte.gz"] = IdxBytes.Packed(IdxBytes.Of([2, 1, 2], 1, 2, 3, 4)),
            ["train-labels-idx1-ubyte.gz"] = IdxBytes.Packed(IdxBytes.Of([2], 7, 8)),
        };
        using var server = new FaultyServer((request, _) => Reply.Of(files[Path.GetFileName(request.Path)], request));
        var set = Set([.. files.Select(file => new PublishedFile(
            file.Key, file.Value.Length, Convert.ToHexStringLower(SHA256.HashData(file.Value))))]);

        var below = Path.Combine(folder, "deep", "down");
        await SetDownload.RunAsync(set, server.Address, below, Tries(0), _ => { }, Ending);

        server.Requests.Select(request => request.Path).Should().Equal(files.Keys.Select(name => $"/data/{name}"));
        using var read = LabelledImages.Read(below, train: true);
        read.Labels.data<long>().ToArray().Should().Equal(7, 8);
        Directory.EnumerateFiles(below).Select(Path.GetFileName).Should().BeEquivalentTo(files.Keys);

        await SetDownload.RunAsync(set, server.Address, below, Tries(0), _ => { }, Ending);
        server.Requests.Should().HaveCount(2, "what is there is not downloaded again");
    }

    [Fact]
    public async Task The_progress_grows_up_to_the_whole()
    {
        using var server = new FaultyServer((request, _) => Reply.Of(content, request));
        await PullAsync(server);
        progress.Should().BeInAscendingOrder();
        progress[^1].Should().Be(content.Length);
        ShouldBeComplete();
    }

    [Fact]
    public async Task It_goes_on_where_it_stopped()
    {
        File.WriteAllBytes(Part, content[..70_000]);
        using var server = new FaultyServer((request, _) => Reply.Of(content, request));
        await PullAsync(server);
        server.Requests.Should().ContainSingle().Which.From.Should().Be(70_000);
        progress[0].Should().Be(70_000);
        ShouldBeComplete();
    }

    [Fact]
    public async Task What_had_come_whole_is_only_put_in_its_place()
    {
        File.WriteAllBytes(Part, content);
        using var server = new FaultyServer((_, _) => throw new InvalidOperationException());
        await PullAsync(server);
        server.Requests.Should().BeEmpty();
        ShouldBeComplete();
    }

    [Theory]
    [InlineData("whole file")]
    [InlineData("not satisfiable")]
    [InlineData("other part")]
    [InlineData("no range")]
    [InlineData("other beginning")]
    [InlineData("too long")]
    public async Task It_begins_anew_when_it_cannot_go_on(string why)
    {
        var begun = content[..70_000].ToArray();
        if (why == "other beginning") begun[100] ^= 1;
        if (why == "too long") begun = [.. content, 0];
        File.WriteAllBytes(Part, begun);
        using var server = new FaultyServer((request, before) => (why, before) switch
        {
            ("whole file", _) => Reply.Good(content),
            ("not satisfiable", 0) => new Reply("416 Range Not Satisfiable", []),
            ("other part", 0) => new Reply("206 Partial Content", content[60_000..])
            {
                Headers = $"Content-Range: bytes 60000-{content.Length - 1}/{content.Length}\r\n",
            },
            ("no range", 0) => new Reply("206 Partial Content", content[70_000..]),
            _ => Reply.Of(content, request),
        });
        await PullAsync(server, tries: 1);
        server.Requests[^1].From.Should().Be(why == "whole file" ? 70_000 : null);
        ShouldBeComplete();
    }

    [Theory]
    [InlineData("cut off")]
    [InlineData("cut off without a length")]
    [InlineData("500 Internal Server Error")]
    [InlineData("503 Service Unavailable")]
    [InlineData("429 Too Many Requests")]
    [InlineData("408 Request Timeout")]
    public async Task It_tries_again_when_a_connection_or_a_server_fails(string how)
    {
        using var server = new FaultyServer((request, before) => before switch
        {
            0 or 1 when how == "cut off" => Reply.Of(content, request) with { Body = CutOff(request) },
            0 or 1 when how == "cut off without a length" =>
                Reply.Of(content, request) with { Body = CutOff(request), Length = null },
            0 or 1 => new Reply(how, Encoding.ASCII.GetBytes("<html>Oops</html>")),
            _ => Reply.Of(content, request),
        });
        await PullAsync(server, tries: 2);
        server.Requests.Should().HaveCount(3);
        if (how.StartsWith("cut", StringComparison.Ordinal))
            server.Requests.Select(request => request.From ?? 0).Should()
                .BeInAscendingOrder().And.OnlyHaveUniqueItems();
        ShouldBeComplete();

        static byte[] CutOff(Request request) => content[(int)(request.From ?? 0)..][..50_000];
    }

    [Fact]
    public async Task What_has_come_is_kept_when_it_gives_up()
    {
        using var server = new FaultyServer((request, _) =>
            request.From is null
                ? Reply.Good(content) with { Body = content[..50_000], Length = null }
                : new Reply("500 No", []));
        var problem = await FailAsync(server, tries: 2);
        problem.Remedy.Should().Be(DownloadRemedy.Again);
        problem.Message.Should().Be(
            $"{server.Address}/{Name} answers 500 No. It was tried 3 times; 50000 of 200000 bytes have come and are "
                + "kept.");
        File.ReadAllBytes(Part).Should().Equal(content[..50_000]);
        File.Exists(Target).Should().BeFalse();
        server.Requests.Should().HaveCount(3);
    }

    [Theory]
    [InlineData("404 Not Found", "There is no {0} (404 Not Found).")]
    [InlineData("410 Gone", "There is no {0} (410 Gone).")]
    [InlineData("403 Forbidden", "{0} does not give the file (403 Forbidden).")]
    [InlineData("401 Unauthorized", "{0} does not give the file (401 Unauthorized).")]
    [InlineData("204 No Content", "{0} does not give the file (204 No Content).")]
    public async Task An_answer_that_will_not_change_is_not_asked_for_again(string status, string message)
    {
        using var server = new FaultyServer((_, _) => new Reply(status, []));
        await ShouldRefuseAsync(server, message);
    }

    [Theory]
    [InlineData("text/html; charset=utf-8", "{0} gives no file but a page of text (text/html), such as one that asks to log in.")]
    [InlineData("text/plain", "{0} gives no file but a page of text (text/plain), such as one that asks to log in.")]
    [InlineData("application/gzip", "What {0} sends is no file packed with gzip, as " + Name + " is.")]
    [InlineData("", "What {0} sends is no file packed with gzip, as " + Name + " is.")]
    public async Task A_page_is_no_file(string type, string message)
    {
        var page = Encoding.ASCII.GetBytes("<html>Log in</html>".PadRight(content.Length));
        using var server = new FaultyServer((_, _) => Reply.Good(page) with
        {
            Headers = type.Length > 0 ? $"Content-Type: {type}\r\n" : "",
        });
        await ShouldRefuseAsync(server, message);
    }

    [Theory]
    [InlineData("vocab.json", "text/plain; charset=utf-8")]
    [InlineData("merges.txt", "text/plain")]
    [InlineData("model.safetensors", "binary/octet-stream")]
    public async Task What_is_not_packed_may_begin_with_anything_and_a_text_may_come_as_one(string name, string type)
    {
        var text = Encoding.ASCII.GetBytes("{ }".PadRight(1000));
        using var server = new FaultyServer((_, _) => Reply.Good(text) with { Headers = $"Content-Type: {type}\r\n" });
        await SetDownload.RunAsync(
            Set(new PublishedFile(name, text.Length, Convert.ToHexStringLower(SHA256.HashData(text)))), server.Address, folder, Tries(0), _ => { }, Ending);
        File.ReadAllBytes(Path.Combine(folder, name)).Should().Equal(text);
    }

    [Theory]
    [InlineData("vocab.json", "text/html; charset=utf-8")]
    [InlineData("model.safetensors", "text/plain")]
    public async Task A_page_in_the_place_of_a_text_or_of_weights_is_refused(string name, string type)
    {
        var page = Encoding.ASCII.GetBytes("<html>Log in</html>");
        using var server = new FaultyServer((_, _) => Reply.Good(page) with { Headers = $"Content-Type: {type}\r\n" });
        var pull = () => SetDownload.RunAsync(
            Set(new PublishedFile(name, page.Length, Convert.ToHexStringLower(SHA256.HashData(page)))), server.Address, folder, Tries(0), _ => { }, Ending);
        await pull.Should().ThrowAsync<DownloadException>().WithMessage("*gives no file but a page of text*");
        Directory.EnumerateFiles(folder).Should().BeEmpty();
    }

    [Theory]
    [InlineData(200_001, true, "it has 200001 bytes, and should have 200000.")]
    [InlineData(199_999, true, "it has 199999 bytes, and should have 200000.")]
    [InlineData(900_000, false, "it has more than 200000 bytes, and should have 200000.")]
    public async Task A_file_of_another_size_is_not_taken(int size, bool isStated, string message)
    {
        var other = new byte[size];
        content[..Math.Min(size, content.Length)].CopyTo(other, 0);
        using var server = new FaultyServer((_, _) =>
            isStated ? Reply.Good(other) : Reply.Good(other) with { Length = null });
        await ShouldRefuseAsync(server, "What {0} sends is not the published file: " + message);
        progress.All(length => length <= content.Length).Should().BeTrue();
    }

    [Fact]
    public async Task A_file_with_another_checksum_is_not_taken()
    {
        var other = content.ToArray();
        other[^1] ^= 1;
        using var server = new FaultyServer((request, _) => Reply.Of(other, request));
        await ShouldRefuseAsync(server,
            "What {0} sends is not the published file: it has the right size, but its SHA-256 checksum should be "
            + contentSum + ". It was thrown away.");
    }

    [Fact]
    public async Task A_redirection_is_followed_but_not_for_ever()
    {
        using var server = new FaultyServer((request, _) => request.Path.StartsWith("/moved", StringComparison.Ordinal)
            ? Reply.Of(content, request)
            : new Reply("302 Found", []) { Headers = $"Location: /moved/{Name}\r\n" });
        await PullAsync(server);
        ShouldBeComplete();
        File.Delete(Target);

        using var circle = new FaultyServer((_, _) => new Reply("302 Found", []) { Headers = "Location: /round\r\n" });
        var problem = await FailAsync(circle, tries: 3);
        problem.Remedy.Should().Be(DownloadRemedy.OtherSource);
        problem.Message.Should().Contain("leads from one address to the next without end").And.Contain("302 Found");
        circle.Requests.Count.Should().BeLessThan(8);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_server_that_falls_silent_is_given_up(bool hasBegun)
    {
        using var server = new FaultyServer((_, _) => hasBegun
            ? Reply.Good(content) with { Body = content[..1000], IsSilentAfter = true }
            : Reply.Good(content) with { IsSilentBefore = true });
        var patience = new Patience(TimeSpan.FromMilliseconds(200), [TimeSpan.Zero]);
        var problem = await FailAsync(server, patience);
        problem.Remedy.Should().Be(DownloadRemedy.Again);
        problem.Message.Should().Contain("said nothing for 0.2 seconds. It was tried 2 times;");
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_named()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)probe.LocalEndpoint).Port}/");
        probe.Stop();
        var pull = () => SetDownload.RunAsync(Set(), address, folder, Tries(1), _ => { }, Ending);
        var problem = (await pull.Should().ThrowAsync<DownloadException>()).Which;
        problem.Remedy.Should().Be(DownloadRemedy.Again);
        problem.Message.Should().StartWith($"{address}{Name} cannot be reached: ")
            .And.Contain("tried 2 times; 0 of 200000");
        Directory.EnumerateFiles(folder).Should().BeEmpty("nothing has come");
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_named()
    {
        using var server = new FaultyServer((request, _) => Reply.Of(content, request));
        var inTheWay = Path.Combine(folder, "file");
        File.WriteAllText(inTheWay, "");
        var pull = () => SetDownload.RunAsync(
            Set(), server.Address, Path.Combine(inTheWay, "below"), Tries(3), _ => { }, Ending);
        var problem = (await pull.Should().ThrowAsync<DownloadException>()).Which;
        problem.Remedy.Should().Be(DownloadRemedy.OtherFolder);
        problem.Message.Should().StartWith($"{Name} cannot be written to ")
            .And.EndWith("The environment variable ARENA_DATA can name another folder.");
        server.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Two_at_once_do_not_mix_their_bytes()
    {
        using var server = new FaultyServer((request, _) => Reply.Of(content, request));
        using var other = new FileStream(Part, FileMode.Create, FileAccess.ReadWrite, FileShare.None);
        var problem = await FailAsync(server, tries: 3);
        problem.Remedy.Should().Be(DownloadRemedy.OtherFolder);
        server.Requests.Should().BeEmpty();
    }

    [Fact]
    public async Task Stopping_it_keeps_what_has_come()
    {
        using var stop = new CancellationTokenSource();
        using var server = new FaultyServer((request, _) => request.From is null
            ? Reply.Good(content) with { Body = content[..50_000], IsSilentAfter = true }
            : Reply.Of(content, request));
        var pull = () => SetDownload.RunAsync(Set(), server.Address, folder, Tries(3), now =>
        {
            if (now.Length == 50_000) stop.Cancel();
        }, stop.Token);
        await pull.Should().ThrowAsync<OperationCanceledException>();
        File.ReadAllBytes(Part).Should().Equal(content[..50_000]);

        await PullAsync(server);
        server.Requests[^1].From.Should().Be(50_000);
        ShouldBeComplete();
    }

    [Fact]
    public async Task A_damaged_file_is_replaced()
    {
        File.WriteAllBytes(Target, new byte[content.Length]);
        using var server = new FaultyServer((request, _) => Reply.Of(content, request));
        await PullAsync(server);
        ShouldBeComplete();
    }

    private Task PullAsync(FaultyServer server, int tries = 0) => PullAsync(server, Tries(tries));

    private Task PullAsync(FaultyServer server, Patience patience) => SetDownload.RunAsync(
        Set(), server.Address, folder, patience, now => progress.Add(now.Length), Ending);

    private Task<DownloadException> FailAsync(FaultyServer server, int tries) => FailAsync(server, Tries(tries));

    private async Task<DownloadException> FailAsync(FaultyServer server, Patience patience)
    {
        var pull = () => PullAsync(server, patience);
        return (await pull.Should().ThrowAsync<DownloadException>()).Which;
    }

    private async Task ShouldRefuseAsync(FaultyServer server, string message)
    {
        var problem = await FailAsync(server, tries: 3);
        problem.Message.Should().Be(string.Format(message, $"{server.Address}/{Name}"));
        problem.Remedy.Should().Be(DownloadRemedy.OtherSource);
        server.Requests.Should().ContainSingle();
        Directory.EnumerateFiles(folder).Should().BeEmpty();
    }

    private void ShouldBeComplete()
    {
        File.ReadAllBytes(Target).AsSpan().SequenceEqual(content).Should().BeTrue();
        Directory.EnumerateFiles(folder).Should().Equal(Target);
    }

    private static Patience Tries(int more) => new(silence, [.. Enumerable.Repeat(TimeSpan.Zero, more)]);

    private static ImageSet Set(params PublishedFile[] files) => new(
        "some", "Some", "none", new Uri("http://127.0.0.1:1/"), [],
        files.Length > 0 ? files : [new PublishedFile(Name, content.Length, contentSum)]);

    private static byte[] Content()
    {
        var bytes = new byte[200_000];
        new Random(1).NextBytes(bytes);
        (bytes[0], bytes[1]) = (0x1f, 0x8b);
        return bytes;
    }
}
