namespace Arena.Data.Tests;

public sealed class PublishedModelsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("arena-models-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Published_models_state_what_their_files_are_and_name_a_revision()
    {
        foreach (var model in PublishedModels.All)
        {
            model.Files.Select(file => file.Name).Should()
                .Equal("config.json", "vocab.json", "merges.txt", "model.safetensors");
            model.Files.Should().OnlyContain(file => file.Sha256.Length == 64 && file.Length > 500);
            model.Files.Select(file => file.Sha256).Should().OnlyHaveUniqueItems();
            model.Source.AbsoluteUri.Should().MatchRegex("/resolve/[0-9a-f]{40}/$");
        }
    }

    [Fact]
    public void A_model_is_found_when_all_its_files_are_there_under_their_own_names()
    {
        var model = PublishedModels.All[0];
        var place = Path.Combine(folder, "models", "gpt2");
        Directory.CreateDirectory(place);
        foreach (var file in model.Files)
        {
            PublishedModels.Find(model, folder).Should().BeNull();
            File.WriteAllBytes(Path.Combine(place, Path.GetFileNameWithoutExtension(file.Name)), []);
            PublishedModels.Find(model, folder).Should().BeNull();
            File.WriteAllBytes(Path.Combine(place, file.Name), []);
        }
        PublishedModels.Find(model, folder).Should().Be(place);
    }

    [Fact]
    public void A_model_that_nobody_published_has_no_place() =>
        FluentActions.Invoking(() => PublishedModels.Find("gpt5")).Should().Throw<ArgumentException>()
            .WithMessage("There is no model \"gpt5\"; there are gpt2.*");
}
