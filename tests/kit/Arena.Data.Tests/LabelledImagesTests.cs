using static Arena.Data.Tests.IdxBytes;
using static TorchSharp.torch;

namespace Arena.Data.Tests;

public sealed class LabelledImagesTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("arena-data-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Both_parts_are_read_compressed_or_not()
    {
        Write("train-images-idx3-ubyte", Of([2, 1, 2], 1, 2, 3, 255));
        Write("train-labels-idx1-ubyte.gz", Packed(Of([2], 9, 4)));
        Write("t10k-images-idx3-ubyte.gz", Packed(Of([1, 1, 2], 7, 8)));
        Write("t10k-labels-idx1-ubyte", Of([1], 5));

        using var train = LabelledImages.Read(folder, train: true);
        train.Images.shape.Should().Equal(2, 1, 2);
        train.Images[1, 0, 1].item<byte>().Should().Be(255);
        train.Labels.dtype.Should().Be(ScalarType.Int64);
        train.Labels.data<long>().ToArray().Should().Equal(9, 4);
        using var test = LabelledImages.Read(folder, train: false);
        test.Images.data<byte>().ToArray().Should().Equal(7, 8);
        test.Labels.data<long>().ToArray().Should().Equal(5);
    }

    [Fact]
    public void What_is_not_there_is_named()
    {
        FluentActions.Invoking(() => LabelledImages.Read(Path.Combine(folder, "nowhere"), train: true))
            .Should().Throw<DirectoryNotFoundException>().WithMessage("There is no folder *nowhere.");
        Write("train-images-idx3-ubyte", Of([1, 1, 1], 1));
        FluentActions.Invoking(() => LabelledImages.Read(folder, train: true)).Should().Throw<FileNotFoundException>()
            .WithMessage("* has neither train-labels-idx1-ubyte nor train-labels-idx1-ubyte.gz.");
    }

    [Theory]
    [InlineData(new[] { 2, 1 }, new[] { 2 }, "*images have 3 axes, item, row and column, but this has 2.")]
    [InlineData(new[] { 2, 1, 1 }, new[] { 2, 1 }, "*labels have 1 axis, item, but this has 2.")]
    [InlineData(new[] { 2, 1, 1 }, new[] { 3 }, "*it has 3 labels for 2 images. Get both files anew.")]
    public void Files_that_do_not_go_together_are_refused(int[] images, int[] labels, string message)
    {
        Write("t10k-images-idx3-ubyte", Of(images, new byte[images.Aggregate((one, other) => one * other)]));
        Write("t10k-labels-idx1-ubyte", Of(labels, new byte[labels.Aggregate((one, other) => one * other)]));
        FluentActions.Invoking(() => LabelledImages.Read(folder, train: false))
            .Should().Throw<DataFileException>().WithMessage(message);
    }

    private void Write(string name, byte[] content) => File.WriteAllBytes(Path.Combine(folder, name), content);
}
