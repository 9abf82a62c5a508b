namespace Arena.Tools.Tests.Skeleton;

public class CorpusTests
{
    public static TheoryData<string> Cases => [.. Corpus.Names];

    [Fact]
    public void The_corpus_is_there() => Corpus.Names.Should().HaveCountGreaterThanOrEqualTo(35);

    [Theory, MemberData(nameof(Cases))]
    public void The_stub_is_as_recorded(string name)
    {
        var outcome = Corpus.Generate(Corpus.Solution(name), name);

        CaseSnapshot.Match(string.Concat(outcome.Files.Select(file => $"== {file.Path}\n{file.Text}")) + string.Concat(outcome.Problems.Select(problem => $"{problem}\n")), name);
    }
}
