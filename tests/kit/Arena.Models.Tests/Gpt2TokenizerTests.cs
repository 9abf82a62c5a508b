using System.Text;
using System.Text.Json;

namespace Arena.Models.Tests;

public sealed class Gpt2TokenizerTests : IDisposable
{
    private readonly TestFolder folder = new();
    private readonly Dictionary<string, int> vocabulary = [];

    public Gpt2TokenizerTests()
    {
        // GPT-2's alphabet: the bytes that are no visible letter are moved to where letters are.
        var moved = 256;
        foreach (var x in Enumerable.Range(0, 256))
        {
            var isVisible = x is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or >= 0xAE;
            vocabulary[((char)(isVisible ? x : moved++)).ToString()] = x;
        }
        string[] merges = ["h e", "l l", "he ll", "hell o", "Ġ w", "Ġw o", "Ġ t", "Ġt he", "' t"];
        foreach (var merge in merges) vocabulary[merge.Replace(" ", "")] = vocabulary.Count;
        vocabulary[Gpt2Tokenizer.EndOfText] = vocabulary.Count;
        File.WriteAllText(folder["vocab.json"], JsonSerializer.Serialize(vocabulary));
        File.WriteAllText(folder["merges.txt"], "#version: 0.2\n" + string.Join('\n', merges) + "\n");
    }

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("hello world", "hello|Ġwo|r|l|d")]
    [InlineData("hello the", "hello|Ġthe")]
    [InlineData("shell hel", "s|hell|Ġ|he|l")]
    [InlineData("  the\n\nx", "Ġ|Ġthe|Ċ|Ċ|x")]
    [InlineData("don't", "d|o|n|'t")]
    [InlineData("é1", "Ã|©|1")]
    [InlineData("hello<|endoftext|>hello", "hello|<|endoftext|>|hello")]
    [InlineData("", "")]
    public void Texts_become_the_pieces_that_were_merged(string text, string pieces)
    {
        var tokenizer = Gpt2Tokenizer.Load(folder.Path);
        var names = pieces.Replace(Gpt2Tokenizer.EndOfText, "\0").Split('|', StringSplitOptions.RemoveEmptyEntries);
        tokenizer.Encode(text).Should().Equal(
            names.Select(x => vocabulary[x == "\0" ? Gpt2Tokenizer.EndOfText : x]));
    }

    [Fact]
    public void Tokens_give_the_text_back()
    {
        var tokenizer = Gpt2Tokenizer.Load(folder.Path);
        tokenizer.Count.Should().Be(266);
        tokenizer.EndOfTextId.Should().Be(265);
        var random = new Random(3);
        string[] parts =
        [
            "hello", " the", " ", "\n", "\t", "é", "€", "😀", "日本", "'t", "12", "<|endoftext|>",
            "\0", "\u00a0",
        ];
        for (var i = 0; i < 500; i++)
        {
            var text = string.Concat(random.GetItems(parts, random.Next(12)));
            tokenizer.Decode(tokenizer.Encode(text)).Should().Be(text);
        }
        tokenizer.Decode([.. Encoding.UTF8.GetBytes("é").Select(x => (int)x)]).Should().Be("é");
        tokenizer.Decode([0xC3]).Should().Be("\uFFFD");
    }

    [Fact]
    public void Files_that_are_missing_or_damaged_are_named()
    {
        FluentActions.Invoking(() => Gpt2Tokenizer.Load(folder["none"])).Should().Throw<FileNotFoundException>()
            .WithMessage("*vocab.json*");
        foreach (var text in new[] { "", "[]", "null", "{\"a\":\"b\"}", "{\"a\":0}" })
        {
            File.WriteAllText(folder["vocab.json"], text);
            FluentActions.Invoking(() => Gpt2Tokenizer.Load(folder.Path)).Should().Throw<InvalidDataException>();
        }
        File.WriteAllText(folder["vocab.json"], JsonSerializer.Serialize(vocabulary));
        File.WriteAllText(folder["merges.txt"], "#version: 0.2\nx yy zz\n");
        FluentActions.Invoking(() => Gpt2Tokenizer.Load(folder.Path)).Should().Throw<InvalidDataException>()
            .WithMessage("*merges.txt*");
    }
}
