namespace Arena.Analyzers.Tests.Proof;

/// <summary>The record of the figures is what the tests find.</summary>
public sealed class FiguresTests
{
    [Fact]
    public async Task The_recorded_figures_are_those_of_this_version()
    {
        var corpus = (await Detection.OfCorpusAsync()).Figures;
        var random = (await RandomPrograms.TriedAsync()).Figures;
        Figures.Record(figures => figures with { Corpus = corpus, RandomPrograms = random });

        const string How =
            "run the tests of Arena.Analyzers.Tests with ARENA_RECORD_FIGURES=1 to renew docs/rules/figures.json";
        Figures.Recorded.Should().NotBeNull(How);
        Figures.Recorded!.Corpus.Should().Be(corpus, How);
        Figures.Recorded.RandomPrograms.Should().Be(random, How);
        Figures.Recorded.Mutations?.Files.Should().Be(RobustnessTests.AllFiles, $"{How} and ARENA_ALL_MUTATIONS=1");
    }
}
