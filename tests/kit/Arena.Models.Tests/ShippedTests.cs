using static TorchSharp.torch;

namespace Arena.Models.Tests;

public class ShippedTests
{
    [Fact]
    public void EveryModelIsSmallAndHasACard()
    {
        foreach (var name in Shipped.Names)
            File.Exists(Path.Combine(Shipped.Folder, name + ".md")).Should().BeTrue($"{name} needs a card");
        var files = Directory.GetFiles(Shipped.Folder, "*.safetensors").Select(x => new FileInfo(x).Length).ToList();
        files.Should().OnlyContain(bytes => bytes < 4_000_000);
        files.Sum().Should().BeLessThan(12_000_000);
    }

    [Fact]
    public void AnUnknownNameListsThoseThatThereAre()
    {
        var load = () => Shipped.Load("attn-only-3l");
        load.Should().Throw<ArgumentException>().WithMessage("*attn-only-3l*attn-only-1l, attn-only-2l*");
    }

    [Fact]
    public void ATrainingEndsWithTheModel()
    {
        using var scope = NewDisposeScope();
        using var model = Shipped.Load("attn-only-2l");
        var training = Shipped.LoadTraining("attn-only-2l");
        training.Select(x => x.Step).Should().BeInAscendingOrder().And.StartWith(0).And.HaveCountGreaterThan(10);
        training[^1].Model.W_U.eq(model.W_U).all().item<bool>().Should().BeTrue();
        training[0].Model.W_U.eq(model.W_U).all().item<bool>().Should().BeFalse();
        model.parameters().Should().OnlyContain(x => !x.requires_grad);
        foreach (var (_, other) in training) other.Dispose();
    }

    [Fact]
    public void ATrainingThatWasNotKeptIsNamed()
    {
        var load = () => Shipped.LoadTraining("attn-only-2l-fixed");
        load.Should().Throw<ArgumentException>().WithMessage("The training of 'attn-only-2l-fixed' was not kept.*");
    }
}
