using System.Text.RegularExpressions;
using Arena.Cli.Showing;
using Arena.Models;
using Arena.Skeleton.Showcases;
using Arena.Training;

namespace Arena.Tools.Tests.Showcases;

public sealed partial class RecordTests
{
    private static readonly Workspace Kit = RealKit.Workspace;

    private static string Folder => Path.Combine(Kit.Root, ChapterRecord.Folder);

    public static TheoryData<string> Chapters => Directory.Exists(Folder)
        ? [.. Directory.GetFiles(Folder, "*.json").Select(x => Path.GetFileNameWithoutExtension(x))]
        : [];

    [Fact]
    public void Every_chapters_page_is_made_of_its_record()
    {
        var pages = ChapterPageFiles.Read(Kit, ExerciseIndex.Read(Kit));

        pages.Should().NotBeEmpty();
        foreach (var (path, text, wanted) in pages)
            text.Should().Be(wanted, "./arena skeleton writes {0}", path);
    }

    [Fact]
    public void Every_figure_that_a_page_compares_is_recorded()
    {
        foreach (var (path, _, wanted) in ChapterPageFiles.Read(Kit, ExerciseIndex.Read(Kit)))
            wanted.Should().NotContain(
                ChapterSources.NotRecorded, "{0} takes its figures from docs/chapters/sources and the records", path);
    }

    [Fact]
    public void Every_picture_says_what_it_shows_and_no_two_of_a_showcase_say_the_same()
    {
        foreach (var (path, _, wanted) in ChapterPageFiles.Read(Kit, ExerciseIndex.Read(Kit)))
        {
            var pictures = Picture().Matches(wanted).Select(x => (Alt: x.Groups[1].Value, Showcase: x.Groups[2].Value));
            pictures.Should().OnlyContain(x => x.Alt.Length > 0, path).And.OnlyHaveUniqueItems(path);
        }
    }

    [Theory]
    [InlineData("{0.0.it: whole} positions", "18336 positions")]
    [InlineData("{0.0.it: broken}", "12300 (12300 to 12400)")]
    [InlineData("{model: share}", "0.144 (0.1 to 0.188)")]
    [InlineData("{model: share × 100} %", "14.4 (10 to 18.8) %")]
    [InlineData("{model: other}", $"{ChapterSources.NotRecorded}: other")]
    public void Text_has_means_with_three_digits_and_whole_numbers_as_they_are(string text, string filled)
    {
        ShowcaseFigure Figure(string name, double value) => new(name, value, "");
        RecordedRun Run(int seed, double broken) =>
            new(seed, 1, 1, 0, 0, [], [Figure("whole", 18336), Figure("broken", broken)]);
        TrainedSeed Seed(int seed, double share) => new(seed, 1, [new Measured("share", share, 0, 1)]);
        var record = new ChapterRecord([new("0.0.it", "It", "", [Run(0, 12304.5), Run(1, 12350.2)], [], [])]);
        var trainings = new TrainingRecord([new("model", 1, [Seed(0, 0.1), Seed(1, 0.1876)])]);

        new ChapterSources(text, trainings).WithFigures(record).Should().Be(filled);
    }

    [Fact]
    public void Every_shipped_model_was_trained_with_ten_seeds_and_nine_are_as_they_should_be()
    {
        var trainings = TrainingRecord.Read(Path.Combine(Kit.Root, ChapterSources.TrainingsOf("1"))).Models;

        trainings.Select(x => x.Model).Should().Equal(Shipped.Names);
        foreach (var (model, _, seeds) in trainings)
        {
            seeds.Should().HaveCountGreaterThanOrEqualTo(10, model);
            (10 * seeds.Count(x => x.IsAsItShouldBe)).Should().BeGreaterThanOrEqualTo(9 * seeds.Count, model);
        }
    }

