using System.Security.Cryptography;
using Arena.Cli;
using Arena.Cli.Commands;
using Arena.Cli.Output;
using Arena.Data;
using Arena.Data.Downloading;
using Arena.Data.Tests;
using Spectre.Console.Testing;

namespace Arena.Tools.Tests.CommandLine;

public sealed class DataTests : IDisposable
{
    private const string Folder = ".arena/data/tiny";

    private static readonly byte[] images = [0x1f, 0x8b, .. Enumerable.Repeat((byte)7, 120_000)];
    private static readonly byte[] labels = [0x1f, 0x8b, 1, 2, 3];

    private readonly TemporaryKit kit = new();

    public DataTests()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable(DataFolder.Variable) is { Length: > 0 },
            $"{DataFolder.Variable} is set.");
        kit.Sets = [Tiny(new Uri("http://127.0.0.1:1/"))];
    }

    public void Dispose() => kit.Dispose();

    [Fact]
    public void Alone_it_lists_what_there_is_and_how_to_get_the_rest()
    {
        kit.Arena("data").Should().Be(0);

        kit.Output.Should().Be(
            """
            ✓ digits         drawn by the kit
                             at their first use
            ○ tiny           Tiny (free for all)
                             not here; 0.1 MB to download

            Next: ./arena data pull tiny
            """.ReplaceLineEndings("\n").Replace("./", $".{Path.DirectorySeparatorChar}"));
    }

    [Fact]
    public void What_is_there_is_listed_with_its_place_and_size()
    {
        kit.Write(".arena/data/drawn-digits/train-images-idx3-ubyte.gz", new string('x', 2_500_000));
        kit.Write($"{Folder}/train-images-idx3-ubyte", new string('x', 300_000));
        kit.Write($"{Folder}/train-labels-idx1-ubyte.gz", new string('x', 1000));
        kit.Arena("data").Should().Be(0);

        kit.Output.Should().Contain("2.5 MB  .arena/data/drawn-digits\n").And.Contain($"0.3 MB  {Folder}\n")
            .And.EndWith("arena check").And.NotContain("not here");
    }

    [Fact]
    public void With_json_it_is_one_object()
    {
        kit.Arena("data --json").Should().Be(0);
        kit.Json.GetProperty("folder").GetString().Should().Be(Path.Combine(kit.Root, ".arena", "data"));
        var sets = kit.Json.GetProperty("sets").EnumerateArray().ToList();
        sets.Select(x => x.GetProperty("set").GetString()).Should().Equal("digits", "tiny");
        sets[1].GetProperty("place").GetString().Should().BeNull();
        sets[1].GetProperty("download").GetInt64().Should().Be(images.Length + labels.Length);
    }

    [Fact]
    public void A_set_is_pulled()
    {
        using var server = Good();
        kit.Arena($"data pull tiny --from {server.Address}").Should().Be(0);

        kit.Output.Should().Be(
            $"""
            Tiny, 0.1 MB in 2 files
              train-images-idx3-ubyte.gz  0.1 MB
              train-labels-idx1-ubyte.gz  0.0 MB
            Tiny is complete (free for all):
              {Folder}
              ImageSets.Load("tiny", train: true)
            Next: ./arena data
            """.ReplaceLineEndings("\n").Replace("./", $".{Path.DirectorySeparatorChar}"));
        File.ReadAllBytes(Path.Combine(kit.Root, Folder, "train-labels-idx1-ubyte.gz")).Should().Equal(labels);
        kit.Arena("data");
        kit.Output.Should().Contain($"0.1 MB  {Folder}\n");
    }

    [Fact]
    public void A_set_is_pulled_from_where_it_is_published()
    {
        using var server = Good();
        kit.Sets = [Tiny(server.Address)];
        kit.Arena("data pull tiny --json").Should().Be(0);
        kit.Json.GetProperty("set").GetString().Should().Be("tiny");
        kit.Json.GetProperty("bytes").GetInt64().Should().Be(images.Length + labels.Length);
        server.Requests.Should().HaveCount(2);
    }

    [Fact]
    public void A_failure_says_what_to_do()
    {
        using var server = new FaultyServer((_, _) => new Reply("404 Not Found", []));
        kit.Arena($"data pull tiny --from {server.Address}").Should().Be(1);
        kit.Sentences.Should().Contain($"There is no {server.Address}/train-images-idx3-ubyte.gz (404 Not Found).");
        kit.Output.Should().EndWith("arena data pull tiny --from ADDRESS");

        kit.Arena($"data pull tiny --from {server.Address} --json").Should().Be(1);
        kit.Json.GetProperty("error").GetString().Should().Contain("404 Not Found");

        Directory.Delete(Path.Combine(kit.Root, ".arena"), recursive: true);
        kit.Write(".arena/data", "a file in the way");
        kit.Arena($"data pull tiny --from {server.Address}").Should().Be(1);
        kit.Output.Should().EndWith("ARENA_DATA=FOLDER");
    }

    [Fact]
    public async Task A_connection_that_fails_may_be_tried_again()
    {
        using var server = new FaultyServer((_, _) => new Reply("503 Busy", []));
        var pull = () => PullAsync(server, new TestConsole(), TestContext.Current.CancellationToken);
        var refused = (await pull.Should().ThrowAsync<CommandException>()).Which;
        refused.Message.Should().Contain("answers 503 Busy. It was tried 2 times; 0 of 120002 bytes");
        refused.Fix.Should().EndWith($"arena data pull tiny --from {server.Address}");
        refused.ExitCode.Should().Be(1);
    }

    [Fact]
    public async Task Ctrl_C_keeps_what_has_come()
    {
        using var console = new TestConsole();
        using var stop = new CancellationTokenSource();
        using var server = new FaultyServer((_, before) =>
        {
            stop.Cancel();
            return Reply.Good(images) with { IsSilentBefore = true };
        });
        (await PullAsync(server, console, stop.Token)).Should().Be(130);
        console.Output.Should().Contain("Stopped. What has come is kept, and the same command goes on from there.")
            .And.Contain($"arena data pull tiny --from {server.Address}");
    }

    [Fact]
    public async Task A_terminal_shows_bars_and_forgets_them()
    {
        using var console = new TestConsole().EmitAnsiSequences();
        console.Profile.Capabilities.Interactive = true;
        console.Profile.Capabilities.Ansi = true;
        using var server = Good();
        (await PullAsync(server, console, TestContext.Current.CancellationToken, canAsk: true)).Should().Be(0);
        console.Output.Should().Contain("train-images-idx3-ubyte.gz").And.Contain("Tiny is complete");
        File.Exists(Path.Combine(kit.Root, Folder, "train-images-idx3-ubyte.gz")).Should().BeTrue();
    }

    [Theory]
    [InlineData("data pull digits", "there is nothing to download", "arena data")]
    [InlineData("data pull tini", "Did you mean 'tiny'?", "arena data pull tiny")]
    [InlineData("data pull cifar", "There is no set 'cifar'; there are tiny.", "arena data")]
    [InlineData("data pull tiny --from ftp://example.org/x", "is no address that begins with http://", "--from https://...")]
    [InlineData("data pull tiny --from here", "is no address that begins with http://", "--from https://...")]
    public void Wrong_use_is_explained(string commandLine, string message, string fix)
    {
        kit.Arena(commandLine).Should().Be(2);
        kit.Sentences.Should().Contain(message);
        kit.Output.Split('\n')[^1].Should().StartWith("Fix: ").And.EndWith(fix);
    }

    private Task<int> PullAsync(FaultyServer server, TestConsole console, CancellationToken end, bool canAsk = false)
    {
        var session = kit.Session(console, canAsk);
        var context = new CommandContext(session, new Screen(session), new System.CommandLine.Option<bool>("--json"));
        return PullCommand.RunAsync(
            context, json: false, new ImageShelf(kit.Sets!), "tiny", server.Address.AbsoluteUri,
            new Patience(TimeSpan.FromMinutes(2), [TimeSpan.Zero]), end);
    }

    private static FaultyServer Good() => new((request, _) =>
        Reply.Of(request.Path.Contains("images", StringComparison.Ordinal) ? images : labels, request));

    private static ImageSet Tiny(Uri source) => new(
        "tiny", "Tiny", "free for all", source, ["a", "b"],
        [
            new("train-images-idx3-ubyte.gz", images.Length, Convert.ToHexStringLower(SHA256.HashData(images))),
            new("train-labels-idx1-ubyte.gz", labels.Length, Convert.ToHexStringLower(SHA256.HashData(labels))),
        ]);
}
