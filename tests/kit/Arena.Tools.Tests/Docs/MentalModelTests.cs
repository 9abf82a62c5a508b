using Arena.Skeleton;

namespace Arena.Tools.Tests.Docs;

public sealed class MentalModelTests
{
    private const string Page = "# Title\n\nProse.\n\n<!-- exercises -->\n\nold\n\n<!-- /exercises -->\n\nMore.\n";

    private static readonly ExerciseIndex Index = new(
        [
            Exercise("0.0.7", "Row sums", MentalModel.Tensors, "0-Fundamentals/0-Prerequisites/README.md"),
            Exercise("0.2.1", "A ReLU", MentalModel.FunctionApproximators, "0-Fundamentals/2-ResNets/README.md"),
            Exercise("1.1.8", "Attention scores", MentalModel.Attention, "1-Transformers/1-FromScratch/README.md"),
            Exercise("0.0.10", "Masked means", MentalModel.Tensors, "0-Fundamentals/0-Prerequisites/README.md"),
        ],
        new Dictionary<string, string>());

    private static readonly Workspace Kit =
        Workspace.Find(AppContext.BaseDirectory) ?? throw new InvalidOperationException("The tests run outside the kit.");

    public static TheoryData<int> Models => [.. Enum.GetValues<MentalModel>().Select(model => (int)model)];

    [Fact]
    public void The_list_holds_the_exercises_of_that_model_in_the_order_of_the_index() =>
        MentalModelPages.Update(Page, Index, 2).Should().Be(
            """
            # Title

            Prose.

            <!-- exercises -->

            - [0.0.7 Row sums](../../chapters/0-Fundamentals/0-Prerequisites/README.md#007-row-sums): 15 min, difficulty 3
            - [0.0.10 Masked means](../../chapters/0-Fundamentals/0-Prerequisites/README.md#0010-masked-means): 15 min, difficulty 3

            <!-- /exercises -->

            More.

            """);

    [Fact]
    public void A_model_without_exercises_says_so() =>
        MentalModelPages.Update(Page, Index, 9).Should().Be(Page.Replace("old", "No exercise yet."));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    public void Updating_twice_changes_nothing_more(int model)
    {
        var once = MentalModelPages.Update(Page, Index, model);
        MentalModelPages.Update(once, Index, model).Should().Be(once).And.NotBe(Page);
    }

    [Theory]
    [InlineData("# Title\n")]
    [InlineData("# Title\n\n<!-- exercises -->\n")]
    [InlineData("# Title\n\n<!-- /exercises -->\n")]
    [InlineData("# Title\n\n<!-- /exercises -->\n\n<!-- exercises -->\n")]
    [InlineData("# Title\n\n<!-- exercises -->\n<!-- exercises -->\n<!-- /exercises -->\n")]
    [InlineData("# Title\n\n<!-- exercises -->\n<!-- /exercises -->\n<!-- /exercises -->\n")]
    [InlineData("# Title\n\nsee <!-- exercises -->\n\n<!-- /exercises -->\n")]
    public void A_page_without_both_marker_lines_is_refused(string page)
    {
        var update = () => MentalModelPages.Update(page, Index, 3);
        update.Should().Throw<InvalidDataException>()
            .WithMessage("docs/mental-models/3.md: the lines <!-- exercises --> and <!-- /exercises --> *");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    public void There_are_nine_models(int model)
    {
        var update = () => MentalModelPages.Update(Page, Index, model);
        update.Should().Throw<ArgumentOutOfRangeException>().WithParameterName("model");
    }

    [Theory]
    [InlineData("0.0.7 Row sums", "007-row-sums")]
    [InlineData("QK and OV", "qk-and-ov")]
    [InlineData("Head-to-head, patched", "head-to-head-patched")]
    [InlineData("a - b", "a---b")]
    [InlineData("The `d_model` axis", "the-d_model-axis")]
    [InlineData("Divide by √d_head", "divide-by-d_head")]
    [InlineData("What's a^b?", "whats-ab")]
    [InlineData("Étage 12: naïve", "étage-12-naïve")]
    [InlineData("Q → K", "q--k")]
    [InlineData("x² of ⅻ", "x-of-ⅻ")]
    public void A_heading_is_found_where_GitHub_puts_it(string heading, string anchor) =>
        MentalModelPages.Anchor(heading).Should().Be(anchor);

    [Theory]
    [MemberData(nameof(Models))]
    public void The_committed_page_lists_the_committed_exercises(int model)
    {
        var page = Read(model);
        MentalModelPages.Update(page, CommittedIndex(), model).Should()
            .Be(page, "./arena skeleton writes the list of docs/mental-models/{0}.md", model);
    }

    private static ExerciseEntry Exercise(string id, string title, MentalModel model, string page) =>
        new(id, title, model, Minutes: 15, Difficulty: 3, Importance: 4, File: "File.cs", Member: "Type.Member", page);

    private static ExerciseIndex CommittedIndex() =>
        File.Exists(Path.Combine(Kit.Chapters, ExerciseIndex.FileName))
            ? ExerciseIndex.Read(Kit)
            : new ExerciseIndex([], new Dictionary<string, string>());

    private static string Folder => Path.Combine(Kit.Root, "docs", "mental-models");

    private static string Read(int model) => File.ReadAllText(Path.Combine(Folder, $"{model}.md"));
}
