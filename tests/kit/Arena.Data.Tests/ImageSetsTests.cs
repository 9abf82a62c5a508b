namespace Arena.Data.Tests;

public sealed class ImageSetsTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("arena-sets-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void There_are_three_sets() => ImageSets.Names.Should().Equal("digits", "fashion-mnist", "mnist");

    [Fact]
    public void Published_sets_state_what_their_files_are()
    {
        foreach (var set in ImageSets.Published)
        {
            set.Files.Select(file => file.Name).Should().Equal(
                "train-images-idx3-ubyte.gz", "train-labels-idx1-ubyte.gz",
                "t10k-images-idx3-ubyte.gz", "t10k-labels-idx1-ubyte.gz");
            set.Files.Should().OnlyContain(file => file.Sha256.Length == 64 && file.Length > 4000);
            set.Files.Select(file => file.Sha256).Should().OnlyHaveUniqueItems();
            set.Classes.Should().HaveCount(10).And.OnlyHaveUniqueItems();
            set.Source.AbsoluteUri.Should().EndWith("/");
        }
    }

    [Fact]
    public void A_set_is_found_when_all_its_files_are_there()
    {
        var set = ImageSets.Published[1] with { Name = "no-such-set" };
        ImageSets.Find(set, folder).Should().BeNull();
        foreach (var file in set.Files)
        {
            ImageSets.Find(set, folder).Should().BeNull();
            Write(set.Name, file.Name, []);
        }
        ImageSets.Find(set, folder).Should().Be(Path.Combine(folder, set.Name));
        foreach (var file in set.Files)
            File.Move(Path.Combine(folder, set.Name, file.Name), Path.Combine(folder, set.Name, file.Name[..^3]));
        ImageSets.Find(set, folder).Should().Be(Path.Combine(folder, set.Name), "unpacked files will do");
    }

    [Fact]
    public void A_folder_can_be_named()
    {
        Write("mine", "t10k-images-idx3-ubyte", IdxBytes.Of([1, 2, 2], 1, 2, 3, 4));
        Write("mine", "t10k-labels-idx1-ubyte.gz", IdxBytes.Packed(IdxBytes.Of([1], 6)));
        using var read = ImageSets.Load("fashion-mnist", train: false, Path.Combine(folder, "mine"));
        read.Images.data<byte>().ToArray().Should().Equal(1, 2, 3, 4);
        read.Labels.data<long>().ToArray().Should().Equal(6);
    }

    [Fact]
    public void A_set_that_is_not_here_says_how_to_get_it()
    {
        FluentActions.Invoking(() => ImageSets.Load("mnist", train: true, folder: null, cache: folder))
            .Should().Throw<FileNotFoundException>()
            .WithMessage("MNIST is not on this machine. To get it (12 MB), run `./arena data pull mnist`; or put its "
                + $"files into {Path.Combine(folder, "mnist")}. The drawn digits, ImageSets.Load(\"digits\", …), need no "
                + "download.");
    }

    // CI installs it, so that nothing is skipped there.
    [Fact(Skip = "Fashion-MNIST is not on this machine: docs/data.md.", SkipUnless = nameof(HasFashion))]
    public void The_real_images_are_read()
    {
        using var train = ImageSets.Load("fashion-mnist", train: true);
        using var test = ImageSets.Load("fashion-mnist", train: false);
        train.Images.shape.Should().Equal(60_000, 28, 28);
        test.Images.shape.Should().Equal(10_000, 28, 28);
        Counts(train).Should().Equal(Enumerable.Repeat(6000, 10));
        Counts(test).Should().Equal(Enumerable.Repeat(1000, 10));
        // The paper's statistics: mean 0.2860 and standard deviation 0.3530 of the bytes over 255.
        using var scope = TorchSharp.torch.NewDisposeScope();
        var bytes = train.Images.to(TorchSharp.torch.float32) / 255;
        bytes.mean().item<float>().Should().BeApproximately(0.2860f, 5e-5f);
        bytes.std().item<float>().Should().BeApproximately(0.3530f, 5e-5f);

        static IEnumerable<int> Counts(LabelledImages set) =>
            set.Labels.data<long>().ToArray().CountBy(label => label).OrderBy(x => x.Key).Select(x => x.Value);
    }

    public static bool HasFashion => ImageSets.Find("fashion-mnist") is not null;

    [Theory]
    [InlineData("cifar-10")]
    [InlineData("")]
    public void A_set_that_there_is_not_is_refused(string name)
    {
        const string message = "There is no set \"*\"; there are digits, fashion-mnist, mnist.*";
        FluentActions.Invoking(() => ImageSets.Load(name, train: true)).Should().Throw<ArgumentException>()
            .WithMessage(message);
        FluentActions.Invoking(() => ImageSets.Find(name)).Should().Throw<ArgumentException>().WithMessage(message);
    }

    private void Write(string set, string name, byte[] bytes)
    {
        Directory.CreateDirectory(Path.Combine(folder, set));
        File.WriteAllBytes(Path.Combine(folder, set, name), bytes);
    }
}
