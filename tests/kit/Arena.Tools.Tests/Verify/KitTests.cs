using Arena.Verify;
using Arena.Verify.Checks;
using Arena.Verify.Sources;

namespace Arena.Tools.Tests.Verify;

/// <summary>The checks that need no build, over the kit itself.</summary>
public class KitTests
{
    private static readonly Workspace Kit = RealKit.Workspace;
    private static readonly Lazy<IReadOnlyList<ChapterSource>> Chapters = new(() => ChapterSource.ReadAll(Kit));

    private static readonly Lazy<IReadOnlyList<TestSources>> Tests =
        new(() => TestSources.ReadAll(Kit, Chapters.Value));

    [Fact(Skip = RealKit.NeedsSolutions, SkipUnless = nameof(RealKit.HasSolutions), SkipType = typeof(RealKit))]
    public void Nothing_of_the_solutions_leaks() =>
        Text(Leaks.Check(Kit, Chapters.Value, isSelected: _ => true)).Should().BeEmpty();

    [Fact(Skip = RealKit.NeedsSolutions, SkipUnless = nameof(RealKit.HasSolutions), SkipType = typeof(RealKit))]
    public void Every_test_can_fail_and_expects_something_independent() =>
        Text(TestQuality.Check(Chapters.Value, Tests.Value)).Should().BeEmpty();

    [Fact(Skip = RealKit.NeedsSolutions, SkipUnless = nameof(RealKit.HasSolutions), SkipType = typeof(RealKit))]
    public void Every_snapshot_has_one_reader_and_is_sharp() =>
        Text(Snapshots.Check(Kit, Tests.Value)).Should().BeEmpty();

    [Fact(Skip = RealKit.NeedsSolutions, SkipUnless = nameof(RealKit.HasSolutions), SkipType = typeof(RealKit))]
    public void Every_answer_is_one_to_an_exercise() => Text(AnswerCheck.Check(Chapters.Value)).Should().BeEmpty();

    private static string Text(IEnumerable<Finding> findings) =>
        string.Join('\n', findings.Select(x => $"{x.File}({x.Line}): {x.Exercise} {x.Message} {x.Fix}"));
}
