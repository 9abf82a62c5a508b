using Arena.Testing;

namespace Arena.Tools.Tests.Skeleton;

public class CorpusTests
{
    public static TheoryData<string> Cases => [.. Corpus.Names];

    [Fact]
    public void The_corpus_is_there() => Corpus.Names.Should().HaveCountGreaterThanOrEqualTo(35);

    [Theory, MemberData(nameof(Cases))]
    public void Stub(string name)
    {
        var outcome = Corpus.Generate(Corpus.Solution(name), name);

        outcome.Problems.Should().BeEmpty();
        var texts = outcome.Files.Select(file => $"== {file.Path}\n{file.Text}");
        Snapshot.Match(string.Concat(texts), name, sourceFile: Path.Combine(Corpus.Folder, name + ".cs"));
    }
}
