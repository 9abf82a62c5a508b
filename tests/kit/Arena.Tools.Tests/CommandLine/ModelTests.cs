using System.Security.Cryptography;
using System.Text;
using Arena.Data;
using Arena.Data.Tests;

namespace Arena.Tools.Tests.CommandLine;

public sealed class ModelTests : IDisposable
{
    private const string Folder = ".arena/data/models/tiny";

    private static readonly byte[] words = Encoding.ASCII.GetBytes("{\"a\": 0}");
    private static readonly byte[] weights = [.. Enumerable.Repeat((byte)9, 300_000)];

    private readonly TemporaryKit kit = new();

    public ModelTests()
    {
        Assert.SkipWhen(Environment.GetEnvironmentVariable(DataFolder.Variable) is { Length: > 0 },
            $"{DataFolder.Variable} is set.");
        kit.Models = [Tiny(new Uri("http://127.0.0.1:1/"))];
    }

    public void Dispose() => kit.Dispose();

    [Fact]
    public void Alone_it_lists_what_there_is_and_how_to_get_the_rest()
    {
        kit.Arena("model").Should().Be(0);
        kit.Output.Should().Be(
            """
            ○ tiny           Tiny (free for all)
                             not here; 0.3 MB to download

            Next: ./arena model pull tiny
            """.ReplaceLineEndings("\n").Replace("./", $".{Path.DirectorySeparatorChar}"));
        kit.Arena("model --json").Should().Be(0);
        var model = kit.Json.GetProperty("models").EnumerateArray().Single();
        model.GetProperty("model").GetString().Should().Be("tiny");
        model.GetProperty("place").GetString().Should().BeNull();
        model.GetProperty("download").GetInt64().Should().Be(words.Length + weights.Length);
    }

    [Fact]
    public void A_model_is_pulled_from_a_mirror_and_then_listed_with_its_place()
    {
        using var server = Good();
        kit.Arena($"model pull tiny --from {server.Address}").Should().Be(0);
        kit.Output.Should().Be(
            $"""
            Tiny, 0.3 MB in 2 files
              vocab.json  0.0 MB
              model.safetensors  0.3 MB
            Tiny is complete (free for all):
              {Folder}
              Gpt2.Load(PublishedModels.Find("tiny")!)
            Next: ./arena model
            """.ReplaceLineEndings("\n").Replace("./", $".{Path.DirectorySeparatorChar}"));
        File.ReadAllBytes(Path.Combine(kit.Root, Folder, "vocab.json")).Should().Equal(words);
        File.ReadAllBytes(Path.Combine(kit.Root, Folder, "model.safetensors")).Should().Equal(weights);

        kit.Write($"{Folder}/notes.md", new string('x', 1_000_000));
        kit.Arena("model");
        kit.Output.Should().Contain($"0.3 MB  {Folder}\n").And.EndWith("arena check");
    }

    [Fact]
    public void What_had_come_of_a_model_is_kept()
    {
        kit.Write($"{Folder}/model.safetensors.part", new string('\t', 100_000));
        using var server = Good();
        kit.Models = [Tiny(server.Address)];
        kit.Arena("model pull tiny --json").Should().Be(0);
        kit.Json.GetProperty("model").GetString().Should().Be("tiny");
        server.Requests.Select(x => x.From).Should().Equal(null, 100_000);
        File.ReadAllBytes(Path.Combine(kit.Root, Folder, "model.safetensors")).Should().Equal(weights);
    }

    [Theory]
    [InlineData("model pull tini", 2, "There is no model 'tini'. Did you mean 'tiny'?", "arena model pull tiny")]
    [InlineData("model pull llama", 2, "There is no model 'llama'; there are tiny.", "arena model")]
    [InlineData("model pull tiny --from here", 2, "is no address that begins with http://", "model pull tiny --from https://...")]
    [InlineData("modle", 2, "Did you mean 'model'?", "arena model")]
    public void Wrong_use_is_explained(string commandLine, int code, string message, string fix)
    {
        kit.Arena(commandLine).Should().Be(code);
        kit.Sentences.Should().Contain(message);
        kit.Output.Split('\n')[^1].Should().StartWith("Fix: ").And.EndWith(fix);
    }

    [Fact]
    public void A_mirror_without_the_file_is_told_from_one_with_another()
    {
        using var none = new FaultyServer((_, _) => new Reply("404 Not Found", []));
        kit.Arena($"model pull tiny --from {none.Address}").Should().Be(1);
        kit.Sentences.Should().Contain($"There is no {none.Address}/vocab.json (404 Not Found).");
        kit.Output.Should().EndWith("arena model pull tiny --from ADDRESS");

        using var other = new FaultyServer((_, _) => Reply.Good([.. words.Reverse()]));
        kit.Arena($"model pull tiny --from {other.Address}").Should().Be(1);
        kit.Sentences.Should().Contain("is not the published file").And.Contain("SHA-256");
        File.Exists(Path.Combine(kit.Root, Folder, "vocab.json")).Should().BeFalse();
    }

    private static FaultyServer Good() => new((request, _) =>
        request.Path.Contains("vocab", StringComparison.Ordinal)
            ? Reply.Of(words, request) with { Headers = "Content-Type: text/plain; charset=utf-8\r\n" }
            : Reply.Of(weights, request));

    private static PublishedSet Tiny(Uri source) => new(
        "tiny", "Tiny", "free for all", source,
        [
            new("vocab.json", words.Length, Convert.ToHexStringLower(SHA256.HashData(words))),
            new("model.safetensors", weights.Length, Convert.ToHexStringLower(SHA256.HashData(weights))),
        ]);
}