    [Theory]
    [MemberData(nameof(Chapters))]
    public void Its_pictures_are_there_small_and_no_others(string chapter)
    {
        var wanted = ChapterRecord.Read(Kit, chapter).Showcases
            .SelectMany(x => x.Pictures.Select(picture => $"{x.Name}.{picture}.png"));

        var present = new DirectoryInfo(Path.Combine(Folder, ChapterPage.Pictures)).GetFiles($"{chapter}.*");

        present.Select(x => x.Name).Should().BeEquivalentTo(wanted);
        present.Should().OnlyContain(x => x.Length <= SmallPicture.MostBytes);
    }

    [Fact(Skip = RealKit.NeedsSolutions, SkipUnless = nameof(RealKit.HasSolutions), SkipType = typeof(RealKit))]
    public void The_records_are_of_exactly_the_showcases_that_there_are()
    {
        var declared = ShowcaseDeclaration.ReadAll(Kit, "solutions").Select(x => (x.Name, x.Title));
        var recorded = Chapters.SelectMany(x => ChapterRecord.Read(Kit, x.Data).Showcases)
            .Select(x => (x.Name, x.Title));

        recorded.Should().BeEquivalentTo(
            declared, "./arena show <name> --against solutions --record writes {0}", ChapterRecord.Folder);
    }

    [Theory]
    [MemberData(nameof(Chapters))]
    public void Ten_seeds_at_least_were_tried_and_no_training_grew(string chapter)
    {
        foreach (var showcase in ChapterRecord.Read(Kit, chapter).Showcases)
        {
            showcase.Runs.Should().HaveCountGreaterThanOrEqualTo(10, showcase.Name);
            showcase.Runs.Should().OnlyContain(
                x => x.TensorsAfter <= x.TensorsBefore && x.Trainings.All(t => !t.Grows), showcase.Name);
        }
    }

    // Of what learners have: on main a test of the skeleton says that it is the same as the reference.
    [Fact]
    public void A_showcase_is_named_after_its_section_and_a_word()
    {
        foreach (var showcase in ShowcaseDeclaration.ReadAll(Kit, "chapters"))
        {
            showcase.Name.Should().MatchRegex(@"^\d+\.\d+\.[a-z][a-z0-9-]*$");
            var place = Place().Match(showcase.File);
            showcase.Section.Should().Be($"{place.Groups[1].Value}.{place.Groups[2].Value}", showcase.File);
        }
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(0.97314, "0.9731")]
    [InlineData(97.3149, "97.31")]
    [InlineData(60001, "60001")]
    [InlineData(123456.7, "123500")]
    [InlineData(0.00012346, "0.0001235")]
    [InlineData(0.000012346, "1.235e-05")]
    [InlineData(-12345678.9, "-1.235e07")]
    [InlineData(double.NaN, "NaN")]
    public void Numbers_have_four_digits(double value, string text) => Significant.Text(value).Should().Be(text);

    [Fact]
    public void Curves_of_other_points_are_compared_where_all_have_some()
    {
        var spread = CurveSpread.Of(
        [
            new ShowcaseCurve("p", "c", [0, 1, 2, 3], [0, 1, 2, 3]),
            new ShowcaseCurve("p", "c", [0, 2], [10, 14]),
            new ShowcaseCurve("p", "c", [0.5, 1, 2.5], [0, 2, 5]),
        ]);

        spread.Should().BeEquivalentTo(new CurveSpread("c", [1, 2], [2, 4], [1, 2], [12, 14]));
    }

    [Fact]
    public void A_long_curve_keeps_its_ends()
    {
        double[] xs = [.. Enumerable.Range(0, 1001)];

        var spread = CurveSpread.Of([new ShowcaseCurve("p", "c", xs, xs)]);

        spread.Xs.Should().HaveCount(120).And.BeInAscendingOrder().And.StartWith(0).And.EndWith(1000);
        spread.Median.Should().Equal(spread.Xs);
    }

    [GeneratedRegex(@"^!\[([^\]]*)\]\(pictures/(\d+\.\d+\.[a-z0-9-]+)\.", RegexOptions.Multiline)]
    private static partial Regex Picture();

    [GeneratedRegex(@"^chapters/(\d+)-\w+/(\d+)-\w+/")]
    private static partial Regex Place();
}
