using System.Globalization;
using Arena.Train;

namespace Arena.Models.Tests;

public class RecipeTests
{
    public static TheoryData<string> Names { get; } = [.. Recipes.All.Select(x => x.Name)];

    [Fact]
    public void Every_shipped_model_has_a_recipe() =>
        Shipped.Names.Should().BeEquivalentTo(Recipes.All.Select(x => x.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void The_shipped_file_is_what_its_recipe_asks_for_and_what_its_card_and_the_record_say(string name)
    {
        var recipe = Recipes.All.Single(x => x.Name == name);
        using var model = Shipped.Load(name);
        var measured = recipe.Measure(model);

        measured.Should().OnlyContain(x => x.IsAsItShouldBe);
        var root = Workspace.Find(AppContext.BaseDirectory)!.Root;
        var record = TrainingRecord.Read(Path.Combine(root, "docs", "chapters", "sources", "1.models.json"));
        var recorded = record.Models.Single(x => x.Model == name).Seeds.Single(x => x.Seed == 0).Measured;
        recorded.Select(x => x.What).Should().Equal(measured.Select(x => x.What));
        recorded.Select(x => x.Value).Zip(measured.Select(x => x.Value)).Should()
            .OnlyContain(x => Math.Abs(x.First - x.Second) < 2e-3);
        var card = File.ReadAllText(Path.Combine(Shipped.Folder, name + ".md"));
        foreach (var line in measured)
            card.Should().ContainAny(
                [$"| {Rounded(line.Value, "0.000")} |", $"| {Rounded(line.Value, "0.00")} |"], $"that is its {line.What}");

        static string Rounded(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
    }
}
