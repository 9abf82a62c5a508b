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
        Assert.SkipWhen(ImageSets.Find("mnist") is not null, "MNIST is on this machine.");
        FluentActions.Invoking(() => ImageSets.Load("mnist", train: true)).Should().Throw<FileNotFoundException>()
            .WithMessage("MNIST is not on this machine. To get it (12 MB), run `./arena data pull mnist`; or put its "
                + "files into *mnist. The drawn digits, ImageSets.Load(\"digits\", …), need no download.");
    }

    [Fact]
    public void A_set_that_is_here_is_whole()
    {
        var here = ImageSets.Published.Where(set => ImageSets.Find(set.Name) is not null).ToList();
        Assert.SkipWhen(here.Count == 0, "No published set is on this machine.");
        foreach (var set in here)
        {
            using var train = ImageSets.Load(set.Name, train: true);
            using var test = ImageSets.Load(set.Name, train: false);
            train.Images.shape.Should().Equal(60_000, 28, 28);
            test.Images.shape.Should().Equal(10_000, 28, 28);
            train.Labels.data<long>().Distinct().Order().Should().Equal(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
        }
    }

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
